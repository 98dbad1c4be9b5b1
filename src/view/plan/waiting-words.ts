// What waits in runs, as the reader of a plan is told.
import type { Plan } from '../../generated/plan.ts';
import { countOf } from '../../numbers.ts';
import { describeMoment } from './due-words.ts';

type Waiting = NonNullable<Plan['waiting']>[number];

export const fateWords: Readonly<Record<Waiting['becomes'], string>> = {
  replaced: 'an apply of this plan takes their place',
  cancelled: 'the campaign is gone or a draft, so an apply of this plan cancels them',
  kept: 'they stay as they are',
};

/** One sentence for each run and campaign. */
export function describeWaitingSends({ waiting = [] }: Pick<Plan, 'waiting'>): readonly string[] {
  return waiting.map(
    ({ run, campaign, count, next_due: nextDue, becomes }) =>
      `${countOf(count, 'notification')} of ${campaign} ${count === 1 ? 'waits' : 'wait'} in ${run}, from ${describeMoment(nextDue)} on: ${fateWords[becomes]}.`,
  );
}
