// Reads what people received, or may have received, in the order of the claims, each with what else the same person was sent. Reads a few requests at
// a time, however many there are.
import type { ReplayedSend } from '../../plan/often/replay.ts';
import { readReasons } from '../claims/reasons.ts';
import { integer } from '../row.ts';
import type { Sql, SqlWork } from '../sql.ts';
import { claimedIn } from './claimed-people.ts';
import { readPast, readSaid, sendOf, type PastSources } from './past-sends.ts';

/** The number of requests that are read at a time. */
const block = 250;

/** In milliseconds, wall clock. */
export interface SentSpan {
  readonly since: number;
  /** How long before each notification to look for what its person was sent. */
  readonly lookBack: number;
}

/** Reads each block in a view of its own, so that no view is held for long. */
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
  /** The last attempt of the block; undefined if the block is empty. */
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
