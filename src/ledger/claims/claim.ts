// Writes claims: the durable record, made before requests leave, that these notifications are being sent. Several claims in one transaction need as
// many statements as one, and each takes only notifications that no other claim has.
import type { Claim, ClaimResult } from '../../delivery/ledger.ts';
import type { Spooled } from '../../delivery/spool.ts';
import { bytes } from './outcome-bytes.ts';
import type { Fence, RunStanding } from './fence.ts';
import { findListed, insertLeftOut, type PersonAsked, type LeftOutRow } from '../lists/left-out.ts';
import { hashesOfPerson, insertPeople } from '../people/claimed-people.ts';
import { openOften } from '../people/often-claims.ts';
import type { PastSources } from '../people/past-sends.ts';
import { writePeople } from './person-hashes.ts';
import type { FreeSlot, FreeSlots, Slots } from '../pace/slot-ring.ts';
import { rowsOf, type Sql } from '../sql.ts';
import { insertSent, type Taken } from './insert-sent.ts';
import { writeArms } from './request-arms.ts';
import { isToBeSent, joinRequest, readStandings, withPosition, type Standing } from './standing.ts';

/** A claim that was evaluated. It has a slot if it takes anybody. */
interface Answered {
  readonly run: number;
  readonly chunk: number;
  readonly campaign: number;
  readonly taken: readonly Taken[];
  /** People who are on a list by now, or who have reached a cap. */
  readonly leftOut: readonly LeftOutRow[];
  /** By index, until when a person waits for room under a cap. */
  readonly held: ReadonlyMap<number, number>;
  readonly slot: FreeSlot | undefined;
}

interface Request extends Answered {
  readonly slot: FreeSlot;
}

type Given = Answered | ClaimResult;

/** A claim with what was read for it, before anything is written. */
interface Candidate {
  readonly claim: Claim;
  readonly run: RunStanding;
  /** The campaign's number in the ledger. */
  readonly campaign: number;
}

interface Claiming extends Partial<PastSources> {
  /** Wall clock, milliseconds. */
  readonly at: number;
  readonly fence: Fence;
}

/** Makes the claims, and returns a result for each. A claim that takes nobody writes no request and uses no slot. */
export async function claimAll<In extends Sql>(
  sql: In,
  slots: Slots<In>,
  claims: readonly Claim[],
  { at, fence, said = new Map(), later }: Claiming,
): Promise<readonly ClaimResult[]> {
  if (claims.length === 0) return [];
  const [runOf, found] = await Promise.all([fence(sql, claims), slots.find(sql, claims.length)]);
  const candidates = claims.map((claim) => candidateOf(runOf, claim));
  const given = await giveSlots(sql, candidates, found, { at, said, later });
  const requests = given.filter(isRequest);
  const people = later === undefined ? requests.flatMap((request) => peopleIn(request, at)) : [];
  // Pipelined, if the connection supports it: no statement waits for the answer to another.
  await Promise.all([
    insertLeftOut(sql, given.flatMap(leftOutIn), at),
    insertRequests(sql, requests, at),
    insertSent(sql, requests),
    insertPeople(sql, people),
    slots.use(
      sql,
      found,
      requests.map(({ slot }) => slot),
    ),
  ]);
  return given.map(resultOf);
}

function resultOf(given: Given): ClaimResult {
  if (isResult(given)) return given;
  const taken = given.taken.map(({ index }) => index);
  return {
    kind: 'claimed',
    attempt: given.slot?.attempt ?? 0,
    taken,
    ...(given.held.size > 0 && { held: given.held }),
  };
}

function leftOutIn(given: Given): readonly LeftOutRow[] {
  return isResult(given) ? [] : given.leftOut;
}

/** Gives a slot, in order, to each claim that may have one and takes anybody. */
async function giveSlots(
  sql: Sql,
  candidates: readonly Candidate[],
  { slots, wait }: FreeSlots,
  asking: Parameters<typeof openOften>[2],
): Promise<readonly Given[]> {
  const open = slots.length === 0 ? [] : candidates.filter(({ run }) => !run.isFenced);
  const wanted = open.flatMap(({ claim, campaign }) =>
    claim.notifications.map(({ key, generation }) => ({ key, generation, campaign })),
  );
  const [often, read, listed] = await Promise.all([
    openOften(sql, open, asking),
    readStandings(sql, wanted),
    findListedIn(sql, open),
  ]);
  const standings = [...read];
  const seen = new Set<string>();
  let next = 0;
  return candidates.map((candidate): Given => {
    const { claim, run, campaign } = candidate;
    if (run.isFenced) return { kind: 'fenced', state: run.state };
    const ofClaim = standings.splice(0, claim.notifications.length);
    const slot = slots[next];
    if (slot === undefined) return { kind: 'wait', milliseconds: wait };
    const place = { run: run.number, chunk: claim.chunk, campaign };
    const taken: Taken[] = [];
    const leftOut: LeftOutRow[] = [];
    const held = new Map<number, number>();
    for (const one of takeFrom(candidate, ofClaim, seen)) {
      const { index, notification } = one;
      const kept = listed.get(notification) ?? claim.out?.get(index) ?? often?.judge(candidate, notification);
      if (kept === undefined) taken.push(one);
      else if (typeof kept === 'object') held.set(index, kept.until);
      else leftOut.push({ ...place, notification, reason: kept });
    }
    if (taken.length === 0) return { ...place, taken, leftOut, held, slot: undefined };
    next += 1;
    return { ...place, taken, leftOut, held, slot };
  });
}

/** Finds people who are on a list by now, with the reason. Queries nothing if there are no lists. */
async function findListedIn(sql: Sql, candidates: readonly Candidate[]): Promise<ReadonlyMap<Spooled, string>> {
  const asked = candidates.flatMap(({ claim, run }): readonly PersonAsked[] => {
    const terms = run.settings?.[claim.campaign];
    return terms === undefined ? [] : claim.notifications.map((notification) => ({ notification, terms }));
  });
  const found = await findListed(sql, asked);
  return new Map(
    asked.flatMap(({ notification }, index) => {
      const reason = found.get(index);
      return reason === undefined ? [] : [[notification, reason] as const];
    }),
  );
}

/** The rows for the look-up by person. */
function peopleIn({ slot, taken }: Request, at: number) {
  return taken.map(({ notification: { person } }, position) => ({
    hashes: hashesOfPerson(person),
    at,
    req: joinRequest(slot.attempt, position),
  }));
}

function isRequest(given: Given): given is Request {
  return !isResult(given) && given.slot !== undefined;
}

function isResult(given: Given): given is ClaimResult {
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

async function insertRequests(sql: Sql, requests: readonly Request[], at: number): Promise<void> {
  if (requests.length === 0) return;
  await sql.run(
    `INSERT INTO req (attempt, run, chunk, campaign, claimed_at, slot, slot_generation, outcomes, doubts, repeats, retry,
       person, arms)
     SELECT mine.attempt, mine.run, mine.chunk, mine.campaign, $1, mine.slot, mine.generation, mine.outcomes, mine.size,
       mine.repeats, mine.retry, mine.person, mine.arms FROM rows($2) AS mine`,
    at,
    rowsOf(
      {
        attempt: 'integer',
        run: 'integer',
        chunk: 'integer',
        campaign: 'integer',
        slot: 'integer',
        generation: 'integer',
        outcomes: 'bytes',
        size: 'integer',
        repeats: 'integer',
        retry: 'integer',
        person: 'bytes',
        arms: 'bytes',
      },
      requests.map(({ run, chunk, campaign, slot, taken }) => [
        slot.attempt,
        run,
        chunk,
        campaign,
        slot.number,
        slot.generation,
        new Uint8Array(taken.length),
        taken.length,
        repeatsOf(taken),
        taken.some(({ before }) => before?.run === run) ? 1 : 0,
        writePeople(taken.map(({ notification }) => notification.person)),
        writeArms(taken.map(({ notification }) => notification.arm)),
      ]),
    ),
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
