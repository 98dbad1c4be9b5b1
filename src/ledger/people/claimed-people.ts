// Who was claimed, findable by the person: each of their identifiers points at the outcome of the notification. It holds nothing that
// the people of the requests (claims/person-hashes.ts) do not say, so that it is made again from them where it is missing.
import { readPeople } from '../claims/person-hashes.ts';
import { joinRequest } from '../claims/standing.ts';
import { blobOrNull, integer, type Row } from '../row.ts';
import { sortedRowsOf, type Sql } from '../sql.ts';

/** Of the count that stands before the hashes of a person, and of each hash. */
const countDigits = 2;
const hashDigits = 32;

/** Requests that are read at a time. */
const block = 1_000;

export interface ClaimedPerson {
  /** Of their identifiers, hex. */
  readonly hashes: readonly string[];
  /** When it was claimed. */
  readonly at: number;
  /** As `sent.req`. */
  readonly req: number;
}

/** A person of the spool, hex: the hashes of their identifiers, each once. Nothing is known of whom an older version spooled. */
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

/** In their order: of many at once some share a page, which is written once then. */
export async function insertPeople(sql: Sql, claimed: readonly ClaimedPerson[]): Promise<void> {
  const rows = inOrder(claimed.flatMap(({ hashes, at, req }) => hashes.map((hash) => [hash, at, req] as const)));
  if (rows.length === 0) return;
  await sql.run(
    'INSERT INTO claimed_person (person, at, req) SELECT mine.person, mine.at, mine.req FROM rows($1) AS mine WHERE true',
    sortedRowsOf({ person: 'hash', at: 'integer', req: 'integer' }, rows),
  );
}

/** So many rows have each a number of their own, in what a double holds beside the first digits of a hash. */
const places = 2 ** 25;
const digitsCompared = 7;

/** By the first digits, which nearly no two have in common: numbers are sorted in a tenth of the time of texts. */
function inOrder<PersonRow extends readonly [hash: string, ...unknown[]]>(
  rows: readonly PersonRow[],
): readonly PersonRow[] {
  const numbers = Float64Array.from(
    rows,
    ([hash], place) => Number.parseInt(hash.slice(0, digitsCompared), 16) * places + place,
  );
  return Array.from(numbers.toSorted(), (number) => rows[number % places]).filter((row) => row !== undefined);
}

/** Those of a request's row. */
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

/** From the people of all requests, into an empty table. */
export async function fillPeople(sql: Sql): Promise<void> {
  const requests = 'SELECT attempt, claimed_at, person FROM req ORDER BY attempt';
  for await (const rows of sql.scroll(requests, block)) await insertPeople(sql, rows.flatMap(claimedIn));
}

export async function countPeople(sql: Sql): Promise<number> {
  return integer(await sql.one('SELECT count(*) AS people FROM claimed_person'), 'people');
}

/** How many rows the people of a request have. @throws DamagedLedger */
export function countClaimed(people: Uint8Array): number {
  return readPeople(people).reduce((sum, hashes) => sum + new Set(hashes).size, 0);
}
