// The first part that a reviewer reads: what merging does, in which environment, and compared with which base.
import type { CampaignPlan, Plan } from '../../generated/plan.ts';
import { spellDuration } from '../duration.ts';
import { countOf, formatCount, listFirst } from '../../numbers.ts';
import { describeApproval } from '../plan/approval-words.ts';
import { describeMoment } from '../plan/due-words.ts';
import { countSentNow } from '../../plan/planned-counts.ts';
import { listFindings } from '../plan/plan-findings.ts';
import { safeCode } from './safe-markdown.ts';
import { shortenText } from '../shorten-text.ts';

const longestName = 100;
const commitDigits = 12;
const mostTags = 5;
const statuses = ['new', 'changed', 'unchanged', 'unknown', 'draft'] as const;

export function formatDecision(plan: Plan): string {
  const errors = listFindings(plan, 'error').length;
  const paragraphs = [
    `### ${decide(plan, errors)}`,
    [
      describeEnvironment(plan),
      describeCampaigns(plan),
      ...(errors === 0 ? [] : [describeSends(plan, 'As it is, it would be')]),
    ].join(' '),
    ...warnOfContent(plan),
    ...warnOfTags(plan),
    ...warnOfHistory(plan),
  ];
  return paragraphs.join('\n\n');
}

/** Shows the name of a campaign, an environment or a file as code, shortened if it is very long. */
export function showName(name: string): string {
  return safeCode(shortenText(name, longestName));
}

/** Shows `main` (`3f9a0c1d3f9a`), or the commit alone if the base was named by its commit. */
export function showBase({ ref, commit }: NonNullable<Plan['base']>): string {
  const digits = safeCode(commit.slice(0, commitDigits));
  return /^[0-9a-f]{7,}$/v.test(ref) && commit.startsWith(ref) ? digits : `${showName(ref)} (${digits})`;
}

function decide(plan: Plan, errors: number): string {
  if (errors > 0) {
    return `Blocked: merging sends nothing until **${countOf(errors, 'error')}** ${errors === 1 ? 'is' : 'are'} fixed.`;
  }
  if (plan.unseen !== undefined) return describeUnseen(plan.unseen);
  return describeSends(plan, 'Merging sends');
}

const mostNames = 3;

/** The sentence for campaigns without data: their people were not looked at, so nobody can approve the plan. */
function describeUnseen(unseen: NonNullable<Plan['unseen']>): string {
  const names = listFirst(unseen, mostNames, ({ id }) => showName(id));
  return `Without data: people of ${names} were **not looked at**. This plan has no seal, and merging sends nothing of it.`;
}

/** Without a ledger, the plan also counts people who already got it. They are left out when it is sent. */
function describeSends({ totals, history, next_due: nextDue = null }: Plan, start: string): string {
  const all = countSentNow(totals);
  const from = nextDue === null ? '' : `, the first of them at ${describeMoment(nextDue)}`;
  const later =
    totals.deferred === 0
      ? ''
      : ` **${formatCount(totals.deferred)}** ${all === 0 ? '' : 'more '}are sent when they are due${from}.`;
  if (all === 0) return later === '' ? `${start} **nothing**.` : `${start} **nothing now**.${later}`;
  const repeated = totals.resend + totals.retry;
  const again = repeated === 0 ? '' : `, **${formatCount(repeated)}** of them again`;
  const many = all === 1 ? 'push notification' : 'push notifications';
  const most = history === 'ledger' ? '' : 'at most ';
  return `${start} ${most}**${formatCount(all)}** ${many} in about ${spellDuration(totals.eta_seconds)}${again}.${later}`;
}

function describeEnvironment({ environment, base }: Plan): string {
  const compared = base === undefined ? '' : `, compared with ${showBase(base)}`;
  return `Environment ${showName(environment)}${compared}.`;
}

function describeCampaigns({ campaigns, base, unseen = [] }: Plan): string {
  const all = countOf(campaigns.length + unseen.length, 'campaign');
  if (base === undefined) return `${all}.`;
  const removed = base.removed.length === 0 ? [] : [`${formatCount(base.removed.length)} removed`];
  const counts = statuses.flatMap((status) => {
    const count = campaigns.filter((campaign) => statusOf(campaign) === status).length;
    return count === 0 ? [] : [`${formatCount(count)} ${status}`];
  });
  return `${all}: ${[...counts, ...removed].join(', ') || 'none removed'}${describeMoves(campaigns)}.`;
}

/** The effect of this change alone, without what else is sent with it. */
function describeMoves(campaigns: readonly CampaignPlan[]): string {
  const sums = (['joins', 'leaves', 'changed'] as const).map((move) =>
    campaigns.reduce((sum, { comparison }) => sum + (comparison?.[move] ?? 0), 0),
  );
  const [joins = 0, leaves = 0, changed = 0] = sums;
  const moves = [
    ...(joins === 0 ? [] : [countOf(joins, 'recipient joins', 'recipients join')]),
    ...(leaves === 0 ? [] : [countOf(leaves, 'leaves', 'leave')]),
    ...(changed === 0 ? [] : [`the notification differs for ${formatCount(changed)} of those who stay`]),
  ];
  return moves.length === 0 ? '' : `; ${moves.join(', ')}`;
}

function statusOf({ draft, comparison }: CampaignPlan): string {
  if (draft === true) return 'draft';
  return comparison?.status ?? 'unknown';
}

/** Merging approves more than it sends now. */
function warnOfContent(plan: Plan): string[] {
  const [first, ...rest] = describeApproval(plan, showName);
  if (first === undefined) return [];
  return [
    `> [!IMPORTANT]\n> ${[`**${first.replace(/^Approves the content/v, 'Approves the content**')}`, ...rest].join(' ')}`,
  ];
}

/** Whether or not the guard allows it, a reviewer must see that people may get these who must not, or at a time when they must not. */
function warnOfTags({ campaigns }: Plan): string[] {
  const changes = campaigns.flatMap(({ id, limits }) =>
    limits.filter(({ guard }) => guard === 'tags').map(({ value }) => `${showName(id)} ${showName(value)}`),
  );
  if (changes.length === 0) return [];
  const shown = listFirst(changes, mostTags, undefined, '; ');
  return [`> [!CAUTION]\n> **Tags change which rules apply:** ${shown}.`];
}

function warnOfHistory({ history }: Plan): string[] {
  if (history === 'ledger') return [];
  return [
    '> [!WARNING]\n> **No ledger was looked at.** This plan counts as if nothing had been sent yet; apply looks at the ledger and leaves out what has been.',
  ];
}
