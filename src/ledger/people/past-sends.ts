// Reads what people were sent before, in any campaign, looked up by all of their identifiers.
import type { PastSend } from '../../plan/often/caps.ts';
import type { LoggedSend } from '../../plan/often/replay.ts';
import { byteAt, isClaimable, isInDoubt, isReopened, outcomeOf, type Reason } from '../claims/outcome-bytes.ts';
import { readReasons } from '../claims/reasons.ts';
import { splitRequest } from '../claims/standing.ts';
import { blob, integer, text, type Row } from '../row.ts';
import { readRunCampaign } from '../runs/run-campaign-text.ts';
import { rowsOf, type Sql } from '../sql.ts';
import type { PeopleLater } from './people-later.ts';

/** The ids and tags of campaigns, by run and campaign. They never change. */
export type SaidByRuns = Map<string, Pick<PastSend, 'campaign' | 'tags'>>;

export interface PastSources {
  readonly said: SaidByRuns;
  /** Set if some claimed people cannot be found by their hashes yet. */
  readonly later?: PeopleLater | undefined;
}

/** Returns one entry per person, given as the hashes of their identifiers: what was claimed after `since` and did not fail. */
export async function readPast(
  sql: Sql,
  people: readonly (readonly string[])[],
  since: number,
  { said, later }: PastSources,
): Promise<readonly (readonly LoggedSend[])[]> {
  const wanted = people.flatMap((hashes, index) => hashes.map((hash) => [index, hash] as const));
  if (wanted.length === 0) return people.map(() => []);
  const found = await findClaims(sql, wanted, since);
  const rows =
    later === undefined ? found : [...found, ...(await findLately(sql, await later.lately(sql, wanted), since))];
  if (rows.length === 0) return people.map(() => []);
  await readSaid(sql, rows, said);
  const reasons = await readReasons(sql);
  const sends = people.map(() => new Map<number, LoggedSend>());
  for (const row of rows) {
    const send = sendOf(row, { id: integer(row, 'req'), at: integer(row, 'at') }, reasons, said);
    if (send !== undefined) sends[integer(row, 'asked')]?.set(send.id, send);
  }
  return sends.map((one) => [...one.values()]);
}

type Wanted = readonly (readonly [asked: number, hash: string])[];

function findClaims(sql: Sql, wanted: Wanted, since: number): Promise<readonly Row[]> {
  return sql.all(
    `SELECT wanted.asked, claimed_person.at, claimed_person.req, req.run, req.campaign, req.outcomes FROM rows($1) AS wanted
     CROSS JOIN LATERAL (SELECT * FROM claimed_person WHERE claimed_person.person = wanted.person
       AND claimed_person.at > $2 OFFSET 0) AS claimed_person
     CROSS JOIN LATERAL (SELECT * FROM req WHERE req.attempt = claimed_person.req >> 5 OFFSET 0) AS req`,
    rowsOf({ asked: 'integer', person: 'hash' }, wanted),
    since,
  );
}

async function findLately(
  sql: Sql,
  claims: readonly (readonly [asked: number, req: number])[],
  since: number,
): Promise<readonly Row[]> {
  if (claims.length === 0) return [];
  return sql.all(
    `SELECT wanted.asked, req.claimed_at AS at, wanted.req, req.run, req.campaign, req.outcomes FROM rows($1) AS wanted
     CROSS JOIN LATERAL (SELECT * FROM req WHERE req.attempt = wanted.req >> 5 AND req.claimed_at > $2 OFFSET 0) AS req`,
    rowsOf({ asked: 'integer', req: 'integer' }, claims),
    since,
  );
}

/** Returns one send of a request. Undefined if it failed, or is sent again in another attempt. */
export function sendOf(
  request: Row,
  claimed: Pick<LoggedSend, 'id' | 'at'>,
  reasons: ReadonlyMap<number, Reason>,
  said: SaidByRuns,
): LoggedSend | undefined {
  const of = said.get(nameOf(request));
  const byte = byteAt(blob(request, 'outcomes'), splitRequest(claimed.id).position);
  if (of === undefined || isClaimable(byte) || isReopened(reasons, byte)) return undefined;
  const known = { ...of, ...claimed, run: integer(request, 'run') };
  if (isInDoubt(byte)) return { ...known, became: 'open' };
  const outcome = outcomeOf(reasons, byte);
  if (outcome.kind === 'accepted') return { ...known, became: 'accepted' };
  return outcome.kind === 'refused' ? { ...known, became: 'refused', reason: outcome.reason } : undefined;
}

function nameOf(row: Row): string {
  return `${integer(row, 'run')} ${integer(row, 'campaign')}`;
}

export async function readSaid(sql: Sql, rows: readonly Row[], said: SaidByRuns): Promise<void> {
  const unread = new Set(rows.filter((row) => !said.has(nameOf(row))).map((row) => integer(row, 'run')));
  if (unread.size === 0) return;
  const campaigns = await sql.all('SELECT run, campaign, settings FROM run_campaign WHERE run = ANY ($1::bigint[])', [
    ...unread,
  ]);
  for (const row of campaigns) {
    const { id, tags = [] } = readRunCampaign(text(row, 'settings'));
    said.set(nameOf(row), { campaign: id, tags });
  }
}
