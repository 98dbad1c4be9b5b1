// Says that requests of before version 3 do not tell who their people are.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { countOf } from '../../view/numbers.ts';

/** Nothing where all are known. `ledger` as people know it. */
export function warnOfUnknownPeople(ledger: string, requests: number): readonly Diagnostic[] {
  if (requests === 0) return [];
  const message = `The ledger ${ledger} does not know the people of ${countOf(requests, 'request')}: an older version spooled them.`;
  const help = 'Nothing has to be done: who was sent to in a campaign is known as before.';
  return [warningAt(undefined, 'PP349', message, help)];
}
