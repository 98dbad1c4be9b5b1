// Pauses and stops runs, and takes slots, in a ledger that other processes hold and send from, by short transactions between theirs.
import type { Clock } from '../delivery/clock.ts';
import { hasEnded } from '../delivery/run-state.ts';
import { nameRun } from '../delivery/name-run.ts';
import type { DroppedRun, DropOrder, HaltedRun, HaltOrder, RunControl } from '../delivery/run-control.ts';
import type { ChunkMac } from './chunks/chunk-mac.ts';
import { explaining, type LedgerDatabase } from './ledger-database.ts';
import { bumpSerial } from './ledger-serial.ts';
import { describePauses } from '../delivery/rollout/rollout-words.ts';
import { countUnderWay } from './runs/run-activity.ts';
import { refuseAdoption, whySuperseded, type NumberedRun } from './runs/run-states.ts';
import { endPauses, holdPauses } from './runs/rollouts.ts';
import { findRun, changeState, requireRun } from './runs/runs.ts';
import type { Sql, SqlWork } from './sql.ts';
import type { RunRecord, RunState } from '../delivery/ledger.ts';
import { exitCodes, refuse } from '../errors.ts';
import { reduceToDoubt } from './chunks/chunks.ts';
import { text } from './row.ts';
import { moveTo, pauseOf } from './runs/run-life.ts';
import { chunkIsOpen } from './runs/sendable-chunks.ts';
import { dropWaiting, standingOf } from './runs/waiting.ts';
import type { SlotRing } from './pace/slot-ring.ts';

interface ControlParts<In extends Sql> {
  readonly database: LedgerDatabase<In>;
  readonly mac: ChunkMac;
  readonly clock: Pick<Clock, 'now'>;
  readonly ring: SlotRing<In>;
}

export class LedgerControl<In extends Sql> implements RunControl {
  readonly #database: LedgerDatabase<In>;
  readonly #mac: ChunkMac;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #ring: SlotRing<In>;

  constructor({ database, mac, clock, ring }: ControlParts<In>) {
    this.#database = database;
    this.#mac = mac;
    this.#clock = clock;
    this.#ring = ring;
  }

  /**
   * The first transaction changes the state. Claims lock their run FOR KEY SHARE, which does not block that change: however many claims there are,
   * the order takes effect at once, and every later claim sees it. The second transaction waits for the claims that had read the old state.
   */
  async halt(order: HaltOrder): Promise<readonly HaltedRun[]> {
    const how = { mac: this.#mac, at: this.#clock.now() };
    const halted = await this.#write((sql) => haltRuns(sql, order, how));
    await this.#write((sql) =>
      sql.all(
        'SELECT number FROM run WHERE id = ANY ($1::text[]) ORDER BY number FOR UPDATE',
        halted.map(({ run }) => run.id),
      ),
    );
    return halted;
  }

  goOn(run: string): Promise<boolean> {
    const at = this.#clock.now();
    return this.#write((sql) => letGoOn(sql, run, at));
  }

  endPauses(run: string, only: string | undefined): Promise<readonly string[]> {
    return this.#write((sql) => endPauses(sql, run, only));
  }

  dropWaiting(order: DropOrder): Promise<readonly DroppedRun[]> {
    const how = { mac: this.#mac, at: this.#clock.now() };
    return this.#write((sql) => dropInRuns(sql, order, how));
  }

  countUnderWay(runs: readonly string[], since: number): Promise<number> {
    return explaining(this.#database, 'opening', () => this.#database.read((sql) => countUnderWay(sql, runs, since)));
  }

  /** Does not give the slot back: the clock of this process may be behind that of the holder, who would then see the slot free too early. */
  takeSlot(): Promise<number> {
    return explaining(this.#database, 'opening', () =>
      this.#ring.spend(this.#database, 1, async (sql, slots) => {
        const found = await slots.find(sql, 1);
        if (found.slots.length === 0) return found.wait;
        await slots.use(sql, found, found.slots);
        return 0;
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]();
  }

  #write<Result>(work: SqlWork<Result, In>): Promise<Result> {
    return explaining(this.#database, 'opening', () => this.#database.write(work));
  }
}

/** Continues a run that workers send. Only workers resume by themselves, so this returns false for a run of any other mode. */
async function letGoOn(sql: Sql, id: string, at: number): Promise<boolean> {
  await sql.all('SELECT 1 FROM run WHERE id = $1 FOR NO KEY UPDATE', id);
  const run = await findRun(sql, id);
  if (run?.record.mode !== 'detached') return false;
  refuseAdoption(run.record);
  if (run.record.state === 'running' || run.record.state === 'waiting') return true;
  const isWaiting = (await standingOf(sql, run.number, at)) === 'waiting';
  await changeState(sql, run, isWaiting ? 'waiting' : 'running', { at });
  await bumpSerial(sql);
  return true;
}

interface Halting {
  readonly mac: ChunkMac;
  readonly at: number;
}

/** Locks the rows first, in order, so that two callers who halt the same runs take turns. */
async function haltRuns(sql: Sql, order: HaltOrder, how: Halting): Promise<readonly HaltedRun[]> {
  const rows = await sql.all(
    `SELECT id FROM run
     WHERE CASE WHEN $1 THEN state IN ('loading', 'running', 'waiting', 'paused') ELSE id = ANY ($2::text[]) END
     ORDER BY number FOR NO KEY UPDATE`,
    order.runs === 'all',
    order.runs === 'all' ? [] : order.runs,
  );
  const halted: HaltedRun[] = [];
  for (const row of rows) halted.push(await haltRun(sql, text(row, 'id'), order, how));
  return halted;
}

/** Locks the rows in the same order as haltRuns(). */
async function dropInRuns(
  sql: Sql,
  { campaign, who }: DropOrder,
  { mac, at }: Halting,
): Promise<readonly DroppedRun[]> {
  const rows = await sql.all(
    `SELECT id FROM run WHERE state IN ('running', 'waiting', 'paused', 'stopped') AND EXISTS (
       SELECT 1 FROM chunk WHERE chunk.run = run.number AND NOT chunk.finished AND (chunk.due > $1 OR NOT ${chunkIsOpen})
     ) ORDER BY number FOR NO KEY UPDATE`,
    at,
  );
  const dropped: DroppedRun[] = [];
  for (const row of rows) {
    const run = await requireRun(sql, text(row, 'id'));
    const places = [...run.record.campaigns.entries()].filter(([, { id }]) => id === campaign).map(([place]) => place);
    const chunks = await dropWaiting(sql, mac, run, { places, reason: 'stopped', after: at });
    if (chunks === 0) continue;
    // Nobody is left to send to, and no process is sending.
    if (
      (run.record.state === 'waiting' || pauseOf(run) !== null) &&
      (await standingOf(sql, run.number, at)) === 'nobody'
    )
      await moveTo(sql, mac, run, 'superseded', { why: `stopped by ${who}`, haltedBy: who, at });
    dropped.push({ run: (await requireRun(sql, run.record.id)).record, chunks });
  }
  return dropped;
}

/** Leaves open claims alone: their sender is most likely alive, and settles them. */
async function haltRun(sql: Sql, id: string, order: HaltOrder, { mac, at }: Halting): Promise<HaltedRun> {
  const run = await requireRun(sql, id);
  const before = run.record.state;
  const state = stateAfterHalt(run.record, order.to);
  if (state === undefined) {
    if (pauseOf(run) !== null) await holdAtPause(sql, run, at);
    return { run: (await requireRun(sql, id)).record, before };
  }
  const { to, who } = order;
  await changeState(sql, run, state, { why: `${to} by ${who}`, haltedBy: who, at });
  if (hasEnded(state)) await bumpSerial(sql);
  if (state === 'superseded') await reduceToDoubt(sql, mac, run.number);
  return { run: (await requireRun(sql, id)).record, before };
}

/**
 * Keeps a run at its rollout pause instead of marking it as halted by somebody, because no other run may skip a rollout pause. A pause that would
 * have ended by itself no longer does.
 */
async function holdAtPause(sql: Sql, run: NumberedRun, at: number): Promise<void> {
  const why = describePauses(await holdPauses(sql, run.number));
  await changeState(sql, run, 'paused', { why, at });
}

/** Returns the state of a run after it is halted, or undefined if nothing changes. @throws Refusal, exit 3, for a run that cannot be paused. */
function stateAfterHalt(run: RunRecord, to: HaltOrder['to']): RunState | undefined {
  const { state } = run;
  if (state === to) return undefined;
  if (state === 'running' || state === 'waiting' || state === 'paused') return to;
  if (to === 'paused') throw cannotBePaused(run, state);
  // The spool of a loading run is incomplete, so nobody could continue it.
  return state === 'loading' ? 'superseded' : undefined;
}

function cannotBePaused(run: RunRecord, state: Exclude<RunState, 'running' | 'waiting' | 'paused'>): Error {
  const { id } = run;
  const why = {
    loading: 'it has not begun to send',
    stopped: 'it has stopped',
    finished: 'it has finished',
    superseded: whySuperseded(run),
  };
  return refuse(
    exitCodes.invalidInput,
    'PP335',
    `The run ${id} cannot be paused: ${why[state]}.`,
    state === 'loading' ? `To keep it from sending: pushplan stop ${nameRun(run)}` : 'It sends nothing as it is.',
  );
}
