// Shows the arms, languages, links, tables and terms of a campaign on the page of a plan.
import type { CampaignPlan } from '../../generated/plan.ts';
import { countOf } from '../../numbers.ts';
import { markup, type Markup } from '../markup.ts';
import { describeArm, describePower } from '../plan/arm-words.ts';
import { describeLinkParams } from '../plan/link-params-words.ts';
import { describeLocale } from '../plan/locale-words.ts';
import { describeTable } from '../plan/table-words.ts';
import { asyncWords, twiceWords } from '../plan/term-words.ts';

/** Shows risky terms as notes: those with which people may get it twice, or outcomes stay unknown. */
export function showTerms({ guarantee, async = false }: CampaignPlan): Markup[] {
  const terms = [
    ...(guarantee === 'at_most_once' ? [] : [`guarantee at_least_once: ${twiceWords}`]),
    ...(async ? [`async: ${asyncWords}`] : []),
  ];
  return terms.map((words) => markup`<p class="note warning">${words}.</p>\n`);
}

export function showWords(campaign: CampaignPlan): Markup[] {
  const { arms = [], power, locales = [], link_params: params = [], tables = [] } = campaign;
  const shown = power === undefined ? [] : [`test ${describePower(power, asIs)}`];
  return [
    ...showList(countOf(arms.length, 'arm'), [...arms.map((arm) => describeArm(arm, asIs)), ...shown]),
    ...showList(
      countOf(locales.length, 'language'),
      locales.map((locale) => describeLocale(locale, asIs)),
    ),
    ...(params.length === 0 ? [] : [markup`<p>Links with ${describeLinkParams(params, asIs)}.</p>\n`]),
    ...tables.map((table) => markup`<p>Table ${describeTable(table, asIs)}.</p>\n`),
  ];
}

/** Returns the text unchanged, because `markup` escapes it. */
function asIs(text: string): string {
  return text;
}

function showList(summary: string, sentences: readonly string[]): Markup[] {
  if (sentences.length === 0) return [];
  const items = sentences.map((sentence) => markup`<li>${sentence}</li>\n`);
  return [markup`<details open="open"><summary>${summary}</summary><ul>\n${items}</ul></details>\n`];
}
