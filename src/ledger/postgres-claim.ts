// Claims on PostgreSQL: several in one transaction, in as many statements as one, each of which takes what nobody else has.
import type { Claim, ClaimResult } from '../delivery/ledger.ts';
import type { Spooled } from '../delivery/spool.ts';
import { bytes } from './outcome-bytes.ts';
import { Contested } from './postgres-fault.ts';
import type { Fence, RunStanding } from './postgres-fence.ts';
import type { FreeSlot, FreeSlots, PostgresRing } from './postgres-ring.ts';
import { readStandings } from './postgres-standing.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { isToBeSent, joinRequest, withPosition, type Standing } from './standing.ts';

interface Taken {
  readonly index: number;
  readonly notification: Spooled;
  /** The attempt before, which came to nothing. */
  readonly before: Standing | undefined;
}

/** A claim that gets a slot. */
interface Request {
  readonly run: number;
  readonly chunk: number;
  readonly campaign: number;
  readonly taken: readonly Taken[];
  readonly slot: FreeSlot;
}

/** What is known of a claim before anything is written. */
interface Candidate {
  readonly claim: Claim;
  readonly run: RunStanding;
  /** The number in the ledger. */
  readonly campaign: number;
}

/** `at` is the wall clock in milliseconds. Writes nothing unless somebody is taken. */
export async function claimInPostgres(
  transaction: PostgresTransaction,
  ring: PostgresRing,
  claims: readonly Claim[],
  { at, fence }: { readonly at: number; readonly fence: Fence },
): Promise<readonly ClaimResult[]> {
  if (claims.length === 0) return [];
  const runOf = await fence(transaction, claims);
  const candidates = claims.map((claim) => candidateOf(runOf, claim));
  const found = await ring.find(transaction, claims.length);
  const given = await giveSlots(transaction, candidates, found);
  const requests = given.filter(isRequest);
  if (requests.length === 0) return given.filter(isResult);
  await insertRequests(transaction, requests, at);
  await insertSent(transaction, requests);
  await ring.use(
    transaction,
    found,
    requests.map(({ slot }) => slot),
  );
  return given.map((one) => {
    if (isResult(one)) return one;
    const taken = one.taken.map(({ index }) => index);
    return { kind: 'claimed', attempt: one.slot.attempt, taken };
  });
}

/** To each that may have one and takes somebody, in order. */
async function giveSlots(
  transaction: PostgresTransaction,
  candidates: readonly Candidate[],
  { slots, wait }: FreeSlots,
): Promise<readonly (Request | ClaimResult)[]> {
  const open = slots.length === 0 ? [] : candidates.filter(({ run }) => !run.isFenced);
  const wanted = open.flatMap(({ claim, campaign }) =>
    claim.notifications.map(({ key, generation }) => ({ key, generation, campaign })),
  );
  const standings = [...(await readStandings(transaction, wanted))];
  const seen = new Set<string>();
  let next = 0;
  return candidates.map((candidate): Request | ClaimResult => {
    const { claim, run, campaign } = candidate;
    if (run.isFenced) return { kind: 'fenced', state: run.state };
    const ofClaim = standings.splice(0, claim.notifications.length);
    const slot = slots[next];
    if (slot === undefined) return { kind: 'wait', milliseconds: wait };
    const taken = takeFrom(candidate, ofClaim, seen);
    if (taken.length === 0) return { kind: 'claimed', attempt: 0, taken: [] };
    next += 1;
    return { run: run.number, chunk: claim.chunk, campaign, taken, slot };
  });
}

function isRequest(given: Request | ClaimResult): given is Request {
  return !isResult(given);
}

function isResult(given: Request | ClaimResult): given is ClaimResult {
  return 'kind' in given;
}

function candidateOf(runOf: (id: string) => RunStanding, claim: Claim): Candidate {
  const run = runOf(claim.run);
  const campaign = run.campaigns[claim.campaign];
  if (campaign === undefined) throw new Error(`The run has no campaign ${claim.campaign}.`);
  return { claim, run, campaign };
}

function takeFrom(
  { claim, campaign }: Candidate,
  standings: readonly (Standing | undefined)[],
  seen: Set<string>,
): readonly Taken[] {
  return claim.notifications.flatMap((notification, index) => {
    const before = standings[index];
    const name = `${campaign}:${notification.key}:${notification.generation}`;
    if (!isToBeSent(before) || seen.has(name)) return [];
    seen.add(name);
    return [{ index, notification, before }];
  });
}

async function insertRequests(
  transaction: PostgresTransaction,
  requests: readonly Request[],
  at: number,
): Promise<void> {
  await transaction.run(
    `INSERT INTO req (attempt, run, chunk, campaign, claimed_at, slot, slot_generation, outcomes, doubts, repeats, retry)
     SELECT attempt, run, chunk, campaign, $1, slot, generation, decode(repeat('00', size), 'hex'), size, repeats, retry
     FROM unnest($2::bigint[], $3::integer[], $4::integer[], $5::integer[], $6::bigint[], $7::bigint[], $8::integer[],
       $9::integer[], $10::integer[]) AS r (run, chunk, campaign, slot, generation, attempt, size, repeats, retry)`,
    at,
    requests.map(({ run }) => run),
    requests.map(({ chunk }) => chunk),
    requests.map(({ campaign }) => campaign),
    requests.map(({ slot }) => slot.number),
    requests.map(({ slot }) => slot.generation),
    requests.map(({ slot }) => slot.attempt),
    requests.map(({ taken }) => taken.length),
    requests.map(({ taken }) => repeatsOf(taken)),
    requests.map(({ run, taken }) => (taken.some(({ before }) => before?.run === run) ? 1 : 0)),
  );
}

function repeatsOf(taken: readonly Taken[]): number {
  return taken.reduce(
    (positions, { before }, position) =>
      before !== undefined && (before.repeats || before.byte === bytes.repeated)
        ? withPosition(positions, position)
        : positions,
    0,
  );
}

/**
 * The claim itself: the primary key, or the attempt that was read before and came to nothing. Whoever finds another one there
 * was overtaken, and begins again.
 */
async function insertSent(transaction: PostgresTransaction, requests: readonly Request[]): Promise<void> {
  const rows = requests.flatMap(({ campaign, slot, taken }) =>
    taken.map(({ notification, before }, position) => ({
      campaign,
      notification,
      req: joinRequest(slot.attempt, position),
      before: before === undefined ? null : joinRequest(before.attempt, before.position),
    })),
  );
  const fresh = rows.filter(({ before }) => before === null);
  const again = rows.filter(({ before }) => before !== null);
  const inserted = await insertFresh(transaction, fresh);
  const updated = await pointAgain(transaction, again);
  if (inserted + updated !== rows.length) throw new Contested('somebody else claimed the same notification');
}

interface SentRow {
  readonly campaign: number;
  readonly notification: Spooled;
  readonly req: number;
  /** What was there when it was read; null when nothing was. */
  readonly before: number | null;
}

async function insertFresh(transaction: PostgresTransaction, rows: readonly SentRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  return transaction.run(
    `INSERT INTO sent (campaign, key, generation, req, digest)
     SELECT * FROM unnest($1::integer[], $2::uuid[], $3::integer[], $4::bigint[], $5::uuid[])
     ON CONFLICT DO NOTHING`,
    ...columnsOf(rows),
  );
}

async function pointAgain(transaction: PostgresTransaction, rows: readonly SentRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  return transaction.run(
    `UPDATE sent SET req = mine.req, digest = mine.digest
     FROM unnest($1::integer[], $2::uuid[], $3::integer[], $4::bigint[], $5::uuid[], $6::bigint[])
       AS mine (campaign, key, generation, req, digest, before)
     WHERE sent.campaign = mine.campaign AND sent.key = mine.key AND sent.generation = mine.generation
       AND sent.req = mine.before`,
    ...columnsOf(rows),
    rows.map(({ before }) => before),
  );
}

function columnsOf(rows: readonly SentRow[]) {
  return [
    rows.map(({ campaign }) => campaign),
    rows.map(({ notification }) => notification.key),
    rows.map(({ notification }) => notification.generation),
    rows.map(({ req }) => req),
    rows.map(({ notification }) => notification.digest),
  ] as const;
}
