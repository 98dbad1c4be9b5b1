// Reads what waits in runs, for plans: until when, how many people, and whether another run may replace it.
import type { WaitingSends } from '../../plan/history.ts';
import { tallyChunks, type ChunkTally } from '../chunks/chunk-row.ts';
import { requestsOf } from '../claims/requests.ts';
import { countLeftOut, forgottenInDoubt } from '../lists/left-out.ts';
import { integer, text, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';
import { readRunCampaign } from './run-campaign-text.ts';
import { isLeftAlone } from './run-states.ts';
import { requireRun } from './runs.ts';

/** The step of a campaign without a rollout. No step comes later. */
const everyStep = 2_147_483_647;

/** Returns what waits in runs that have not ended, oldest run first. */
export async function waitingIn(sql: Sql): Promise<readonly WaitingSends[]> {
  const rows = await sql.all(
    `SELECT run.id, run.number AS run, chunk.position, run_campaign.settings, chunk.number, chunk.size,
       coalesce(chunk.due, 0) AS due, coalesce(chunk.step, 0) AS step, coalesce(rollout.step, ${everyStep}) AS begun,
       coalesce(rollout.until, 0) AS until,
       CASE WHEN rollout.until IS NULL AND rollout.ended_at IS NOT NULL THEN 1 ELSE 0 END AS paused FROM run
     JOIN chunk ON chunk.run = run.number
     JOIN run_campaign ON run_campaign.run = run.number AND run_campaign.position = chunk.position
     LEFT JOIN rollout ON rollout.run = run.number AND rollout.position = chunk.position
     WHERE run.state IN ('running', 'waiting', 'paused') AND (chunk.due IS NOT NULL OR chunk.step IS NOT NULL) AND NOT chunk.finished
     ORDER BY run.number, chunk.position, chunk.due`,
  );
  const waiting: WaitingSends[] = [];
  for (const [id, ofRun] of Map.groupBy(rows, (row) => text(row, 'id'))) {
    const { number, record } = await requireRun(sql, id);
    const isBusy = isLeftAlone(record);
    const countGone = await goneIn(sql, number);
    for (const found of Map.groupBy(ofRun, (row) => integer(row, 'position')).values()) {
      const sends = sendsOf(found, countGone);
      if (sends.times.length + sends.held === 0) continue;
      waiting.push(...found.slice(0, 1).map((first) => ({ ...placeOf(first), isBusy, ...sends })));
    }
  }
  return waiting;
}

function placeOf(row: Row): Pick<WaitingSends, 'run' | 'campaign' | 'workspaceId'> {
  const { id: campaign, workspaceId } = readRunCampaign(text(row, 'settings'));
  return { run: text(row, 'id'), campaign, workspaceId };
}

/** Sums up what waits in the chunks of one campaign. */
function sendsOf(chunks: readonly Row[], countGone: CountGone): Pick<WaitingSends, 'times' | 'held'> {
  const countLeft = (found: readonly Row[]): number =>
    found.reduce((sum, row) => sum + integer(row, 'size') - countGone(integer(row, 'number')), 0);
  const byStart = Map.groupBy(
    chunks.filter((row) => !isHeld(row)),
    startsOf(chunks),
  );
  // These wait only for their turn.
  byStart.delete(0);
  const times = [...byStart].map(([due, found]) => ({ due, count: countLeft(found) }));
  return { times: times.toSorted((a, b) => a.due - b.due), held: countLeft(chunks.filter(isHeld)) };
}

/** Returns a function that tells when the first notification of a chunk may be sent: milliseconds since 1970, or 0 for now. */
function startsOf(chunks: readonly Row[]): (row: Row) => number {
  const steps = [...Map.groupBy(chunks, stepOf)].map(([step, found]) => ({
    step,
    lastDue: found.reduce((last, row) => Math.max(last, integer(row, 'due')), 0),
  }));
  return (row) => {
    const due = integer(row, 'due');
    if (!isLater(row)) return due;
    // The chunk waits for the people of earlier steps, and for the end of the pause.
    const before = steps.filter(({ step }) => step < stepOf(row)).map(({ lastDue }) => lastDue);
    return Math.max(due, integer(row, 'until'), ...before);
  };
}

/** Tells whether somebody has to end a pause first. */
function isHeld(row: Row): boolean {
  return isLater(row) && integer(row, 'paused') === 1;
}

/** Tells whether the chunk's step has not begun. */
function isLater(row: Row): boolean {
  return stepOf(row) > integer(row, 'begun');
}

function stepOf(row: Row): number {
  return integer(row, 'step');
}

type CountGone = (chunk: number) => number;

/**
 * Counts the people of each chunk who do not wait: a window may have held back only the rest of a chunk that was being sent, and people may have been
 * forgotten.
 */
async function goneIn(sql: Sql, run: number): Promise<CountGone> {
  const tallies = new Map<number, ChunkTally>();
  for await (const requests of requestsOf(sql, run)) tallyChunks(requests, tallies);
  const leftOut = await countLeftOut(sql, run, null, forgottenInDoubt);
  return (chunk) => {
    const { settled, doubtful } = tallies.get(chunk) ?? { settled: 0, doubtful: 0 };
    return settled + doubtful + (leftOut.get(chunk) ?? 0);
  };
}
