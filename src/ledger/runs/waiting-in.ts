// What waits in runs, as plans tell it: until when, for how many, and whether another run may take its place.
import type { WaitingSends } from '../../plan/history.ts';
import { tallyChunks, type ChunkTally } from '../chunks/chunk-row.ts';
import { requestsOf } from '../claims/requests.ts';
import { countLeftOut, forgottenInDoubt } from '../lists/left-out.ts';
import { integer, integerOrNull, text, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';
import { readRunCampaign } from './run-campaign-text.ts';
import { isLeftAlone } from './run-states.ts';
import { allRuns } from './runs.ts';

/** In runs that go on, the oldest first. */
export async function waitingIn(sql: Sql): Promise<readonly WaitingSends[]> {
  const rows = await sql.all(
    `SELECT run.id, run.number AS run, chunk.position, run_campaign.settings,
       chunk.number, chunk.due, chunk.size, chunk.step, rollout.step AS begun, rollout.ended_at, rollout.until FROM run
     JOIN chunk ON chunk.run = run.number
     JOIN run_campaign ON run_campaign.run = run.number AND run_campaign.position = chunk.position
     LEFT JOIN rollout ON rollout.run = run.number AND rollout.position = chunk.position
     WHERE run.state IN ('running', 'waiting', 'paused') AND (chunk.due IS NOT NULL OR chunk.step IS NOT NULL) AND NOT chunk.finished
     ORDER BY run.number, chunk.position, chunk.due`,
  );
  if (rows.length === 0) return [];
  const runs = new Map((await allRuns(sql)).map(({ number, record }) => [number, record]));
  const waiting: WaitingSends[] = [];
  for (const [run, ofRun] of Map.groupBy(rows, (row) => integer(row, 'run'))) {
    const record = runs.get(run);
    const isBusy = record !== undefined && isLeftAlone(record);
    const countGone = await goneIn(sql, run);
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

/** Of the chunks of one campaign. */
function sendsOf(chunks: readonly Row[], countGone: CountGone): Pick<WaitingSends, 'times' | 'held'> {
  const startOf = startsOf(chunks);
  const countLeft = (found: readonly Row[]): number =>
    found.reduce((sum, row) => sum + integer(row, 'size') - countGone(integer(row, 'number')), 0);
  const byStart = Map.groupBy(chunks, startOf);
  const times = [...byStart].flatMap(([due, found]) =>
    typeof due === 'number' ? [{ due, count: countLeft(found) }] : [],
  );
  return { times: times.toSorted((a, b) => a.due - b.due), held: countLeft(byStart.get('held') ?? []) };
}

/** Before it nothing of a chunk is sent; held until somebody ends a pause, undefined where nothing is waited for but its turn. */
function startsOf(chunks: readonly Row[]): (row: Row) => number | 'held' | undefined {
  const lastDue = new Map<number, number>();
  for (const row of chunks) {
    const [step, due] = [stepOf(row), integerOrNull(row, 'due') ?? 0];
    lastDue.set(step, Math.max(lastDue.get(step) ?? 0, due));
  }
  const before = (step: number): number =>
    Math.max(0, ...[...lastDue].filter(([other]) => other < step).map(([, due]) => due));
  const dueAfter = new Map([...lastDue.keys()].map((step) => [step, before(step)]));
  return (row) => {
    const due = integerOrNull(row, 'due');
    const [begun, until] = [integerOrNull(row, 'begun'), integerOrNull(row, 'until')];
    if (begun === null || stepOf(row) <= begun) return due ?? undefined;
    if (until === null && integerOrNull(row, 'ended_at') !== null) return 'held';
    // A later step waits for the people of those before it, and for the end of the pause.
    const start = Math.max(due ?? 0, until ?? 0, dueAfter.get(stepOf(row)) ?? 0);
    return start === 0 ? undefined : start;
  };
}

function stepOf(row: Row): number {
  return integerOrNull(row, 'step') ?? 0;
}

type CountGone = (chunk: number) => number;

/** How many of a chunk do not wait: a window may have held back the rest of one that was being sent, and people are forgotten. */
async function goneIn(sql: Sql, run: number): Promise<CountGone> {
  const tallies = new Map<number, ChunkTally>();
  for await (const requests of requestsOf(sql, run)) tallyChunks(requests, tallies);
  const leftOut = await countLeftOut(sql, run, null, forgottenInDoubt);
  return (chunk) => {
    const { settled, doubtful } = tallies.get(chunk) ?? { settled: 0, doubtful: 0 };
    return settled + doubtful + (leftOut.get(chunk) ?? 0);
  };
}
