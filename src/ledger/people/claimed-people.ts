// Finds claims by person: each identifier of a person points at the outcome of the notification. The rows hold nothing beyond the people of the
// requests (claims/person-hashes.ts), so they are rebuilt from these if they are missing.
import { readPeople } from '../claims/person-hashes.ts';
import { joinRequest } from '../claims/standing.ts';
import { blobOrNull, integer, type Row } from '../row.ts';
import { sortedRowsOf, type Sql } from '../sql.ts';

/** The lengths of the count before a person's hashes, and of each hash. */
const countDigits = 2;
const hashDigits = 32;

/** The number of requests that are read at a time. */
const block = 1_000;

export interface ClaimedPerson {
  /** The hashes of the person's identifiers, hex. */
  readonly hashes: readonly string[];
  /** When the notification was claimed. */
  readonly at: number;
  /** The value of `sent.req`. */
  readonly req: number;
}

/** Returns the hashes of the identifiers of a person of the spool (hex), without duplicates. Empty for a person spooled by an older version. */
export function hashesOfPerson(person: string | undefined): readonly string[] {
  if (person === undefined) return [];
  const hashes = Array.from({ length: Math.floor(person.length / hashDigits) }, (_, index) =>
    person.slice(countDigits + index * hashDigits, countDigits + (index + 1) * hashDigits),
  );
  return eachOnce(hashes);
}

function eachOnce(hashes: readonly string[]): readonly string[] {
  return hashes.length > 1 ? [...new Set(hashes)] : hashes;
}

/** Inserts rows in key order: if many are inserted at once, some share a page, which is then written once. */
export async function insertPeople(sql: Sql, claimed: readonly ClaimedPerson[]): Promise<void> {
  const rows = inOrder(claimed.flatMap(({ hashes, at, req }) => hashes.map((hash) => [hash, at, req] as const)));
  if (rows.length === 0) return;
  await sql.run(
    'INSERT INTO claimed_person (person, at, req) SELECT mine.person, mine.at, mine.req FROM rows($1) AS mine WHERE true',
    sortedRowsOf({ person: 'hash', at: 'integer', req: 'integer' }, rows),
  );
}

/** The most rows that can be numbered in the bits that a double has left beside the first digits of a hash. */
const places = 2 ** 25;
const digitsCompared = 7;

/**
 * Sorts rows by the first digits of their hashes, which hardly any two have in common. Sorting numbers takes a tenth of the time of sorting texts.
 */
function inOrder<PersonRow extends readonly [hash: string, ...unknown[]]>(
  rows: readonly PersonRow[],
): readonly PersonRow[] {
  const numbers = Float64Array.from(
    rows,
    ([hash], place) => Number.parseInt(hash.slice(0, digitsCompared), 16) * places + place,
  );
  return Array.from(numbers.toSorted(), (number) => rows[number % places]).filter((row) => row !== undefined);
}

/** Returns the people of a request's row. */
export function claimedIn(request: Row): readonly ClaimedPerson[] {
  const people = blobOrNull(request, 'person');
  if (people === null) return [];
  const [attempt, at] = [integer(request, 'attempt'), integer(request, 'claimed_at')];
  return readPeople(people).map((hashes, position) => ({
    hashes: eachOnce(hashes),
    at,
    req: joinRequest(attempt, position),
  }));
}

/** Fills an empty table from the people of all requests. */
export async function fillPeople(sql: Sql): Promise<void> {
  const requests = 'SELECT attempt, claimed_at, person FROM req ORDER BY attempt';
  for await (const rows of sql.scroll(requests, block)) await insertPeople(sql, rows.flatMap(claimedIn));
}

export async function countPeople(sql: Sql): Promise<number> {
  return integer(await sql.one('SELECT count(*) AS people FROM claimed_person'), 'people');
}

/** Returns the number of rows that the people of a request have. @throws DamagedLedger */
export function countClaimed(people: Uint8Array): number {
  return readPeople(people).reduce((sum, hashes) => sum + new Set(hashes).size, 0);
}
