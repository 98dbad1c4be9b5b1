// A run that workers send, as text for the person who handed it over: what waits, and how to follow it.
import type { Run } from '../generated/run.ts';
import { formatNextSteps } from './next-steps.ts';
import { countOf } from './numbers.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

export function formatDetachedText(
  { run, state, totals }: Run,
  environment: string,
  { style, columns }: Layout,
): string {
  const name = safeTerminal(environment);
  const waiting = countOf(totals.not_sent, 'notification');
  const lines = [
    `${safeTerminal(run)} in ${name}: ${style.bold(state)}, detached`,
    state === 'finished' ? '  nothing is left to send' : `  ${waiting} to be sent by workers`,
    '',
    ...formatNextSteps([`pushplan status ${run} --watch --env ${name}`, `pushplan worker --env ${name}`], columns),
  ];
  return `${lines.join('\n')}\n`;
}
