// The rollouts of a run: up to which step people may be sent to by now, and what each rollout waits for.
import type { RunCampaign } from '../../delivery/ledger.ts';
import { isAtPause, type RolloutMove, type RolloutStanding } from '../../delivery/rollout/rollout-standing.ts';
import { integer, integerOrNull, text, type Row } from '../row.ts';
import { rowsOf, type Sql } from '../sql.ts';
import { readRunCampaign } from './run-campaign-text.ts';
import { refuseAdoption } from './run-states.ts';
import { requireRun } from './runs.ts';

/** Inserts the rollouts of a run, each before its first step. */
export async function insertRollouts(sql: Sql, run: number, campaigns: readonly RunCampaign[]): Promise<void> {
  const places = [...campaigns.entries()].filter(([, { rollout }]) => rollout !== undefined);
  if (places.length === 0) return;
  await sql.run(
    'INSERT INTO rollout (run, position, step) SELECT mine.run, mine.position, 0 FROM rows($1) AS mine',
    rowsOf(
      { run: 'integer', position: 'integer' },
      places.map(([position]) => [run, position]),
    ),
  );
}

export async function rolloutsOf(sql: Sql, run: number): Promise<readonly RolloutStanding[]> {
  const rows = await sql.all(
    `SELECT rollout.position, rollout.step, rollout.ended_at, rollout.until, run_campaign.settings
     FROM rollout JOIN run_campaign USING (run, position) WHERE run = $1 ORDER BY rollout.position`,
    run,
  );
  if (rows.length === 0) return [];
  const chunks = await sql.all(
    `SELECT position, step, sum(size)::bigint AS planned, sum(CASE WHEN finished THEN 0 ELSE 1 END)::bigint AS open
     FROM chunk WHERE run = $1 AND step IS NOT NULL GROUP BY position, step ORDER BY position, step`,
    run,
  );
  return rows.map((row) => standingOf(row, chunks));
}

function standingOf(row: Row, chunks: readonly Row[]): RolloutStanding {
  const [campaign, step] = [integer(row, 'position'), integer(row, 'step')];
  const terms = readRunCampaign(text(row, 'settings'));
  const steps = terms.rollout ?? [];
  const own = chunks
    .filter((chunk) => integer(chunk, 'position') === campaign)
    .map((chunk) => ({
      step: integer(chunk, 'step'),
      planned: integer(chunk, 'planned'),
      open: integer(chunk, 'open'),
    }));
  const next = own.find((one) => one.step > step && one.open > 0);
  return {
    campaign,
    terms,
    steps,
    planned: steps.map((_, number) => own.find((one) => one.step === number)?.planned ?? 0),
    step,
    endedAt: integerOrNull(row, 'ended_at'),
    until: integerOrNull(row, 'until'),
    open: own.reduce((sum, one) => (one.step <= step ? sum + one.open : sum), 0),
    next: next?.step ?? null,
  };
}

/** Returns how many rows were changed: 0 if somebody else has moved the rollout. */
export async function moveRollout(sql: Sql, run: number, { campaign, from, to }: RolloutMove): Promise<number> {
  return sql.run(
    `UPDATE rollout SET step = $1, ended_at = $2, until = $3
     WHERE run = $4 AND position = $5 AND step = $6 AND coalesce(ended_at, -1) = $7`,
    to.step,
    to.endedAt,
    to.until,
    run,
    campaign,
    from.step,
    from.endedAt ?? -1,
  );
}

/** Ends the current pauses of one campaign, or of all. Returns the ids of the campaigns. */
export async function endPauses(sql: Sql, id: string, only: string | undefined): Promise<readonly string[]> {
  const { number, record } = await requireRun(sql, id);
  refuseAdoption(record);
  await sql.all('SELECT 1 FROM run WHERE number = $1 FOR NO KEY UPDATE', number);
  const ended: string[] = [];
  for (const { campaign, terms, step, endedAt, next } of await rolloutsOf(sql, number)) {
    if (endedAt === null || next === null || (only ?? terms.id) !== terms.id) continue;
    await moveRollout(sql, number, {
      campaign,
      from: { step, endedAt },
      to: { step: next, endedAt: null, until: null },
    });
    ended.push(terms.id);
  }
  return ended;
}

/** Makes the current pauses last until somebody ends them, and returns them. */
export async function holdPauses(sql: Sql, run: number): Promise<readonly RolloutStanding[]> {
  await sql.run('UPDATE rollout SET until = NULL WHERE run = $1 AND ended_at IS NOT NULL', run);
  return (await rolloutsOf(sql, run)).filter(isAtPause);
}

/** Returns the chunks of a step: how many people were planned, by the number of the chunk. */
export async function chunksOfStep(
  sql: Sql,
  run: number,
  { campaign, step }: { readonly campaign: number; readonly step: number },
): Promise<ReadonlyMap<number, number>> {
  const rows = await sql.all(
    'SELECT number, size FROM chunk WHERE run = $1 AND position = $2 AND step = $3',
    run,
    campaign,
    step,
  );
  return new Map(rows.map((row) => [integer(row, 'number'), integer(row, 'size')]));
}
