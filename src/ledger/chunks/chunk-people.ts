// Finds the notifications of a person in the spool, by the keyed hashes that the notifications carry.
import type { Spooled } from '../../delivery/spool.ts';
import { readPeople } from '../claims/person-hashes.ts';
import { integer } from '../row.ts';
import type { Sql } from '../sql.ts';
import type { ChunkMac } from './chunk-mac.ts';
import { chunkRows, readPresent } from './chunk-row.ts';

export interface FoundChunk {
  /** The run's number in the ledger. */
  readonly run: number;
  readonly number: number;
}

/** Tells whether a notification is for somebody with one of these hashes. False if an older version spooled it, because its person is unknown. */
export function isOneOf({ person }: Pick<Spooled, 'person'>, hashes: ReadonlySet<string>): boolean {
  return hashesIn(person).some((hash) => hashes.has(hash));
}

/**
 * Returns the chunks that hold somebody with one of these hashes, and adds that person's other hashes to `hashes`. Locks the rows it reads. @throws
 * BrokenChunk, exit 4.
 */
export async function findChunksOf(sql: Sql, mac: ChunkMac, hashes: Set<string>): Promise<readonly FoundChunk[]> {
  const found: FoundChunk[] = [];
  const before = hashes.size;
  for (const chunk of await sql.all(
    'SELECT run, number FROM chunk WHERE notifications IS NOT NULL ORDER BY run, number',
  )) {
    const [run, number] = [integer(chunk, 'run'), integer(chunk, 'number')];
    const rows = await sql.all(
      `${chunkRows} WHERE chunk.notifications IS NOT NULL AND chunk.run = $1 AND chunk.number = $2 FOR UPDATE OF chunk`,
      run,
      number,
    );
    const theirs = rows.flatMap((row) => readPresent(row, mac)).filter((one) => isOneOf(one, hashes));
    for (const { person } of theirs) for (const hash of hashesIn(person)) hashes.add(hash);
    if (theirs.length > 0) found.push({ run, number });
  }
  // A newly found identifier of the person may lead to more chunks.
  return hashes.size === before ? found : findChunksOf(sql, mac, hashes);
}

function hashesIn(person: string | undefined): readonly string[] {
  return person === undefined ? [] : readPeople(Buffer.from(person, 'hex')).flat();
}
