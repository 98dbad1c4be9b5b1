// The table of campaigns: one row for each, with what changed and what is sent.
import type { CampaignPlan, Diagnostic, Plan, RemovedCampaign } from '../../generated/plan.ts';
import { countRemoved } from '../../plan/selection/removal-reasons.ts';
import { countPlanned } from '../../plan/planned-counts.ts';
import { describePeriod } from '../plan/due-words.ts';
import { findingsAbout } from '../plan/plan-findings.ts';
import { asyncWords, draftWords, priorityWords, twiceWords } from '../plan/term-words.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { countOf, formatCount, listFirst } from '../../numbers.ts';
import { showName } from './plan-markdown-decision.ts';
import { tableHead, tableRow, type Column } from './markdown-table.ts';

interface Shape {
  readonly isCompared: boolean;
  readonly hasDoubt: boolean;
  readonly hasRetries: boolean;
  readonly hasDeferred: boolean;
}

export function campaignsSection(plan: Plan): Section {
  const { base, campaigns, totals } = plan;
  const shape = {
    isCompared: base !== undefined,
    hasDoubt: totals.in_doubt > 0,
    hasRetries: totals.retry > 0,
    hasDeferred: totals.deferred > 0,
  };
  const ranked = campaigns.toSorted((a, b) => rankOf(a) - rankOf(b));
  const rowsOf = (shown: readonly CampaignPlan[]): (() => string)[] =>
    shown.map((campaign) => () => campaignRow(campaign, findingsAbout(campaign, plan), shape));
  const rows = [
    ...rowsOf(ranked.filter((campaign) => rankOf(campaign) <= rankOfChanged)),
    // A removed campaign is a change. If there is not enough room, unchanged campaigns are left out first.
    ...(base?.removed ?? []).map((campaign) => () => removedRow(campaign, shape)),
    ...rowsOf(ranked.filter((campaign) => rankOf(campaign) > rankOfChanged)),
  ];
  return {
    head: `${tableHead(columnsOf(shape))}\n`,
    parts: rows,
    separator: '\n',
    tail: (campaigns.length > 1 ? `\n${totalRow(totals, shape)}` : '') + describeTerms(campaigns),
    leftOut: leaveOut('campaign', 'campaigns', 'pushplan plan'),
    rank: 2,
    share: 0.2,
  };
}

const mostNames = 3;

/** The text below the table, which is never left out for length. */
function describeTerms(campaigns: readonly CampaignPlan[]): string {
  const sent = campaigns.filter(({ draft }) => draft !== true);
  const drafts = campaigns.filter(({ draft }) => draft === true);
  const early = sent.filter(({ priority }) => priority === 'high');
  const twice = sent.filter(({ guarantee }) => guarantee === 'at_least_once');
  const queued = sent.filter(({ async = false }) => async);
  const terms = [
    describeTerm('draft', drafts, draftWords),
    describeTerm('priority high', early, priorityWords),
    describeTerm('guarantee at_least_once', twice, twiceWords),
    describeTerm('async', queued, asyncWords),
  ];
  return terms.join('') + describePeriods(campaigns);
}

/** A plan is for the period in which it was made. */
function describePeriods(campaigns: readonly CampaignPlan[]): string {
  const periods = campaigns.flatMap(({ id, period }) => (period === undefined ? [] : [{ id, period }]));
  if (periods.length === 0) return '';
  const show = ({ id, period }: (typeof periods)[number]): string => `${showName(id)} ${describePeriod(period)}`;
  return `\n\n**every**: ${listFirst(periods, mostNames, show, '; ')}.`;
}

function describeTerm(term: string, campaigns: readonly CampaignPlan[], words: string): string {
  if (campaigns.length === 0) return '';
  return `\n\n**${term}** (${listFirst(campaigns, mostNames, ({ id }) => showName(id))}): ${words}.`;
}

const rankOfChanged = 1;

/** Ranks campaigns by what a reviewer should look at first. */
export function rankOf({ comparison, counts, diagnostics }: CampaignPlan): number {
  if (diagnostics.some(({ severity }) => severity === 'error')) return 0;
  if (comparison !== undefined && comparison.status !== 'unchanged') return rankOfChanged;
  return countPlanned(counts) > 0 ? 2 : 3;
}

function columnsOf({ isCompared, hasDoubt, hasRetries, hasDeferred }: Shape): Column[] {
  return [
    { name: 'campaign', align: 'left' },
    ...(isCompared ? [{ name: 'change', align: 'left' } as const] : []),
    { name: 'send', align: 'right' },
    { name: 'resend', align: 'right' },
    ...(hasRetries ? [{ name: 'retry', align: 'right' } as const] : []),
    ...(hasDeferred ? [{ name: 'deferred', align: 'right' } as const] : []),
    { name: 'settled', align: 'right' },
    ...(hasDoubt ? [{ name: 'in doubt', align: 'right' } as const] : []),
    { name: 'removed', align: 'right' },
    ...(isCompared ? [{ name: 'joins, leaves', align: 'right' } as const] : []),
    { name: 'checks', align: 'left' },
  ];
}

function campaignRow(
  { id, draft, counts, comparison }: CampaignPlan,
  findings: readonly Diagnostic[],
  shape: Shape,
): string {
  const { isCompared } = shape;
  const status = draft === true ? 'draft' : (comparison?.status ?? 'unknown');
  const cells = [
    showName(id),
    ...(isCompared ? [status === 'unchanged' ? status : `**${status}**`] : []),
    ...countCells({ ...counts, removed: countRemoved(counts.removed) }, shape),
    ...(isCompared ? [showMoves(comparison)] : []),
    draft === true ? 'draft' : showChecks(findings),
  ];
  return tableRow(cells);
}

function removedRow({ id }: RemovedCampaign, { hasDoubt, hasRetries, hasDeferred }: Shape): string {
  const more = [hasDoubt, hasRetries, hasDeferred].filter((has) => has).map(() => '');
  return tableRow([showName(id), '**removed**', '', '', '', ...more, '', '', '']);
}

function totalRow(totals: Plan['totals'], shape: Shape): string {
  const blank = shape.isCompared ? [''] : [];
  return tableRow(['**all**', ...blank, ...countCells(totals, shape), ...blank, '']);
}

function countCells(
  counts: Omit<Plan['totals'], 'rows' | 'requests' | 'eta_seconds'>,
  { hasDoubt, hasRetries, hasDeferred }: Shape,
): string[] {
  return [
    boldCount(counts.send),
    boldCount(counts.resend),
    ...(hasRetries ? [boldCount(counts.retry)] : []),
    ...(hasDeferred ? [boldCount(counts.deferred)] : []),
    formatCount(counts.settled),
    ...(hasDoubt ? [formatCount(counts.in_doubt)] : []),
    formatCount(counts.removed),
  ];
}

/** Formats "+20 −3, 150 changed". The last figure counts people who stay and get another notification. */
function showMoves(comparison: CampaignPlan['comparison']): string {
  if (comparison === undefined) return '';
  const { joins, leaves, changed } = comparison;
  const moves = [joins === 0 ? [] : `+${formatCount(joins)}`, leaves === 0 ? [] : `−${formatCount(leaves)}`].flat();
  return [moves.join(' '), changed === 0 ? '' : `${formatCount(changed)} changed`]
    .filter((words) => words !== '')
    .join(', ');
}

function boldCount(count: number): string {
  return count === 0 ? '0' : `**${formatCount(count)}**`;
}

function showChecks(findings: readonly Diagnostic[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const words = [
    errors === 0 ? [] : `**blocked**: ${countOf(errors, 'error')}`,
    warnings === 0 ? [] : countOf(warnings, 'warning'),
  ].flat();
  return words.join(', ') || 'passed';
}
