// Whose the notifications of the spool are, told by the keyed hashes that they carry.
import type { Spooled } from '../../delivery/spool.ts';
import { readPeople } from '../claims/person-hashes.ts';
import { integer } from '../row.ts';
import type { Sql } from '../sql.ts';
import type { ChunkMac } from './chunk-mac.ts';
import { chunkRows, readPresent } from './chunk-row.ts';

export interface FoundChunk {
  /** The number in the ledger. */
  readonly run: number;
  readonly number: number;
}

/** Of one that an older version spooled nobody knows. */
export function isOneOf({ person }: Pick<Spooled, 'person'>, hashes: ReadonlySet<string>): boolean {
  return hashesIn(person).some((hash) => hashes.has(hash));
}

/** The chunks that hold somebody with one of these hashes; their other hashes are added to them. Locks what it looks at. @throws BrokenChunk, exit 4. */
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
  // With another identifier of theirs there may be more.
  return hashes.size === before ? found : findChunksOf(sql, mac, hashes);
}

function hashesIn(person: string | undefined): readonly string[] {
  return person === undefined ? [] : readPeople(Buffer.from(person, 'hex')).flat();
}
