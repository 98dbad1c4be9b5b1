// What people got, or may have got, in the order in which it was claimed, each with what the same person was sent otherwise: some requests
// at a time, however many there are.
import type { ReplayedSend } from '../../plan/often/replay.ts';
import { readReasons } from '../claims/reasons.ts';
import { integer } from '../row.ts';
import type { Sql, SqlWork } from '../sql.ts';
import { claimedIn } from './claimed-people.ts';
import { readPast, readSaid, sendOf, type PastSources } from './past-sends.ts';

/** Requests that are read at a time. */
const block = 250;

/** Wall clock, milliseconds. */
export interface SentSpan {
  readonly since: number;
  /** How long before a notification it is asked what its person was sent. */
  readonly lookBack: number;
}

/** Each block in a view of its own, so that no view is held for long. */
export async function* sentSince(
  see: <Result>(work: SqlWork<Result>) => Promise<Result>,
  span: SentSpan,
  sources: PastSources,
): AsyncIterable<readonly ReplayedSend[]> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const from: number = after;
    const found = await see((sql) => readBlock(sql, from, span, sources));
    yield found.sends;
    after = found.last;
  }
}

interface SentBlock {
  readonly sends: readonly ReplayedSend[];
  /** Its last attempt; undefined where there is none. */
  readonly last?: number;
}

async function readBlock(
  sql: Sql,
  after: number,
  { since, lookBack }: SentSpan,
  sources: PastSources,
): Promise<SentBlock> {
  const { said } = sources;
  const requests = await sql.all(
    `SELECT attempt, run, campaign, claimed_at, outcomes, person FROM req
     WHERE attempt > $1 AND claimed_at > $2 ORDER BY attempt LIMIT $3`,
    after,
    since,
    block,
  );
  const last = requests.at(-1);
  if (last === undefined) return { sends: [] };
  await readSaid(sql, requests, said);
  const reasons = await readReasons(sql);
  const sent = requests.flatMap((request) =>
    claimedIn(request).flatMap(({ hashes, at, req }) => {
      const send = sendOf(request, { id: req, at }, reasons, said);
      return send === undefined || send.became === 'refused' ? [] : [{ send, person: hashes }];
    }),
  );
  const people = sent.map(({ person }) => person);
  const first = Math.min(...sent.map(({ send }) => send.at));
  const past = lookBack === 0 ? [] : await readPast(sql, people, first - lookBack, sources);
  return { sends: sent.map((one, index) => ({ ...one, past: past[index] ?? [] })), last: integer(last, 'attempt') };
}
