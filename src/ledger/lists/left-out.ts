// Finds people who are left out when a request is about to leave, because they are on a list by now, and reads who was left out of a run before.
import { holdsFor, type ListTerms } from '../../delivery/people-lists.ts';
import type { RunCampaign } from '../../delivery/ledger.ts';
import type { Spooled } from '../../delivery/spool.ts';
import { readPeople } from '../claims/person-hashes.ts';
import { hash, integer, text } from '../row.ts';
import { rowsOf, type Sql } from '../sql.ts';
import { everyWorkspace } from './every-workspace.ts';
import { listedHash } from './listed-hashes.ts';
import { readListTerms } from './list-terms-text.ts';

/** A notification that is about to be claimed, with the run's settings for its campaign. */
export interface PersonAsked {
  readonly notification: Spooled;
  readonly terms: Pick<RunCampaign, 'tags' | 'excludes' | 'workspaceId'>;
}

/** Returns, by index, the reason for which a person is left out. Uses one statement for all of them. */
export async function findListed(sql: Sql, asked: readonly PersonAsked[]): Promise<ReadonlyMap<number, string>> {
  const wanted = asked.flatMap(({ notification }, index) =>
    hashesOf(notification).map((hash) => [index, hash] as const),
  );
  const found = new Map<number, string>();
  if (wanted.length === 0) return found;
  const rows = await sql.all(
    `SELECT wanted.asked, list.workspace, list.name, list.terms FROM rows($1) AS wanted
     CROSS JOIN LATERAL (SELECT * FROM list WHERE list.whole OFFSET 0) AS list
     CROSS JOIN LATERAL (SELECT * FROM list_person WHERE list_person.list = list.number
       AND list_person.person = wanted.person OFFSET 0) AS list_person
     ORDER BY list.number DESC`,
    rowsOf({ asked: 'integer', person: 'hash' }, wanted),
  );
  for (const row of rows) {
    const index = integer(row, 'asked');
    const list = readListTerms(text(row, 'terms'));
    const of = { workspace: text(row, 'workspace'), name: text(row, 'name') };
    if (asked.slice(index, index + 1).some(({ terms }) => holds(list, of, terms))) found.set(index, list.reason);
  }
  return found;
}

function holds(
  list: ListTerms,
  { workspace, name }: { readonly workspace: string; readonly name: string },
  { workspaceId = '', tags = [], excludes = [] }: PersonAsked['terms'],
): boolean {
  if (workspace === everyWorkspace) return true;
  return workspace === workspaceId && (list.reason === 'suppressed' ? holdsFor(list, tags) : excludes.includes(name));
}

/** Returns nothing for a person spooled by an older version. */
function hashesOf({ person, sums }: Spooled): readonly string[] {
  return [person, sums]
    .flatMap((hashes) => (hashes === undefined ? [] : readPeople(Buffer.from(hashes, 'hex')).flat()))
    .map(listedHash);
}

/** The reason for people who were forgotten while in doubt. If somebody decides that they received nothing, they are still not sent to again. */
export const forgottenInDoubt = 'forgotten_in_doubt';

/** Returns `campaign:key:generation`. */
export function nameOfNotification(campaign: number, { key, generation }: Pick<Spooled, 'key' | 'generation'>): string {
  return `${campaign}:${key}:${generation}`;
}

export interface LeftOutRow {
  readonly run: number;
  readonly campaign: number;
  readonly chunk: number;
  readonly notification: Pick<Spooled, 'key' | 'generation'>;
  readonly reason: string;
}

export async function insertLeftOut(sql: Sql, rows: readonly LeftOutRow[], at: number): Promise<void> {
  if (rows.length === 0) return;
  await sql.run(
    `INSERT INTO left_out (run, campaign, key, generation, chunk, reason, at)
     SELECT mine.run, mine.campaign, mine.key, mine.generation, mine.chunk, mine.reason, $1 FROM rows($2) AS mine WHERE true
     ON CONFLICT DO NOTHING`,
    at,
    rowsOf(
      { run: 'integer', campaign: 'integer', key: 'hash', generation: 'integer', chunk: 'integer', reason: 'text' },
      rows.map(({ run, campaign, chunk, notification: { key, generation }, reason }) => [
        run,
        campaign,
        key,
        generation,
        chunk,
        reason,
      ]),
    ),
  );
}

/** Returns the notifications of one chunk that were left out, as named by `nameOfNotification`. */
export async function leftOutOf(sql: Sql, run: number, chunk: number): Promise<ReadonlySet<string>> {
  const rows = await sql.all(
    'SELECT campaign, key, generation FROM left_out WHERE run = $1 AND chunk = $2',
    run,
    chunk,
  );
  return new Set(
    rows.map((row) =>
      nameOfNotification(integer(row, 'campaign'), { key: hash(row, 'key'), generation: integer(row, 'generation') }),
    ),
  );
}

/** Returns how many were left out, by the number of the chunk: of one chunk, or of all. `notCounted` is a reason to skip. */
export async function countLeftOut(
  sql: Sql,
  run: number,
  chunk: number | null,
  notCounted = '',
): Promise<ReadonlyMap<number, number>> {
  const rows = await sql.all(
    `SELECT chunk, count(*) AS count FROM left_out
     WHERE run = $1 AND chunk = coalesce($2, chunk) AND reason <> $3 GROUP BY chunk`,
    run,
    chunk,
    notCounted,
  );
  return new Map(rows.map((row) => [integer(row, 'chunk'), integer(row, 'count')]));
}

/** Returns how many were left out for each reason, by campaign. People who were forgotten while in doubt count as in doubt instead. */
export async function leftOutTotals(sql: Sql, run: number): Promise<ReadonlyMap<number, Record<string, number>>> {
  const rows = await sql.all(
    'SELECT campaign, reason, count(*) AS count FROM left_out WHERE run = $1 AND reason <> $2 GROUP BY campaign, reason ORDER BY campaign, reason',
    run,
    forgottenInDoubt,
  );
  const totals = new Map<number, Record<string, number>>();
  for (const row of rows) {
    const campaign = integer(row, 'campaign');
    totals.set(campaign, { ...totals.get(campaign), [text(row, 'reason')]: integer(row, 'count') });
  }
  return totals;
}
