// Looks up what the ledger knows of notification keys, for plan and for following up a run's recipients.
import type { Outcome } from '../../delivery/outcome.ts';
import { acceptedOnce, type KeyLookup, type Known } from '../../plan/history.ts';
import type { PastRefusal } from '../../plan/may-retry.ts';
import { hexOf, keyWords } from '../../plan/key-hashes.ts';
import type { HashKey } from './notification-hash.ts';
import {
  byteAt,
  bytes,
  isClaimable,
  isInDoubt,
  isReopened,
  outcomeOf,
  reasonOf,
  type Reason,
} from './outcome-bytes.ts';
import { isMarkedOpened, isRefused, markOpened, openedOfCampaign, withoutMark } from './opened.ts';
import { readReasons } from './reasons.ts';
import { readArms } from './request-arms.ts';
import { readSendings, secondsOf } from './read-sendings.ts';
import type { PastSending, Sendings } from './sendings.ts';
import { blob, blobOrNull, hash, integer, type Row } from '../row.ts';
import { numberOfRun } from '../runs/runs.ts';
import { plannedEver } from '../runs/remembered.ts';
import { rowsOf, type Rows, type Sql } from '../sql.ts';
import { splitRequest } from './standing.ts';

/**
 * OFFSET 0 keeps the order of the look-ups: each key by the index, and then its attempt. Without it, PostgreSQL plans for a table that has just grown
 * as if it were small, and reads all of it for each block.
 */
const wantedSends = `FROM rows($1) AS wanted
  CROSS JOIN LATERAL (SELECT * FROM sent WHERE sent.campaign = (SELECT number FROM campaign WHERE id = $2)
    AND sent.key = wanted.key OFFSET 0) AS sent
  CROSS JOIN LATERAL (SELECT * FROM req WHERE req.attempt = sent.req >> 5 OFFSET 0) AS req`;

/** Returns one entry per key, in order. All keys are looked up in one statement: over a network, the round trip costs more than the look-up. */
export async function lookupKeys(
  sql: Sql,
  hashKey: HashKey,
  campaign: string,
  keys: readonly string[],
): Promise<readonly Known[]> {
  return lookupHashes(
    sql,
    campaign,
    keys.map((key) => hashKey(campaign, key)),
  );
}

/** `hashes` are 32 hex digits each. */
async function lookupHashes(sql: Sql, campaign: string, hashes: readonly string[]): Promise<readonly Known[]> {
  if (hashes.length === 0) return [];
  const sendings = hashes.map((): PastSending[] => []);
  const rows = await sql.all(
    `SELECT wanted.place, sent.generation, sent.digest, sent.req, req.outcomes,
       coalesce(req.settled_at, req.claimed_at) AS at ${wantedSends}
     ORDER BY wanted.place, sent.generation DESC`,
    hashRows(hashes),
    campaign,
  );
  if (rows.length === 0) return hashes.map(() => unknown);
  const reasons = await readReasons(sql);
  const opened = rows.some((row) => isRefused(reasons, byteOf(row))) ? await openedOfCampaign(sql, campaign) : nobody;
  for (const row of rows) {
    sendings[integer(row, 'place')]?.push({
      generation: integer(row, 'generation'),
      digest: hash(row, 'digest'),
      byte: opened.has(integer(row, 'req')) ? markOpened(reasons, byteOf(row)) : byteOf(row),
      at: secondsOf(integer(row, 'at')) * 1000,
    });
  }
  return sendings.map((ofKey) => knownOf(ofKey, reasons));
}

const nobody: ReadonlySet<number> = new Set();

function byteOf(row: Row): number {
  return byteAt(blob(row, 'outcomes'), splitRequest(integer(row, 'req')).position);
}

/**
 * Everything is read once one key in this many planned notifications was looked up. Reading a sending with all others costs a tenth of looking up its
 * key.
 */
const askedOfAll = 20;

/** Runs work on one consistent view of the ledger. */
type See<In extends Sql> = (work: (sql: In) => Promise<readonly Known[]>) => Promise<readonly Known[]>;

/** Looks up the keys block by block until it is clear that many will follow, then reads everything that the ledger has of the campaign at once. */
export function lookupInWalk<In extends Sql>(see: See<In>, campaign: string): KeyLookup {
  let asked = 0;
  let planned: number | undefined;
  let find: ((...asked: Parameters<KeyLookup>) => readonly Known[]) | undefined;
  return async (hashes, wanted) => {
    asked += hashes.length / keyWords;
    if (find !== undefined) return find(hashes, wanted);
    return see(async (sql) => {
      planned ??= await plannedEver(sql, campaign);
      if (asked * askedOfAll < planned) return lookupHashes(sql, campaign, hexOf(hashes));
      const sendings = await readSendings(sql, campaign);
      const reasons = await readReasons(sql);
      find = (all, how) => findIn(sendings, all, reasons, how);
      return find(hashes, wanted);
    });
  };
}

function findIn(
  sendings: Sendings,
  hashes: Uint32Array,
  reasons: ReadonlyMap<number, Reason>,
  wanted: 'standing' | undefined,
): readonly Known[] {
  const known: Known[] = [];
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  for (let at = 0; at < hashes.length; at += keyWords) {
    const first = sendings.find(hashes, at, view.getUint32(at * 4));
    if (first === -1) known.push(unknown);
    else if (wanted === 'standing' && isAcceptedOnce(sendings, first)) known.push(acceptedOnce);
    else known.push(knownOf(sendings.allOf(first), reasons));
  }
  return known;
}

function isAcceptedOnce(sendings: Sendings, first: number): boolean {
  return sendings.isOnly(first) && isAccepted({ byte: sendings.byteOf(first) });
}

/** Keys of a campaign to look up in a run. */
interface AskedInRun {
  readonly run: string;
  readonly campaign: string;
  readonly keys: readonly string[];
}

/** Returns one outcome per key, in order. Undefined for a key that the run never claimed, or that a later run has claimed since. */
export async function lookupOutcomes(
  sql: Sql,
  hashKey: HashKey,
  asked: AskedInRun,
): Promise<readonly (Outcome | undefined)[]> {
  const reasons = await readReasons(sql);
  return readEach(sql, hashKey, asked, 'req.outcomes', (row) => outcomeOf(reasons, byteOf(row)));
}

/** Returns the groups in the same way. Undefined also for people without a group. */
export async function lookupGroups(
  sql: Sql,
  hashKey: HashKey,
  asked: AskedInRun,
): Promise<readonly (number | undefined)[]> {
  return readEach(sql, hashKey, asked, 'req.arms', (row) =>
    readArms(blobOrNull(row, 'arms'))?.(splitRequest(integer(row, 'req')).position),
  );
}

async function readEach<Found>(
  sql: Sql,
  hashKey: HashKey,
  { run, campaign, keys }: AskedInRun,
  column: string,
  read: (row: Row) => Found,
): Promise<readonly (Found | undefined)[]> {
  const number = await numberOfRun(sql, run);
  const found = Array.from<Found | undefined>({ length: keys.length });
  const rows = await sql.all(
    `SELECT wanted.place, sent.req, ${column} ${wantedSends} WHERE req.run = $3`,
    hashRows(keys.map((key) => hashKey(campaign, key))),
    campaign,
    number,
  );
  for (const row of rows) found[integer(row, 'place')] = read(row);
  return found;
}

function hashRows(hashes: readonly string[]): Rows {
  return rowsOf(
    { key: 'hash' },
    hashes.map((hash) => [hash]),
  );
}

const unknown: Known = { kind: 'unknown', generation: 0 };

/**
 * Derives what is known from the sendings of a key, given from the highest generation down. Doubt at any generation outweighs everything else. A
 * sending that failed does not hide earlier ones. A rejection that was reopened is ignored, but its generation stays taken.
 */
function knownOf(sendings: readonly PastSending[], reasons: ReadonlyMap<number, Reason>): Known {
  const [newest] = sendings;
  if (newest === undefined) return unknown;
  if (sendings.length === 1 && isAccepted(newest)) {
    // Nearly all keys take this path.
    const { generation, digest, at } = newest;
    return { kind: 'accepted', generation, digests: [digest], got: true, acceptedAt: at };
  }
  const doubtful = sendings.find(({ byte }) => isInDoubt(byte));
  if (doubtful !== undefined) return { kind: 'in_doubt', generation: doubtful.generation };
  const { generation } = newest;
  const settled = sendings.filter(({ byte }) => !isClaimable(byte) && !isReopened(reasons, byte));
  const [last] = settled;
  const got = settled.filter(isAccepted);
  if (last === undefined) return { kind: 'unknown', generation: generation + (isClaimable(newest.byte) ? 0 : 1) };
  return {
    kind: kindOf(last, reasons),
    generation,
    digests: settled.map(({ digest }) => digest),
    got: got.length > 0,
    ...(got.length === 0 ? {} : { acceptedAt: Math.max(...got.map(({ at }) => at)) }),
    ...refusalOf(last, got, reasons),
  };
}

/** Describes the newest settled sending if it was refused. */
function refusalOf(
  { byte, at }: PastSending,
  got: readonly PastSending[],
  reasons: ReadonlyMap<number, Reason>,
): { readonly refusal?: PastRefusal } {
  if (!isRefused(reasons, withoutMark(byte))) return {};
  const { reason } = reasonOf(reasons, withoutMark(byte));
  return { refusal: { reason, at, isOpened: isMarkedOpened(byte), got: got.map(({ digest }) => digest) } };
}

function kindOf(settled: PastSending, reasons: ReadonlyMap<number, Reason>): 'accepted' | 'refused' | 'rejected' {
  if (isAccepted(settled)) return 'accepted';
  return reasonOf(reasons, withoutMark(settled.byte)).kind === 'refused' ? 'refused' : 'rejected';
}

function isAccepted({ byte }: Pick<PastSending, 'byte'>): boolean {
  return byte === bytes.accepted || byte === bytes.acceptedByDecision;
}
