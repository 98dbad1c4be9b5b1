// Reads all that a ledger has of one campaign: a tenth of what it takes to ask for each key.
import { byteAt } from './outcome-bytes.ts';
import { markOpened, openedOfCampaign } from './opened.ts';
import { readReasons } from './reasons.ts';
import { noByte, Sendings } from './sendings.ts';
import { mostPositions, splitRequest } from './standing.ts';
import { blob, DamagedLedger, integer, text } from '../row.ts';
import type { Sql } from '../sql.ts';

/** How many sendings, and how many requests, are read at a time. */
const pageSize = 16_384;
const requestsTogether = 2_000;
const hexLength = 32;

export async function readSendings(sql: Sql, campaign: string): Promise<Sendings> {
  const counted = await sql.one(
    'SELECT count(*) AS size, coalesce(max(campaign), 0) AS number FROM sent WHERE campaign = (SELECT number FROM campaign WHERE id = $1)',
    campaign,
  );
  const sendings = new Sendings(integer(counted, 'size'));
  const requests = new Float64Array(sendings.size);
  let last = { key: '0'.repeat(hexLength), generation: -1 };
  for (let from = 0; from < sendings.size; from += pageSize) {
    const size = Math.min(pageSize, sendings.size - from);
    const page = await readPage(sql, integer(counted, 'number'), last, size);
    sendings.write(from, page.keys, page.digests, page.generations);
    requests.set(page.requests, from);
    last = { key: page.keys.slice(-hexLength), generation: Math.max(...page.generations.slice(-1)) };
  }
  sendings.end();
  const outcomes = await readOutcomes(sql, distinctAttempts(requests));
  const opened = await openedOfCampaign(sql, campaign);
  const reasons = await readReasons(sql);
  for (const [number, request] of requests.entries()) {
    const { byte, seconds } = outcomes.of(request);
    sendings.writeOutcome(number, opened.has(request) ? markOpened(reasons, byte) : byte, seconds);
  }
  return sendings;
}

/** Sendings in the order of the primary key; keys and digests are hexadecimal, one behind the other. */
interface SendingPage {
  readonly keys: string;
  readonly digests: string;
  /** `sent.req`. */
  readonly requests: readonly number[];
  readonly generations: readonly number[];
}

/**
 * So many behind `last`, as a few long texts: a row of its own for each costs four times as much. The aggregates of one statement see
 * the rows in the same order.
 */
async function readPage(
  sql: Sql,
  campaign: number,
  { key, generation }: { readonly key: string; readonly generation: number },
  size: number,
): Promise<SendingPage> {
  const row = await sql.one(
    `SELECT string_agg(encode(uuid_send(key), 'hex'), '') AS keys, string_agg(encode(uuid_send(digest), 'hex'), '') AS digests,
       string_agg(req::text, ' ') AS requests, string_agg(generation::text, ' ') AS generations
     FROM (
       SELECT key, generation, digest, req FROM sent
       WHERE campaign = $1 AND (key, generation) > ($2::uuid, $3) ORDER BY key, generation LIMIT $4
     ) AS page`,
    campaign,
    key,
    generation,
    size,
  );
  const [keys, digests] = [text(row, 'keys'), text(row, 'digests')];
  const [requests, generations] = [readNumbers(text(row, 'requests')), readNumbers(text(row, 'generations'))];
  const lengths = [keys.length / hexLength, digests.length / hexLength, requests.length, generations.length];
  if (lengths.some((length) => length !== size)) throw new DamagedLedger('a row of sent is not whole');
  return { keys, digests, requests, generations };
}

function readNumbers(list: string): readonly number[] {
  return list.split(' ').map(Number);
}

/** Ascending: neighbours in the table are of the same run. */
function distinctAttempts(requests: Float64Array): readonly number[] {
  const sorted = requests.map((request) => splitRequest(request).attempt).toSorted();
  const distinct: number[] = [];
  for (const attempt of sorted) if (attempt !== distinct.at(-1)) distinct.push(attempt);
  return distinct;
}

async function readOutcomes(sql: Sql, attempts: readonly number[]): Promise<Outcomes> {
  const outcomes = new Outcomes(attempts.length);
  for (let at = 0; at < attempts.length; at += requestsTogether) {
    const rows = await sql.all(
      'SELECT attempt, outcomes, coalesce(settled_at, claimed_at) AS at FROM req WHERE attempt = ANY ($1::bigint[])',
      attempts.slice(at, at + requestsTogether),
    );
    for (const row of rows) outcomes.add(integer(row, 'attempt'), blob(row, 'outcomes'), secondsOf(integer(row, 'at')));
  }
  return outcomes;
}

/** Since 1970; a clock that stands before then says nothing. */
export function secondsOf(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1000));
}

/** Its length and its seconds. */
const headLength = 5;

/** In one buffer: an object for each would take ten times as much. Each begins with its length and its time. */
class Outcomes {
  readonly #starts = new Map<number, number>();
  readonly #bytes: Buffer;

  constructor(most: number) {
    this.#bytes = Buffer.alloc(most * (headLength + mostPositions));
  }

  add(attempt: number, outcomes: Uint8Array, seconds: number): void {
    const start = this.#starts.size * (headLength + mostPositions);
    const kept = outcomes.subarray(0, mostPositions);
    this.#bytes.writeUInt8(kept.length, start);
    this.#bytes.writeUInt32LE(seconds, start + 1);
    this.#bytes.set(kept, start + headLength);
    this.#starts.set(attempt, start);
  }

  /** Of `sent.req`. */
  of(request: number): { readonly byte: number; readonly seconds: number } {
    const { attempt, position } = splitRequest(request);
    const start = this.#starts.get(attempt);
    if (start === undefined) return { byte: noByte, seconds: 0 };
    const from = start + headLength;
    const outcomes = this.#bytes.subarray(from, from + this.#bytes.readUInt8(start));
    return { byte: byteAt(outcomes, position), seconds: this.#bytes.readUInt32LE(start + 1) };
  }
}
