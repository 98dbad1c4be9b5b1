// Changes the claims and the spool when a run continues, ends, is adopted or is dropped.
import { hasEnded, isForGood, isWithWorkers } from '../../delivery/run-state.ts';
import type { Adopter, Replacing, RunCampaign, RunState } from '../../delivery/ledger.ts';
import { isAtPause } from '../../delivery/rollout/rollout-standing.ts';
import { describePauses } from '../../delivery/rollout/rollout-words.ts';
import { nameRun } from '../../delivery/name-run.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { rolloutsOf } from './rollouts.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { reduceToDoubt, reopenChunks } from '../chunks/chunks.ts';
import { bumpSerial } from '../ledger-serial.ts';
import {
  isLeftAlone,
  refuseAdoption,
  refuseDropping,
  wasClosedEarly,
  type NumberedRun,
  type StateChange,
} from './run-states.ts';
import { allRuns, changeState, requireRun } from './runs.ts';
import { doubtOpenClaims } from '../claims/settle.ts';
import { rowsOf, type Sql } from '../sql.ts';
import { formatMinute } from '../../numbers.ts';
import { droppedBy, dropWaiting, standingOf } from './waiting.ts';

/** Moves a run to a state, and returns the state it has reached. */
export async function moveTo(
  sql: Sql,
  mac: ChunkMac,
  run: NumberedRun,
  state: RunState,
  change: StateChange,
): Promise<RunState> {
  const reached = await stateNow(sql, run, state, change.at);
  await changeState(sql, run, reached, change);
  if (state === 'running' && run.record.state === 'loading') await begin(sql, mac, run, change);
  if (!hasEnded(state)) return reached;
  // A process that exits without waiting for an answer will never know the outcome.
  await doubtOpenClaims(sql, run.number);
  if (state !== 'stopped') await reduceToDoubt(sql, mac, run.number);
  await bumpSerial(sql);
  return reached;
}

/** A run with nothing due is waiting instead of running. */
async function stateNow(sql: Sql, run: NumberedRun, state: RunState, at: number): Promise<RunState> {
  return state === 'running' && (await standingOf(sql, run.number, at)) === 'waiting' ? 'waiting' : state;
}

/**
 * Cleans up runs that other processes left. This process has the lock, so every run that is neither detached nor ended belongs to a process that is
 * dead or has stopped. A run that has sent can be resumed until another run replaces it; a run that never sent would only keep its people from being
 * sent to. `campaigns` are the ids that are about to be sent. @throws Refusal, exit 9, if workers send one of them.
 */
export async function doubtLeftRuns(sql: Sql, mac: ChunkMac, campaigns: readonly string[], at: number): Promise<void> {
  for (const run of await unfinishedRuns(sql)) {
    if (isLeftAlone(run.record)) await refuseBeside(sql, run, campaigns);
    if (isLeftAlone(run.record) || run.record.state === 'waiting') continue;
    await (run.record.state === 'loading' ? moveTo(sql, mac, run, 'superseded', { at }) : endLead(sql, run, at));
  }
}

/** Stops a led run whose process is dead. Workers that helped it claim nothing more; what they had claimed is in doubt until they settle it. */
async function endLead(sql: Sql, run: NumberedRun, at: number): Promise<void> {
  const { state, mode, host, pid } = run.record;
  if (mode === 'led' && state === 'running') {
    await fenceChunks(sql, run);
    await changeState(sql, run, 'stopped', { why: `process ${pid} on ${host} was gone`, at });
  }
  await doubtOpenClaims(sql, run.number);
}

/** Keeps workers from claiming more in the run's open chunks. Waits for claims being made there now. */
async function fenceChunks(sql: Sql, { number }: NumberedRun): Promise<void> {
  await sql.run('UPDATE chunk SET epoch = epoch + 1 WHERE run = $1 AND epoch > 0 AND NOT finished', number);
}

export async function adopt(
  sql: Sql,
  mac: ChunkMac,
  run: NumberedRun,
  { host, pid }: Adopter,
  at: number,
): Promise<void> {
  refuseAdoption(run.record);
  if (isWithWorkers(run.record)) throw underWay(run);
  const isShared = run.record.mode !== 'alone';
  // Workers that still hold chunks from before the run was stopped claim nothing more.
  if (isShared) await fenceChunks(sql, run);
  await doubtOpenClaims(sql, run.number);
  await reopenChunks(sql, mac, run.number);
  await changeState(sql, run, 'running', { at });
  await sql.run('UPDATE run SET host = $1, pid = $2 WHERE number = $3', host, pid, run.number);
  if (isShared) await sql.run("UPDATE run SET mode = 'alone' WHERE number = $1", run.number);
  await bumpSerial(sql);
}

export async function drop(sql: Sql, mac: ChunkMac, run: NumberedRun): Promise<void> {
  if (wasClosedEarly(run.record)) {
    // The run itself is kept, because somebody stopped it on purpose. What was spooled after that is erased.
    await reduceToDoubt(sql, mac, run.number);
    return;
  }
  refuseDropping(run.record);
  await sql.run('DELETE FROM run WHERE number = $1', run.number);
}

/** Begins a run and replaces the others, because whatever they left out is in the plan of this one. */
async function begin(sql: Sql, mac: ChunkMac, run: NumberedRun, { at, replacing }: StateChange): Promise<void> {
  const { campaigns } = run.record;
  const replaced = replacing ?? { campaigns: campaigns.map(({ id }) => id) };
  // The file that each campaign was last sent from. `validate` uses it to find out that an id was renamed.
  await sql.run(
    'UPDATE campaign SET file = mine.file FROM rows($1) AS mine WHERE campaign.id = mine.id',
    rowsOf(
      { id: 'text', file: 'text' },
      campaigns.map(({ id, file }) => [id, file]),
    ),
  );
  for (const found of await unfinishedRuns(sql)) {
    if (found.number === run.number) continue;
    const other = found.record.state === 'waiting' ? await lockedRun(sql, found) : found;
    if (other.record.state === 'waiting') {
      await replaceWaiting(sql, mac, other, { replaced, by: run.record.id, at });
    } else if (isLeftAlone(other.record)) {
      await refuseBeside(
        sql,
        other,
        campaigns.map(({ id }) => id),
      );
    } else {
      await moveTo(sql, mac, other, 'superseded', { at });
    }
  }
}

/** Locks and reads the run again, so that a worker takes what is due either before this or after it. */
async function lockedRun(sql: Sql, { record }: NumberedRun): Promise<NumberedRun> {
  await lockRun(sql, record.id);
  return requireRun(sql, record.id);
}

async function replaceWaiting(
  sql: Sql,
  mac: ChunkMac,
  run: NumberedRun,
  { replaced, by, at }: { readonly replaced: Replacing; readonly by: string; readonly at: number },
): Promise<void> {
  const dropped = droppedBy(replaced, run.record.campaigns);
  for (const [reason, places] of dropped) {
    await dropWaiting(sql, mac, run, { places, reason });
  }
  if (dropped.size === 0 || (await standingOf(sql, run.number, at)) !== 'nobody') return;
  const why = dropped.has('replaced') ? `replaced by ${by}` : `cancelled by ${by}: its campaigns are gone, or drafts`;
  await moveTo(sql, mac, run, 'superseded', { why, at });
}

/** Returns why the run is paused if it is at a pause of a rollout, otherwise null. Another run that sends to its people would skip that pause. */
export function pauseOf({ record: { state, haltedBy, why } }: NumberedRun): string | null {
  return state === 'paused' && haltedBy === null ? why : null;
}

/**
 * Refuses to send campaigns that this run also sends. Runs of other campaigns share the pace with it. @throws Refusal, exit 9, if they have a
 * campaign in common.
 */
async function refuseBeside(sql: Sql, run: NumberedRun, campaigns: readonly string[]): Promise<void> {
  const shared = run.record.campaigns.find(({ id }) => campaigns.includes(id));
  if (shared === undefined) return;
  const pause = pauseOf(run) ?? (await pauseWithWorkers(sql, run, shared.id));
  throw pause === null ? underWay(run, shared.id) : atPause(run, shared, pause);
}

/** Returns the pause of a campaign in a run that stays `running` because workers wait for the end of the pause; null if there is none. */
async function pauseWithWorkers(sql: Sql, { number }: NumberedRun, campaign: string): Promise<string | null> {
  const paused = (await rolloutsOf(sql, number)).filter((one) => isAtPause(one) && one.terms.id === campaign);
  return paused.length === 0 ? null : describePauses(paused);
}

function underWay({ record }: NumberedRun, campaign?: string): Refusal {
  const { id, state, host, startedAt } = record;
  const target = nameRun(record);
  const since = formatMinute(startedAt);
  const what = campaign === undefined ? '' : `, and sends campaign ${campaign}`;
  const goOn =
    state === 'paused'
      ? `Somebody paused it. Let it go on: pushplan resume ${target}`
      : `Wait for its workers (pushplan status ${target} --watch)`;
  return refuse(
    exitCodes.locked,
    'PP331',
    `Another run is under way: ${id}, detached from ${host} since ${since}, is ${state}${what}.`,
    `${goOn}, or stop it: pushplan stop ${target}.`,
  );
}

function atPause({ record }: NumberedRun, { id: campaign, rollout }: RunCampaign, pause: string): Refusal {
  const { id } = record;
  const target = nameRun(record);
  return refuse(
    exitCodes.locked,
    'PP433',
    `The run ${id}, which sends campaign ${campaign}${rollout === undefined ? '' : ' in steps'}, is ${pause}: another run would pass over the pause.`,
    `To end the pause: pushplan resume ${target} --step. Once it is over: pushplan resume ${target}. To give the rest of it up: pushplan stop ${target}, and apply again.`,
  );
}

async function unfinishedRuns(sql: Sql): Promise<readonly NumberedRun[]> {
  const runs = await allRuns(sql);
  return runs.filter(({ record: { state } }) => !isForGood(state));
}

/** Stops a running run, which can be resumed later. Nothing more of it is sent, and senders still settle what they have under way. */
export async function stopRunning(
  sql: Sql,
  id: string,
  change: { readonly why: string; readonly at: number },
): Promise<void> {
  await lockRun(sql, id);
  const run = await requireRun(sql, id);
  if (run.record.state !== 'running') return;
  await changeState(sql, run, 'stopped', change);
  await bumpSerial(sql);
}

/** Locks the run, so that nobody changes its state meanwhile. */
export async function lockRun(sql: Sql, id: string): Promise<void> {
  await sql.all('SELECT 1 FROM run WHERE id = $1 FOR UPDATE', id);
}
