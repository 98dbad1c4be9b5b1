// What the ledger knows of notification keys, for plan.
import type { Known } from '../plan/history.ts';
import type { Database } from './database.ts';
import type { HashKey } from './notification-hash.ts';
import {
  byteAt,
  bytes,
  isClaimable,
  isInDoubt,
  isReopened,
  readReasons,
  reasonOf,
  type Reason,
} from './outcome-bytes.ts';
import { blob, integer, text } from './row.ts';
import { splitRequest } from './standing.ts';

/** One statement holds so many keys: larger texts cost more to parse than they save. */
const block = 1_000;

/** One sending of a key. */
export interface Sending {
  readonly generation: number;
  readonly digest: string;
  readonly byte: number;
}

export function lookupKeys(
  database: Database,
  hash: HashKey,
  campaign: string,
  keys: readonly string[],
): readonly Known[] {
  const row = database.get('SELECT number FROM campaign WHERE id = ?', campaign);
  if (row === undefined) return keys.map(() => unknown);
  const number = integer(row, 'number');
  const reasons = readReasons(database);
  const known: Known[] = [];
  for (let start = 0; start < keys.length; start += block) {
    const hashes = keys.slice(start, start + block).map((key) => hash(campaign, key));
    for (const sendings of readSendings(database, number, hashes)) known.push(knownOf(sendings, reasons));
  }
  return known;
}

function readSendings(
  database: Database,
  campaign: number,
  hashes: readonly string[],
): readonly (readonly Sending[])[] {
  const sendings = hashes.map((): Sending[] => []);
  const rows = database.all(
    `SELECT wanted.key AS place, sent.generation, lower(hex(sent.digest)) AS digest, sent.req, req.outcomes
     FROM json_each(?) AS wanted
     CROSS JOIN sent ON sent.campaign = ? AND sent.key = unhex(wanted.value)
     JOIN req ON req.attempt = sent.req >> 5
     ORDER BY wanted.key, sent.generation DESC`,
    JSON.stringify(hashes),
    campaign,
  );
  for (const row of rows) {
    const byte = byteAt(blob(row, 'outcomes'), splitRequest(integer(row, 'req')).position);
    sendings[integer(row, 'place')]?.push({
      generation: integer(row, 'generation'),
      digest: text(row, 'digest'),
      byte,
    });
  }
  return sendings;
}

export const unknown: Known = { kind: 'unknown', generation: 0 };

/**
 * From the highest generation down. Doubt at any generation outweighs all else; what came to nothing hides nothing before it. A
 * rejection that was opened again is as if it were not there, but its generation is taken.
 */
export function knownOf(sendings: readonly Sending[], reasons: ReadonlyMap<number, Reason>): Known {
  const [newest] = sendings;
  if (newest === undefined) return unknown;
  const doubtful = sendings.find(({ byte }) => isInDoubt(byte));
  if (doubtful !== undefined) return { kind: 'in_doubt', generation: doubtful.generation };
  const { generation } = newest;
  const settled = sendings.filter(({ byte }) => !isClaimable(byte) && !isReopened(reasons, byte));
  const [last] = settled;
  if (last === undefined) return { kind: 'unknown', generation: generation + (isClaimable(newest.byte) ? 0 : 1) };
  return {
    kind: kindOf(last, reasons),
    generation,
    digests: settled.map(({ digest }) => digest),
    got: settled.some(isAccepted),
  };
}

function kindOf(settled: Sending, reasons: ReadonlyMap<number, Reason>): 'accepted' | 'refused' | 'rejected' {
  if (isAccepted(settled)) return 'accepted';
  return reasonOf(reasons, settled.byte).kind === 'refused' ? 'refused' : 'rejected';
}

function isAccepted({ byte }: Sending): boolean {
  return byte === bytes.accepted || byte === bytes.acceptedByDecision;
}
