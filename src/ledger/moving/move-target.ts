// Decides where an export may be imported: into its own environment, with its own secret, and only where nothing would be lost.
import { countOf, formatCount } from '../../numbers.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { isForeign } from '../foreign-ledger.ts';
import type { Expected } from '../identity.ts';
import { secretOf } from '../ledger-secret.ts';
import { isOfAnotherEndpoint } from './other-endpoint.ts';
import { haveSameCounts, type RecordCounts, type RecordHead } from './record.ts';

/** What is at the place where the ledger is to be. `closed` is a ledger that was moved away. */
export type Occupant =
  | { readonly kind: 'none' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'used' | 'closed'; readonly ledgerId: string; readonly serial: number };

/** @throws Refusal, exit 4, if the record is not the one that is expected here. */
export function refuseForeignRecord(file: string, head: RecordHead, expected: Expected): void {
  if (head.environment !== expected.environment) {
    throw isForeign(
      `${file} is the ledger of the environment ${head.environment}, not of ${expected.environment}`,
      `To import it there: pushplan ledger import ${file} --env ${head.environment}`,
    );
  }
  if (expected.expectId !== undefined && expected.expectId !== head.ledgerId) {
    throw isForeign(
      `${file} is the ledger ${head.ledgerId}, and ${expected.environment} is pinned to ${expected.expectId}`,
      'Import the right one, or change ledger_id if this one is to be used from now on.',
    );
  }
  const { endpoint: has = expected.endpoint } = head;
  if (has !== expected.endpoint) {
    const { environment, endpoint: wanted } = expected;
    const another = 'Import it where it came from.';
    throw isOfAnotherEndpoint({ what: file, environment, has, wanted, another, isExport: true });
  }
  secretOf(file, head, expected.key);
}

/** @throws Refusal, exit 4, if any run may be sending, here or elsewhere. */
export function refuseUnderWay(ledger: string, runs: readonly string[]): void {
  const [first] = runs;
  if (first === undefined) return;
  throw refuse(
    exitCodes.blocked,
    'PP342',
    `The ledger ${ledger} was not closed: the run ${first} is under way, or its process died.`,
    `Let it end, or stop it: pushplan stop ${first}. A run that was stopped moves with the ledger and can be resumed there.`,
  );
}

/** The error for a ledger that changed during its export: workers finish runs without asking the holder of the ledger. */
export function refuseChanged(ledger: string): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP342',
    `The ledger ${ledger} was not closed: a run ended in it while it was exported.`,
    'Nothing is lost, and no export was made. Export it once more.',
  );
}

/** @throws Refusal, exit 4, if the import would erase something. */
export function refuseOccupant(ledger: string, occupant: Occupant, head: RecordHead): void {
  if (occupant.kind === 'none' || occupant.kind === 'empty') return;
  const { kind, ledgerId, serial } = occupant;
  if (kind === 'closed' && ledgerId === head.ledgerId && serial <= head.serial) return;
  throw refuse(
    exitCodes.blocked,
    'PP345',
    `The ledger ${ledger} is not empty: it is ${ledgerId} at serial ${serial}.`,
    'An import would erase what it knows. Name another place for the ledger, or export this one and move it away first.',
  );
}

/** Must be called before the commit. @throws Refusal, exit 4, if the new ledger does not hold what was read. */
export function compareCounts(ledger: string, read: RecordCounts, held: RecordCounts): void {
  if (haveSameCounts(read, held)) return;
  throw refuse(
    exitCodes.blocked,
    'PP344',
    `The ledger ${ledger} took in other counts than the export has: ${countOf(held.sent, 'notification')} of ${formatCount(read.sent)}, ${countOf(held.req, 'request')} of ${formatCount(read.req)}.`,
    'Nothing was imported. Something in that database changes what is written into it: look for triggers and rules.',
  );
}

/** The error for an export that was imported before: two ledgers made from it would both send. */
export function refuseSpent(file: string): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP345',
    `${file} was imported before, and a second ledger of it would send everything again.`,
    'Use the ledger that it was imported into. If that one is lost, add --restore: what it sent since then is sent again.',
  );
}

/** The error for a copy: if the original ledger continues, its copy would send again what it sends from now on. */
export function refuseCopy(file: string): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP345',
    `${file} is a copy, not the export that closed the ledger: that one may have sent since, or may be elsewhere.`,
    'To move a ledger: pushplan ledger export --close. If the ledger is lost, add --restore: what it sent since then is sent again.',
  );
}
