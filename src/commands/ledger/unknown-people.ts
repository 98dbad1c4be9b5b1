// Warns of requests whose people a ledger does not know: they were spooled before version 3 of its tables.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { countOf } from '../../numbers.ts';

/** Empty if all are known. `ledger` is the ledger as shown to people. */
export function warnOfUnknownPeople(ledger: string, requests: number): readonly Diagnostic[] {
  if (requests === 0) return [];
  const message = `The ledger ${ledger} does not know the people of ${countOf(requests, 'request')}, which an older version spooled.`;
  const help = 'There is nothing to do: what was sent in each campaign is still known.';
  return [warningAt(undefined, 'PP349', message, help)];
}
