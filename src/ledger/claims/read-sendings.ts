// Reads everything that a ledger has of one campaign, in a tenth of the time that looking up each key takes.
import { markOpened, openedOfCampaign } from './opened.ts';
import { readReasons } from './reasons.ts';
import { noByte, Sendings } from './sendings.ts';
import { mostPositions } from './standing.ts';
import { blob, DamagedLedger, integer, text } from '../row.ts';
import type { Sql } from '../sql.ts';

/** The numbers of sendings and of requests that are read at a time. */
const pageSize = 16_384;
const requestsTogether = 2_000;
const keyLength = 16;

export async function readSendings(sql: Sql, campaign: string): Promise<Sendings> {
  const counted = await sql.one(
    'SELECT count(*) AS size, coalesce(max(campaign), 0) AS number FROM sent WHERE campaign = (SELECT number FROM campaign WHERE id = $1)',
    campaign,
  );
  const sendings = new Sendings(integer(counted, 'size'));
  const requests = new Float64Array(sendings.size);
  let last = { key: '0'.repeat(2 * keyLength), generation: -1 };
  for (let from = 0; from < sendings.size; from += pageSize) {
    const size = Math.min(pageSize, sendings.size - from);
    const page = await readPage(sql, integer(counted, 'number'), last, size);
    sendings.write(from, page.keys, page.digests, page.generations);
    requests.set(page.requests, from);
    last = {
      key: page.keys.toString('hex', (size - 1) * keyLength),
      generation: Math.max(...page.generations.slice(-1)),
    };
  }
  sendings.end();
  const outcomes = await readOutcomes(sql, distinctAttempts(requests));
  const opened = await openedOfCampaign(sql, campaign);
  const reasons = await readReasons(sql);
  for (const [number, request] of requests.entries()) {
    const start = outcomes.find(request);
    const byte = start === undefined ? noByte : outcomes.byteAt(start, request % mostPositions);
    const seconds = start === undefined ? 0 : outcomes.secondsAt(start);
    sendings.writeOutcome(number, opened.has(request) ? markOpened(reasons, byte) : byte, seconds);
  }
  return sendings;
}

/** Sendings in the order of the primary key. Keys and digests are concatenated. */
interface SendingPage {
  readonly keys: Buffer;
  readonly digests: Buffer;
  /** `sent.req`. */
  readonly requests: readonly number[];
  readonly generations: readonly number[];
}

/**
 * Reads the next `size` sendings after `last`, as a few long values. One row for each sending would cost four times as much, and hexadecimal digits
 * twice as much. The aggregates of one statement see the rows in the same order.
 */
async function readPage(
  sql: Sql,
  campaign: number,
  { key, generation }: { readonly key: string; readonly generation: number },
  size: number,
): Promise<SendingPage> {
  const row = await sql.one(
    `SELECT string_agg(uuid_send(key), '') AS keys, string_agg(uuid_send(digest), '') AS digests,
       json_agg(req)::text AS requests, json_agg(generation)::text AS generations
     FROM (
       SELECT key, generation, digest, req FROM sent
       WHERE campaign = $1 AND (key, generation) > ($2::uuid, $3) ORDER BY key, generation LIMIT $4
     ) AS page`,
    campaign,
    key,
    generation,
    size,
  );
  const [keys, digests] = [bufferOf(blob(row, 'keys')), bufferOf(blob(row, 'digests'))];
  const [requests, generations] = [readNumbers(text(row, 'requests')), readNumbers(text(row, 'generations'))];
  const lengths = [keys.length / keyLength, digests.length / keyLength, requests.length, generations.length];
  if (lengths.some((length) => length !== size)) throw new DamagedLedger('a row of sent is not whole');
  return { keys, digests, requests, generations };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function readNumbers(list: string): readonly number[] {
  const numbers: readonly number[] = JSON.parse(list);
  return numbers;
}

/** Returns the attempts in ascending order, because neighbours in the table belong to the same run. */
function distinctAttempts(requests: Float64Array): readonly number[] {
  const distinct = new Set<number>();
  for (const request of requests) distinct.add(attemptOf(request));
  return [...distinct].toSorted((one, other) => one - other);
}

/** Returns the attempt like `splitRequest`, without creating an object for each of a million requests. */
function attemptOf(request: number): number {
  return Math.floor(request / mostPositions);
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

/** Seconds since 1970. Times before 1970, from a clock that is wrong, become 0. */
export function secondsOf(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1000));
}

/** The length byte and the seconds. */
const headLength = 5;

/** Outcomes of requests in one buffer: an object for each would take ten times as much memory. Each entry begins with its length and its time. */
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

  /** Returns where the outcomes of a request (given as `sent.req`) begin, or undefined if it is unknown. */
  find(request: number): number | undefined {
    return this.#starts.get(attemptOf(request));
  }

  byteAt(start: number, position: number): number {
    if (position >= this.#bytes.readUInt8(start)) throw new DamagedLedger(`a request has no position ${position}`);
    return this.#bytes.readUInt8(start + headLength + position);
  }

  secondsAt(start: number): number {
    return this.#bytes.readUInt32LE(start + 1);
  }
}
