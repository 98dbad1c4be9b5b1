// Guards of lists: a list that is empty, old or suddenly small fails to exclude people who must not get anything.
import { countOf, formatCount } from '../../numbers.ts';
import { showAge } from '../../campaign/limit.ts';
import { errorAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import type { Plan } from '../../generated/plan.ts';
import { showDate } from './guard-age.ts';
import { type Facts } from './guard-measure.ts';

export interface JudgedList {
  readonly name: string;
  /** Where the list is named. */
  readonly at: Position;
  readonly entries: number;
  readonly modifiedAt: Facts['modifiedAt'];
  /** Milliseconds. Undefined if any age is allowed. */
  readonly maxAge: number | undefined;
}

interface Judging {
  readonly allowed: Plan['allowed'];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** `remembered` is the number of entries in the ledger. Undefined if the ledger does not know the list. */
export function judgeList(
  list: JudgedList & { readonly remembered: number | undefined },
  judging: Judging,
): readonly Diagnostic[] {
  return [...judgeEntries(list, judging), ...judgeAge(list, judging)];
}

function judgeEntries(
  { name, at, entries, remembered = 0 }: Parameters<typeof judgeList>[0],
  { allowed }: Judging,
): readonly Diagnostic[] {
  if (entries === 0) {
    const help = 'Export it again. If nobody is to be left out any more, remove it from the file that names it.';
    return [errorAt(at, 'PP350', `the list ${name} has no entries, so it would leave nobody out`, help)];
  }
  if (entries * 2 >= remembered || allowed.includes('list-shrunk')) return [];
  const message = `the list ${name} has ${countOf(entries, 'entry', 'entries')}, and it had ${formatCount(remembered)} at the last apply: it is less than half`;
  const help =
    'Check whether its export was cut off. If so many really left it, add --allow list-shrunk to plan and apply.';
  return [errorAt(at, 'PP352', message, help)];
}

function judgeAge({ name, at, modifiedAt, maxAge }: JudgedList, { now }: Judging): readonly Diagnostic[] {
  if (maxAge === undefined) return [];
  const limit = showAge(maxAge);
  if (modifiedAt.kind === 'unknown') {
    const { because, help } = modifiedAt;
    return [
      errorAt(at, 'PP351', `max_age is ${limit}, but the age of the list ${name} is not known: ${because}`, help),
    ];
  }
  if (now - modifiedAt.at <= maxAge) return [];
  const message = `the list ${name} is of ${showDate(modifiedAt.at)}, and max_age is ${limit}`;
  return [errorAt(at, 'PP351', message, 'Export it again, or raise max_age if an older one is acceptable.')];
}
