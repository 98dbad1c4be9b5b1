// Formats a run that workers send, for the person who handed it over: what waits, and how to follow it.
import type { Run } from '../generated/run.ts';
import { formatNextSteps } from './next-steps.ts';
import { countOf } from '../numbers.ts';
import { wrapBehind } from './fit-text.ts';
import { describeMoment } from './plan/due-words.ts';
import { describeCancelled } from './plan/waiting-words.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

export function formatDetachedText(
  { run, state, totals, next_due: nextDue, cancelled: gone }: Run,
  environment: string,
  { style, columns }: Layout,
): string {
  const name = safeTerminal(environment);
  const head = `${safeTerminal(run)} in ${name}: ${style.bold(state)}`;
  const cancelled = describeCancelled(gone).flatMap((text) => wrapBehind('  ', safeTerminal(text), columns));
  if (state === 'finished') {
    const nothing = totals.planned === 0 ? 'nothing to send' : 'nothing is left to send';
    const next = formatNextSteps([`pushplan status ${run} --env ${name}`], columns);
    return `${[head, `  ${nothing}`, ...cancelled, '', ...next].join('\n')}\n`;
  }
  const waiting = countOf(totals.not_sent, 'notification');
  const which = state === 'waiting' ? 'when they are due' : 'some of them when they are due';
  const due = typeof nextDue === 'string' ? [`  ${which}, from ${describeMoment(nextDue)} on`] : [];
  const lines = [
    `${head}, detached`,
    `  ${waiting} to be sent by workers`,
    ...due,
    ...cancelled,
    '',
    ...formatNextSteps([`pushplan status ${run} --watch --env ${name}`, `pushplan worker --env ${name}`], columns),
  ];
  return `${lines.join('\n')}\n`;
}
