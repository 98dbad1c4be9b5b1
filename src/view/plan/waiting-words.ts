// Describes what waits in runs, for the reader of a plan.
import type { Plan } from '../../generated/plan.ts';
import type { CancelledSends } from '../../generated/run.ts';
import { countOf } from '../../numbers.ts';
import { describeMoment } from './due-words.ts';

type Waiting = NonNullable<Plan['waiting']>[number];

export const fateWords: Readonly<Record<Waiting['becomes'], string>> = {
  replaced: 'an apply of this plan takes their place',
  cancelled: 'the campaign is gone or a draft, so an apply of this plan cancels them',
  kept: 'they stay as they are',
  blocks: 'the run is under way or at a pause, so an apply of this plan ends with 9',
};

/** Returns one sentence for each run and campaign. */
export function describeWaitingSends({ waiting = [] }: Pick<Plan, 'waiting'>): readonly string[] {
  return waiting.map(
    ({ run, campaign, count, next_due: nextDue, becomes }) =>
      `${countOf(count, 'notification')} of ${campaign} ${count === 1 ? 'waits' : 'wait'} in ${run}, ${describeWaitingSince(nextDue)}: ${fateWords[becomes]}.`,
  );
}

/** The same for what an apply has cancelled. */
export function describeCancelled(cancelled: readonly CancelledSends[] = []): readonly string[] {
  return cancelled.map(
    ({ run, campaign, count }) =>
      `${countOf(count, 'notification')} of ${campaign}, which waited in ${run}, ${count === 1 ? 'was' : 'were'} cancelled: the campaign is gone or a draft.`,
  );
}

function describeWaitingSince(nextDue: Waiting['next_due']): string {
  return nextDue === null ? 'until somebody ends the pause' : `from ${describeMoment(nextDue)} on`;
}
