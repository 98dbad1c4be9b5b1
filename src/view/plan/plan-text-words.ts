// Formats the arms, languages, links and tables of one campaign of a plan as text.
import type { CampaignPlan } from '../../generated/plan.ts';
import { wrapBehind } from '../fit-text.ts';
import { countOf } from '../../numbers.ts';
import { safeTerminal } from '../safe.ts';
import type { Layout } from '../style.ts';
import { describeArm, describePower } from './arm-words.ts';
import { describeLinkParams } from './link-params-words.ts';
import { describeLocale } from './locale-words.ts';
import { describeTable } from './table-words.ts';
import { describePlanStep } from './rollout-plan-words.ts';

const mostLines = 12;

export function formatArms({ arms = [], power }: CampaignPlan, { columns }: Layout): string[] {
  return [
    ...arms.flatMap((arm) => wrapBehind('  arm ', describeArm(arm, safeTerminal), columns)),
    ...(power === undefined ? [] : wrapBehind('  test ', describePower(power, safeTerminal), columns)),
  ];
}

export function formatRollout({ rollout = [] }: CampaignPlan, { columns }: Layout): string[] {
  return rollout.flatMap((step, index) => wrapBehind(`  step ${index + 1} `, describePlanStep(step), columns));
}

export function formatLocales({ locales = [] }: CampaignPlan, { columns }: Layout): string[] {
  const more = locales.length - mostLines;
  return [
    ...locales
      .slice(0, mostLines)
      .flatMap((locale) => wrapBehind('  language ', describeLocale(locale, safeTerminal), columns)),
    ...(more > 0 ? wrapBehind('  ', `and ${countOf(more, 'more language')}: see --format markdown`, columns) : []),
  ];
}

export function formatLinkParams({ link_params: params = [] }: CampaignPlan, { columns }: Layout): string[] {
  return params.length === 0 ? [] : wrapBehind('  links with ', describeLinkParams(params, safeTerminal), columns);
}

export function formatTables({ tables = [] }: CampaignPlan, { columns }: Layout): string[] {
  return tables.flatMap((table) => wrapBehind('  table ', describeTable(table, safeTerminal), columns));
}
