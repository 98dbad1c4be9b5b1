// A plan as text for people: campaign by campaign what is sent, what is not and why, and one line that sums it up.
import stringWidth from 'string-width';
import type { CampaignPlan, Plan } from '../generated/plan.ts';
import { asyncWords } from './async-words.ts';
import { describeEarlier } from './earlier-words.ts';
import { formatDuration } from './duration.ts';
import { formatFinding, formatHelp, type Finding } from './diagnostics-text.ts';
import { padLeft, wrapBehind } from './fit-text.ts';
import { countOf, formatCount } from './numbers.ts';
import { formatNextSteps } from './next-steps.ts';
import {
  formatAudit,
  formatBounds,
  formatChanges,
  formatComparison,
  formatLimits,
  formatRemoved,
} from './plan-text-review.ts';
import { formatSample } from './sample-card.ts';
import { safeTerminal } from './safe.ts';
import type { Layout, Paint, Style } from './style.ts';

const commitDigits = 12;

/** `next` are the commands or sentences that the reader may go on with. */
export function formatPlanText(plan: Plan, layout: Layout, next: readonly string[]): string {
  const lines = [
    ...formatHead(plan, layout),
    '',
    ...plan.campaigns.flatMap((campaign) => [...formatCampaign(campaign, layout), '']),
    ...formatRemoved(plan, layout),
    ...formatFindings(plan.diagnostics, layout, ''),
    ...formatSum(plan, layout),
    layout.style.dim(`Seal: ${safeTerminal(plan.seal)}`),
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
  return [...name, ...wrapBehind('', 'No ledger was looked at: counted as if nobody had been sent to.', columns)];
}

/** A commit that was named by itself is not named twice. */
function showBase({ ref, commit }: NonNullable<Plan['base']>): string {
  const digits = commit.slice(0, commitDigits);
  return commit.startsWith(ref) ? digits : `${ref} (${digits})`;
}

function formatCampaign(campaign: CampaignPlan, layout: Layout): string[] {
  const { columns } = layout;
  return [
    ...formatHeadline(campaign, layout),
    ...formatFigures(campaign, columns),
    ...formatEarlier(campaign, columns),
    ...formatPriority(campaign, columns),
    ...formatGuarantee(campaign, columns),
    ...formatAsync(campaign, columns),
    ...formatComparison(campaign, layout),
    ...formatChanges(campaign, layout),
    ...formatLimits(campaign, layout),
    ...formatAudit(campaign, layout),
    ...formatBounds(campaign, layout),
    ...campaign.samples.flatMap((sample) => ['', ...formatSample(sample, layout)]),
    ...(campaign.diagnostics.length === 0 ? [] : ['', ...formatFindings(campaign.diagnostics, layout, '  ')]),
  ];
}

function formatHeadline(campaign: CampaignPlan, { style, columns, folder = '' }: Layout): string[] {
  const [symbol, paint] = chooseSymbol(campaign, style);
  const id = safeTerminal(campaign.id);
  const file = safeTerminal(folder + campaign.file);
  const name = `${style.bold(paint(symbol))} ${style.bold(id)}`;
  const room = columns - 2 - stringWidth(id);
  if (room < stringWidth(file) + 2) return [name, ...wrapBehind('  ', file, columns).map(style.dim)];
  return [name + style.dim(padLeft(file, room))];
}

function chooseSymbol({ counts, diagnostics }: CampaignPlan, style: Style): [string, Paint] {
  if (diagnostics.some(({ severity }) => severity === 'error')) return ['!', style.red];
  if (counts.send > 0) return ['+', style.green];
  if (counts.resend > 0) return ['~', style.green];
  return counts.in_doubt > 0 ? ['?', style.yellow] : ['=', style.dim];
}

interface Figure {
  readonly symbol: string;
  readonly count: number;
  readonly words: string;
}

/** One column of numbers that adds up to the rows. */
function formatFigures(campaign: CampaignPlan, columns: number): string[] {
  const figures = listFigures(campaign);
  const width = Math.max(...figures.map(({ count }) => formatCount(count).length));
  return figures.flatMap(({ symbol, count, words }) =>
    wrapBehind(`  ${symbol} ${padLeft(formatCount(count), width)}  `, words, columns),
  );
}

function listFigures({ counts, requests, eta_seconds }: CampaignPlan): Figure[] {
  const { removed } = counts;
  const effort = requests === 0 ? '' : `, in ${countOf(requests, 'request')}, about ${formatDuration(eta_seconds)}`;
  const figures = [
    { symbol: '+', count: counts.send, words: `to send${effort}` },
    {
      symbol: '~',
      count: counts.resend,
      words: `to resend: changed since they were sent${counts.send === 0 ? effort : ''}`,
    },
    { symbol: '=', count: counts.settled, words: 'settled: sent before, or refused' },
    { symbol: '?', count: counts.in_doubt, words: 'in doubt from an earlier run: see pushplan status' },
    { symbol: '-', count: removed.filtered, words: 'removed: filtered by where' },
    { symbol: '-', count: removed.duplicate, words: 'removed: duplicate of an earlier row' },
    { symbol: '-', count: removed.invalid, words: 'removed: invalid' },
    { symbol: '-', count: removed.short, words: 'removed: short of cards' },
  ].filter(({ count, symbol }) => count > 0 || (symbol === '+' && counts.resend === 0));
  return [...figures, { symbol: ' ', count: counts.rows, words: countOf(counts.rows, 'row').replace(/^\S+ /v, '') }];
}

function formatEarlier({ counts }: CampaignPlan, columns: number): string[] {
  const sentence = describeEarlier(counts.settled_earlier);
  return sentence === undefined ? [] : wrapBehind('  ', sentence, columns);
}

function formatPriority({ priority }: CampaignPlan, columns: number): string[] {
  if (priority !== 'high') return [];
  return wrapBehind('  ', 'priority high: sent before campaigns of normal priority', columns);
}

function formatGuarantee({ guarantee }: CampaignPlan, columns: number): string[] {
  if (guarantee === 'at_most_once') return [];
  return wrapBehind(
    '  ',
    'guarantee at_least_once: sent again where there is doubt, so a few may get it twice',
    columns,
  );
}

function formatAsync({ async = false }: CampaignPlan, columns: number): string[] {
  return async ? wrapBehind('  ', `async: ${asyncWords}`, columns) : [];
}

function formatFindings(findings: readonly Finding[], layout: Layout, indent: string): string[] {
  const narrower = { ...layout, columns: layout.columns - indent.length };
  const lines = findings.flatMap((finding) => [...formatFinding(finding, narrower), ...formatHelp(finding, narrower)]);
  return lines.map((line) => indent + line);
}

function formatSum({ totals }: Plan, { style, columns }: Layout): string[] {
  const { rows, send, resend, settled, in_doubt, removed, requests, eta_seconds } = totals;
  const parts = [
    `${formatCount(send)} to send`,
    `${formatCount(resend)} to resend`,
    `${formatCount(settled)} settled`,
    `${formatCount(in_doubt)} in doubt`,
    `${formatCount(removed)} removed of ${countOf(rows, 'row')}.`,
  ].join(', ');
  const effort = requests === 0 ? '' : ` ${countOf(requests, 'request')}, about ${formatDuration(eta_seconds)}.`;
  const [first = '', ...rest] = wrapBehind('Plan: ', parts + effort, columns);
  return [style.bold(first.slice(0, 5)) + first.slice(5), ...rest];
}

function formatBlocked(plan: Plan, { style, columns }: Layout): string[] {
  const findings = [plan.diagnostics, ...plan.campaigns.map(({ diagnostics }) => diagnostics)].flat();
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (errors === 0) return [];
  return wrapBehind('', `Blocked by ${countOf(errors, 'error')}: apply sends nothing of this plan.`, columns).map(
    style.red,
  );
}
