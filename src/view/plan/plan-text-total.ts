// Formats the figures of a whole plan: in a sentence at its beginning, and in a line at its end that adds up.
import type { Plan } from '../../generated/plan.ts';
import { formatDuration } from '../duration.ts';
import { wrapBehind } from '../fit-text.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { describeMoment } from './due-words.ts';
import { countSentNow } from '../../plan/planned-counts.ts';
import { listFindings } from './plan-findings.ts';
import type { Layout, Paint } from '../style.ts';

/** Formats "41,548 notifications to send in 2 campaigns, 318 of them again: 2,078 requests, about 2 min 5 s at the limit." */
export function formatTotal(plan: Plan, { style, columns }: Layout): string[] {
  const unseen = plan.unseen?.length ?? 0;
  const paints = [...(unseen > 0 ? [asIs] : []), (text: string) => style.bold(style.green(text))];
  return paintNumbers(wrapBehind('', `${describeUnlooked(unseen)}${describeTotal(plan)}`.trim(), columns), paints);
}

/** It is unknown how many of these people get a notification. */
function describeUnlooked(unseen: number): string {
  return unseen === 0 ? '' : `Without data: the people of ${countOf(unseen, 'campaign')} were not looked at. `;
}

/** Without a ledger, the plan also counts people who already got it. They are left out when it is sent. */
function describeTotal({ totals, campaigns, history, unseen, next_due: nextDue = null }: Plan): string {
  const { resend, retry, deferred, requests, eta_seconds } = totals;
  const sending = campaigns.filter(({ counts }) => countSentNow(counts) > 0).length;
  const from = nextDue === null ? '' : `, the first of them due at ${describeMoment(nextDue)}`;
  if (sending === 0 && deferred > 0)
    return `Nothing to send now: ${countOf(deferred, 'notification')} deferred${from}.`;
  if (sending === 0) return unseen === undefined ? 'Nothing to send.' : '';
  const many = `${countOf(countSentNow(totals), 'notification')} to send`;
  const of = sending === campaigns.length ? '' : `${formatCount(sending)} of `;
  const again = resend + retry === 0 ? '' : `, ${formatCount(resend + retry)} of them again`;
  const later = deferred === 0 ? '' : ` ${formatCount(deferred)} more deferred${from}.`;
  const effort = `${countOf(requests, 'request')}, about ${formatDuration(eta_seconds)} at the limit`;
  return `${history === 'ledger' ? '' : 'At most '}${many} in ${of}${countOf(campaigns.length, 'campaign')}${again}: ${effort}.${later}`;
}

/** Formats the numbers of `totals` in the JSON. */
export function formatPlanTotals({ totals }: Plan, { style, columns }: Layout): string[] {
  const { rows, send, resend, retry, deferred, settled, in_doubt, removed, requests, eta_seconds } = totals;
  const terms: readonly (readonly [number, string, Paint])[] = [
    [send, 'to send', style.green],
    [resend, 'to resend', style.green],
    ...(retry === 0 ? [] : [[retry, 'to retry', style.green] as const]),
    ...(deferred === 0 ? [] : [[deferred, 'deferred', style.green] as const]),
    [settled, 'settled', asIs],
    [in_doubt, 'in doubt', style.yellow],
    [removed, `removed of ${countOf(rows, 'row')}.`, asIs],
  ];
  const parts = terms.map(([count, words]) => `${formatCount(count)} ${words}`).join(', ');
  const effort = requests === 0 ? '' : ` ${countOf(requests, 'request')}, about ${formatDuration(eta_seconds)}.`;
  const paints = terms.map(([count, , paint]) => (count === 0 ? style.dim : paint));
  const [first = '', ...rest] = paintNumbers(wrapBehind('Plan: ', parts + effort, columns), paints);
  return [style.bold(first.slice(0, 5)) + first.slice(5), ...rest];
}

export function formatBlocked(plan: Plan, { style, columns }: Layout): string[] {
  const errors = listFindings(plan, 'error').length;
  if (errors === 0) return [];
  return wrapBehind('', `Blocked by ${countOf(errors, 'error')}: apply sends nothing of this plan.`, columns).map(
    style.red,
  );
}

const asIs: Paint = (text) => text;

/** Paints the first number with the first paint, the second with the second, and so on. */
function paintNumbers(lines: readonly string[], paints: readonly Paint[]): string[] {
  const left = [...paints];
  return lines.map((line) => line.replaceAll(/\d+(?:,\d+)*/gv, (number) => (left.shift() ?? asIs)(number)));
}
