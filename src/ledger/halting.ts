// What pausing or stopping from outside makes of runs.
import type { RunRecord, RunState } from '../delivery/ledger.ts';
import type { HaltedRun, HaltOrder } from '../delivery/run-control.ts';
import { exitCodes, refuse } from '../errors.ts';
import type { ChunkMac } from './chunks/chunk-mac.ts';
import { reduceToDoubt } from './chunks/chunks.ts';
import { bumpSerial } from './ledger-serial.ts';
import { text } from './row.ts';
import { hasEnded } from './run-states.ts';
import { changeState, requireRun } from './runs.ts';
import type { Sql } from './sql.ts';

interface Halting {
  readonly mac: ChunkMac;
  readonly at: number;
}

/** Locked first, in order: two who halt the same runs come one after the other. */
export async function haltRuns(sql: Sql, order: HaltOrder, how: Halting): Promise<readonly HaltedRun[]> {
  const rows = await sql.all(
    `SELECT id FROM run
     WHERE CASE WHEN $1 THEN state IN ('loading', 'running', 'paused') ELSE id = ANY ($2::text[]) END
     ORDER BY number FOR NO KEY UPDATE`,
    order.runs === 'all',
    order.runs === 'all' ? [] : order.runs,
  );
  const halted: HaltedRun[] = [];
  for (const row of rows) halted.push(await haltRun(sql, text(row, 'id'), order, how));
  return halted;
}

/** Its open claims are left alone: their sender most likely lives, and settles them. */
async function haltRun(sql: Sql, id: string, order: HaltOrder, { mac, at }: Halting): Promise<HaltedRun> {
  const run = await requireRun(sql, id);
  const before = run.record.state;
  const state = stateAfterHalt(run.record, order.to);
  if (state === undefined) return { run: run.record, before };
  const { to, who } = order;
  await changeState(sql, run, state, { why: `${to} by ${who}`, haltedBy: who, at });
  if (hasEnded(state)) await bumpSerial(sql);
  if (state === 'superseded') await reduceToDoubt(sql, mac, run.number);
  return { run: (await requireRun(sql, id)).record, before };
}

/** What is left of a run that is told to stop; undefined where there is nothing to do. @throws Refusal, exit 3, for one that cannot be paused. */
function stateAfterHalt({ id, state }: RunRecord, to: HaltOrder['to']): RunState | undefined {
  if (state === to) return undefined;
  if (state === 'running' || state === 'paused') return to;
  if (to === 'paused') throw cannotBePaused(id, state);
  // Its spool is not whole, so that nobody could go on with it.
  return state === 'loading' ? 'superseded' : undefined;
}

function cannotBePaused(id: string, state: Exclude<RunState, 'running' | 'paused'>): Error {
  const why = {
    loading: 'it has not begun to send',
    stopped: 'it has stopped',
    finished: 'it has finished',
    superseded: 'a later apply took its place, or it was stopped before it began',
  };
  return refuse(
    exitCodes.invalidInput,
    'PP335',
    `The run ${id} cannot be paused: ${why[state]}.`,
    state === 'loading' ? `To keep it from sending: pushplan stop ${id}` : 'It sends nothing as it is.',
  );
}
