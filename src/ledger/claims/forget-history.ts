// Makes the history of a person anonymous: the ledger still knows that something was sent and with what outcome, but not to whom.
import { nameOfNotification } from '../lists/left-out.ts';
import { blob, hash, integer } from '../row.ts';
import { rowsOf, type Sql } from '../sql.ts';
import { readPeople } from './person-hashes.ts';
import { joinRequest } from './standing.ts';

/** The number of requests read or written at a time. */
const atOnce = 10_000;

interface TheirRequest {
  readonly attempt: number;
  readonly positions: readonly number[];
  /** The hashes of the forgotten people, with their positions. */
  readonly gone: readonly { readonly position: number; readonly hash: string }[];
  /** The other people of the request, in the form of `req.person`. */
  readonly people: Uint8Array;
}

/** Returns how many sendings were made anonymous. `newKeyOf` returns 32 hexadecimal digits for a name made by `nameOfNotification`. */
export async function forgetHistory(
  sql: Sql,
  hashes: ReadonlySet<string>,
  newKeyOf: (name: string) => string,
): Promise<number> {
  const requests: TheirRequest[] = [];
  const all = sql.scroll('SELECT attempt, person FROM req WHERE person IS NOT NULL', atOnce);
  for await (const rows of all) {
    for (const row of rows) {
      const people = readPeople(blob(row, 'person'));
      const positions = people.flatMap((person, position) => (person.some((one) => hashes.has(one)) ? [position] : []));
      if (positions.length === 0) continue;
      const gone = positions.flatMap((position) =>
        [...new Set(people[position])].map((one) => ({ position, hash: one })),
      );
      requests.push({ attempt: integer(row, 'attempt'), positions, gone, people: writeOthers(people, positions) });
    }
  }
  if (requests.length === 0) return 0;
  const { length } = requests;
  for (let from = 0; from < length; from += atOnce) {
    await sql.run(
      'UPDATE req SET person = mine.person FROM rows($1) AS mine WHERE req.attempt = mine.attempt',
      rowsOf(
        { attempt: 'integer', person: 'bytes' },
        requests.slice(from, from + atOnce).map(({ attempt, people }) => [attempt, people]),
      ),
    );
  }
  await removeFromIndex(sql, requests);
  return renameKeys(sql, requests, newKeyOf);
}

/** Removes their identifiers from the index, so that they find nothing any more (people/claimed-people.ts). */
async function removeFromIndex(sql: Sql, requests: readonly TheirRequest[]): Promise<void> {
  for (const { attempt, gone } of requests) {
    for (const { position, hash: person } of gone) {
      const remove = 'DELETE FROM claimed_person WHERE person = $1::uuid AND req = $2';
      await sql.run(remove, person, joinRequest(attempt, position));
    }
  }
}

function writeOthers(people: readonly (readonly string[])[], gone: readonly number[]): Uint8Array {
  const texts = people.map((hashes, position) => {
    const kept = gone.includes(position) ? [] : hashes;
    return kept.length.toString(16).padStart(2, '0') + kept.join('');
  });
  return Buffer.from(texts.join(''), 'hex');
}

/** Replaces their keys. A key is a hash of the campaign and of what its author made keys from, which may identify the person. */
async function renameKeys(
  sql: Sql,
  requests: readonly TheirRequest[],
  newKeyOf: (name: string) => string,
): Promise<number> {
  const wanted = requests.flatMap(({ attempt, positions }) => positions.map((one) => joinRequest(attempt, one)));
  const sent = await sql.all('SELECT campaign, key, generation, req FROM sent WHERE req = ANY ($1::bigint[])', wanted);
  for (const row of sent) {
    const [campaign, generation] = [integer(row, 'campaign'), integer(row, 'generation')];
    const before = hash(row, 'key');
    const key = newKeyOf(nameOfNotification(campaign, { key: before, generation }));
    // The digest is replaced too: somebody could guess what was sent and compare its digest.
    const update =
      'UPDATE sent SET key = $1::uuid, digest = $1::uuid WHERE req = $2 AND campaign = $3 AND key = $4::uuid AND generation = $5';
    await sql.run(update, key, integer(row, 'req'), campaign, before, generation);
  }
  return sent.length;
}
