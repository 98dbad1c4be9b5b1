// Formats a plan as text: for each campaign what is sent, what is not and why, and one line with the totals.
import type { CampaignPlan, Plan } from '../../generated/plan.ts';
import { countOfReason, removalReasons } from '../../plan/selection/removal-reasons.ts';
import { describeEarlier } from '../earlier-words.ts';
import { formatDuration } from '../duration.ts';
import { formatFinding, formatHelp, type Finding } from '../findings/diagnostics-text.ts';
import { padLeft, wrapBehind } from '../fit-text.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { formatNextSteps } from '../next-steps.ts';
import {
  formatAudit,
  formatBounds,
  formatChanges,
  formatComparison,
  formatLimits,
  formatLists,
  formatOften,
  formatRemoved,
  formatTimetable,
} from './plan-text-review.ts';
import { formatBacktest } from './plan-text-backtest.ts';
import { formatBlocked, formatPlanTotals, formatTotal } from './plan-text-total.ts';
import { describeApproval } from './approval-words.ts';
import { describePeriod } from './due-words.ts';
import { formatLock, formatSealLine, formatUnseen } from './plan-text-locks.ts';
import { formatSamples } from './plan-text-samples.ts';
import { formatArms, formatLinkParams, formatLocales, formatRollout, formatTables } from './plan-text-words.ts';
import { asyncWords, draftWords, priorityWords, twiceWords } from './term-words.ts';
import { describeWaitingSends } from './waiting-words.ts';
import { safeTerminal } from '../safe.ts';
import type { Layout, Paint, Style } from '../style.ts';
import { textWidth } from '../text-width.ts';

const commitDigits = 12;

/** `next` are commands or sentences that tell the reader how to continue. */
export function formatPlanText(plan: Plan, layout: Layout, next: readonly string[]): string {
  // A plan of one campaign shows all its samples.
  const isFolded = plan.campaigns.length > 1;
  const lines = [
    ...formatHead(plan, layout),
    ...formatTotal(plan, layout),
    ...formatApproval(plan, layout),
    ...formatWaitingSends(plan, layout),
    ...formatBlocked(plan, layout),
    '',
    ...plan.campaigns.flatMap((campaign) => [...formatCampaign(campaign, layout, isFolded), '']),
    ...(plan.unseen ?? []).flatMap((campaign) => [...formatUnseen(campaign, layout), '']),
    ...formatRemoved(plan, layout),
    ...formatBacktest(plan, layout),
    ...(plan.diagnostics.length === 0 ? [] : [...formatFindings(plan.diagnostics, layout, ''), '']),
    ...formatPlanTotals(plan, layout),
    ...formatSealLine(plan, layout),
    ...formatBlocked(plan, layout),
    ...formatNextSteps(next, layout.columns),
  ];
  return `${lines.join('\n')}\n`;
}

function formatHead({ environment, history, base }: Plan, { style, columns }: Layout): string[] {
  const compared = base === undefined ? '' : `, compared with ${showBase(base)}`;
  const [first = '', ...rest] = wrapBehind('', safeTerminal(`Plan for ${environment}${compared}`), columns);
  const name = [style.bold(first), ...rest];
  if (history === 'ledger') return name;
  return [...name, ...wrapBehind('', 'No ledger was looked at: counted as if nothing had been sent yet.', columns)];
}

function formatApproval(plan: Plan, { columns }: Layout): string[] {
  return describeApproval(plan).flatMap((sentence) => wrapBehind('', safeTerminal(sentence), columns));
}

function formatWaitingSends(plan: Plan, { columns }: Layout): string[] {
  return describeWaitingSends(plan).flatMap((sentence) => wrapBehind('', safeTerminal(sentence), columns));
}

/** A base that was named by its commit is shown once. */
function showBase({ ref, commit }: NonNullable<Plan['base']>): string {
  const digits = commit.slice(0, commitDigits);
  return commit.startsWith(ref) ? digits : `${ref} (${digits})`;
}

function formatCampaign(campaign: CampaignPlan, layout: Layout, isFolded: boolean): string[] {
  const { columns } = layout;
  if (campaign.draft === true) return [...formatHeadline(campaign, layout), ...formatDraft(columns)];
  return [
    ...formatHeadline(campaign, layout),
    ...formatFigures(campaign, layout),
    ...formatLists(campaign, layout),
    ...formatOften(campaign, layout),
    ...formatPeriod(campaign, columns),
    ...formatTimetable(campaign, layout),
    ...formatEarlier(campaign, columns),
    ...formatPriority(campaign, columns),
    ...formatGuarantee(campaign, columns),
    ...formatAsync(campaign, columns),
    ...formatLock(campaign, layout),
    ...formatComparison(campaign, layout),
    ...formatChanges(campaign, layout),
    ...formatLimits(campaign, layout),
    ...formatAudit(campaign, layout),
    ...formatRollout(campaign, layout),
    ...formatArms(campaign, layout),
    ...formatLocales(campaign, layout),
    ...formatLinkParams(campaign, layout),
    ...formatTables(campaign, layout),
    ...formatBounds(campaign, layout),
    ...formatSamples(campaign, layout, isFolded),
    ...(campaign.diagnostics.length === 0 ? [] : ['', ...formatFindings(campaign.diagnostics, layout, '  ')]),
  ];
}

function formatHeadline(campaign: CampaignPlan, { style, columns, folder = '' }: Layout): string[] {
  const [symbol, paint] = chooseSymbol(campaign, style);
  const id = safeTerminal(campaign.id);
  const file = safeTerminal(folder + campaign.file);
  const [first = '', ...rest] = wrapBehind('', id, columns - 2);
  const name = `${style.bold(paint(symbol))} ${style.bold(first)}`;
  const room = columns - 2 - textWidth(id);
  if (room >= textWidth(file) + 2) return [name + style.dim(padLeft(file, room))];
  return [name, ...rest.map((line) => `  ${style.bold(line)}`), ...wrapBehind('  ', file, columns).map(style.dim)];
}

function chooseSymbol({ counts, diagnostics }: CampaignPlan, style: Style): [string, Paint] {
  if (diagnostics.some(({ severity }) => severity === 'error')) return ['!', style.red];
  if (counts.send > 0) return ['+', style.green];
  if (counts.resend + counts.retry > 0) return ['~', style.green];
  if (counts.deferred > 0) return ['>', style.green];
  return counts.in_doubt > 0 ? ['?', style.yellow] : ['=', style.dim];
}

function formatDraft(columns: number): string[] {
  return wrapBehind('  ', `draft: ${draftWords}`, columns);
}

interface Figure {
  readonly symbol: string;
  readonly count: number;
  readonly words: string;
  /** Paints the symbol and the count. A count of 0 stays plain. */
  readonly paint?: Paint;
}

/** Formats one column of numbers that adds up to the rows. */
function formatFigures(campaign: CampaignPlan, { style, columns }: Layout): string[] {
  const figures = listFigures(campaign, style);
  const width = Math.max(...figures.map(({ count }) => formatCount(count).length));
  return figures.flatMap(({ symbol, count, words, paint }) => {
    const prefix = `  ${symbol} ${padLeft(formatCount(count), width)}`;
    const [first = '', ...rest] = wrapBehind(`${prefix}  `, words, columns);
    return [(paint && count > 0 ? paint(prefix) : prefix) + first.slice(prefix.length), ...rest];
  });
}

function listFigures({ counts, requests, eta_seconds }: CampaignPlan, { green, yellow, dim }: Style): Figure[] {
  const effort = requests === 0 ? '' : `, in ${countOf(requests, 'request')}, about ${formatDuration(eta_seconds)}`;
  const figures = [
    { symbol: '+', count: counts.send, words: `to send${effort}`, paint: green },
    {
      symbol: '~',
      count: counts.resend,
      words: `to resend: changed since they were sent${counts.send === 0 ? effort : ''}`,
      paint: green,
    },
    {
      symbol: '~',
      count: counts.retry,
      words: `to try again: refused before${counts.send + counts.resend === 0 ? effort : ''}`,
      paint: green,
    },
    { symbol: '>', count: counts.deferred, words: 'deferred: sent when they are due', paint: green },
    { symbol: '=', count: counts.settled, words: 'settled: sent before, or refused', paint: dim },
    { symbol: '?', count: counts.in_doubt, words: 'in doubt or under way: see pushplan status', paint: yellow },
    ...removalReasons.map(({ reason, words, isFault }) => {
      const count = countOfReason(counts.removed, reason);
      return { symbol: '-', count, words: `removed: ${words}`, paint: isFault ? yellow : dim };
    }),
  ].filter(
    ({ count, symbol }) => count > 0 || (symbol === '+' && counts.resend + counts.retry + counts.deferred === 0),
  );
  const made = counts.lines === undefined ? '' : `, made of ${countOf(counts.lines, 'line')} of the file`;
  const words = `${countOf(counts.rows, 'row').replace(/^\S+ /v, '')}${made}`;
  return [...figures, { symbol: ' ', count: counts.rows, words }];
}

function formatEarlier({ counts }: CampaignPlan, columns: number): string[] {
  const sentence = describeEarlier(counts.settled_earlier);
  return sentence === undefined ? [] : wrapBehind('  ', sentence, columns);
}

function formatPeriod({ period }: CampaignPlan, columns: number): string[] {
  return period === undefined ? [] : wrapBehind('  ', describePeriod(period), columns);
}

function formatPriority({ priority }: CampaignPlan, columns: number): string[] {
  if (priority !== 'high') return [];
  return wrapBehind('  ', `priority high: ${priorityWords}`, columns);
}

function formatGuarantee({ guarantee }: CampaignPlan, columns: number): string[] {
  if (guarantee === 'at_most_once') return [];
  return wrapBehind('  ', `guarantee at_least_once: ${twiceWords}`, columns);
}

function formatAsync({ async = false }: CampaignPlan, columns: number): string[] {
  return async ? wrapBehind('  ', `async: ${asyncWords}`, columns) : [];
}

function formatFindings(findings: readonly Finding[], layout: Layout, indent: string): string[] {
  const narrower = { ...layout, columns: layout.columns - indent.length };
  const lines = findings.flatMap((finding) => [...formatFinding(finding, narrower), ...formatHelp(finding, narrower)]);
  return lines.map((line) => indent + line);
}
