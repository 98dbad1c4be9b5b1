// The table of all reasons for leaving out a row. plan.schema.json declares them too, and a reason that is missing in either place does not compile.
import type { RemovedCounts } from '../../generated/plan.ts';

export type RemovalReason = keyof RemovedCounts;

interface RemovalWords {
  /** Continues after "removed: ". */
  readonly words: string;
  /** The heading of a column of counts. */
  readonly head: string;
  /** Whether somebody should look at these rows. */
  readonly isFault: boolean;
}

/** In the order in which reports list them. */
const table: Readonly<Record<RemovalReason, RemovalWords>> = {
  filtered: { words: 'filtered by where', head: 'filtered by where', isFault: false },
  suppressed: { words: 'in a list of suppress', head: 'suppressed', isFault: false },
  excluded: {
    words: 'excluded by the campaign, by a list or by what they were sent',
    head: 'excluded',
    isFault: false,
  },
  holdout: { words: 'held out, to compare with', head: 'held out', isFault: false },
  awaiting_winner: { words: 'waiting for a winner of the test', head: 'awaiting a winner', isFault: false },
  resting: { words: 'resting since the API refused them', head: 'resting', isFault: false },
  duplicate: { words: 'duplicate of an earlier row', head: 'duplicate', isFault: false },
  invalid: { words: 'invalid', head: 'invalid', isFault: true },
  short: { words: 'short of cards', head: 'short of cards', isFault: false },
  capped: { words: 'at a cap: they got enough', head: 'capped', isFault: false },
  outside_window: { words: 'out of the window', head: 'out of the window', isFault: false },
  late: { words: 'too late: the due time is over', head: 'late', isFault: true },
};

/** In the order of the schema, so that documents keep it. */
const none: Readonly<Required<RemovedCounts>> = {
  invalid: 0,
  duplicate: 0,
  filtered: 0,
  short: 0,
  suppressed: 0,
  excluded: 0,
  resting: 0,
  capped: 0,
  holdout: 0,
  awaiting_winner: 0,
  outside_window: 0,
  late: 0,
};

export const removalReasons = Object.keys(table)
  .filter((name): name is RemovalReason => Object.hasOwn(table, name))
  .map((reason) => ({ reason, ...table[reason] }));

export function noneRemoved(): Required<RemovedCounts> {
  return { ...none };
}

/** Returns the count of one reason. A plan of an older version may lack some reasons. */
export function countOfReason(removed: RemovedCounts, reason: RemovalReason): number {
  return removed[reason] ?? 0;
}

/** The number of rows that are left out, for all reasons together. */
export function countRemoved(removed: RemovedCounts): number {
  return removalReasons.reduce((sum, { reason }) => sum + countOfReason(removed, reason), 0);
}
