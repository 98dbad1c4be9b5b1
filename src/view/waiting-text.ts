// Formats what waits as text: one line while a process waits for it, and what was dropped.
import { formatDuration } from './duration.ts';
import { wrapBehind } from './fit-text.ts';
import { formatNextSteps } from './next-steps.ts';
import { countOf } from '../numbers.ts';
import { describeDueMoment } from './plan/due-words.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

export interface WaitingRun {
  readonly run: string;
  /** Notifications that are still to be sent. */
  readonly left: number;
  /** Milliseconds since 1970; null if they are due now. */
  readonly nextDue: number | null;
  /** If the run waits for the end of a pause, at which step it is and until when. */
  readonly why?: string | undefined;
}

/** `milliseconds` is the time until the first of them is due, or until the pause is over. */
export function formatWaitingLine({ run, left, nextDue, why }: WaitingRun, milliseconds: number): string {
  if (why !== undefined) {
    const goesOn = `it goes on in ${formatDuration(milliseconds / 1_000)}`;
    return `${safeTerminal(run)} is ${safeTerminal(why)}: ${countOf(left, 'notification')} left, ${goesOn}. Ctrl-C leaves it paused.`;
  }
  const due = nextDue === null ? 'now' : `at ${describeDueMoment(nextDue)}`;
  const first = left === 1 ? 'due' : 'the first of them due';
  const inTime = formatDuration(milliseconds / 1_000);
  return `${safeTerminal(run)} waits: ${countOf(left, 'notification')}, ${first} ${due}, in ${inTime}. Ctrl-C leaves it waiting.`;
}

export interface DroppedCampaign {
  readonly environment: string;
  readonly campaign: string;
  /** The runs from which it was dropped. */
  readonly runs: readonly string[];
}

export function formatDroppedText({ environment, campaign, runs }: DroppedCampaign, { columns }: Layout): string {
  const [id, name] = [safeTerminal(campaign), safeTerminal(environment)];
  const lines = [
    ...wrapBehind(
      '',
      `${id} in ${name}: what waited in ${runs.map(safeTerminal).join(', ')} will not be sent.`,
      columns,
    ),
    ...wrapBehind('', 'The next plan of the campaign has these people again.', columns),
    '',
    ...formatNextSteps([`pushplan status --env ${name}`], columns),
  ];
  return `${lines.join('\n')}\n`;
}
