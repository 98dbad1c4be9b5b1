// What happens to claims and spool when a run goes on, ends, is taken up again or forgotten.
import type { RunState } from '../delivery/ledger.ts';
import type { ChunkMac } from './chunk-mac.ts';
import { reduceToDoubt, reopenChunks } from './chunks.ts';
import type { Database } from './database.ts';
import { bumpSerial } from './ledger-serial.ts';
import {
  hasEnded,
  refuseAdoption,
  refuseDropping,
  wasClosedEarly,
  type NumberedRun,
  type StateChange,
} from './run-states.ts';
import { allRuns, changeState } from './runs.ts';
import { doubtOpenClaims } from './settle.ts';

/** All of these belong in the caller's transaction. */
export function moveTo(
  database: Database,
  mac: ChunkMac,
  run: NumberedRun,
  state: RunState,
  change: StateChange,
): void {
  changeState(database, run, state, change);
  if (state === 'running' && run.record.state === 'loading') begin(database, mac, run, change.at);
  if (!hasEnded(state)) return;
  // Who leaves without waiting for an answer will never know.
  doubtOpenClaims(database, run.number);
  if (state !== 'stopped') reduceToDoubt(database, mac, run.number);
  bumpSerial(database);
}

/**
 * Under the lock, every run that has not ended is one whose process is dead or has stopped. Those that sent can be resumed as
 * long as nobody took their place; those that never did hold people for nothing.
 */
export function doubtLeftRuns(database: Database, mac: ChunkMac, at: number): void {
  for (const run of unfinishedRuns(database)) {
    if (run.record.state === 'loading') moveTo(database, mac, run, 'superseded', { at });
    else doubtOpenClaims(database, run.number);
  }
}

/** What the other runs left out is in the plan of this one. */
function begin(database: Database, mac: ChunkMac, run: NumberedRun, at: number): void {
  rememberFiles(database, run);
  for (const other of unfinishedRuns(database)) {
    if (other.number !== run.number) moveTo(database, mac, other, 'superseded', { at });
  }
}

function unfinishedRuns(database: Database): readonly NumberedRun[] {
  return allRuns(database).filter(({ record: { state } }) => state !== 'finished' && state !== 'superseded');
}

export function adopt(
  database: Database,
  mac: ChunkMac,
  run: NumberedRun,
  by: { readonly host: string; readonly pid: number },
  at: number,
): void {
  refuseAdoption(run.record);
  doubtOpenClaims(database, run.number);
  reopenChunks(database, mac, run.number);
  changeState(database, run, 'running', { at });
  database.run('UPDATE run SET host = ?, pid = ? WHERE number = ?', by.host, by.pid, run.number);
}

/** Resumable, as of now: nobody sends from it any more. What is under way still settles. */
export function stopRunning(
  database: Database,
  run: NumberedRun,
  change: { readonly why: string; readonly at: number },
): void {
  if (run.record.state !== 'running') return;
  changeState(database, run, 'stopped', change);
  bumpSerial(database);
}

export function drop(database: Database, mac: ChunkMac, run: NumberedRun): void {
  if (wasClosedEarly(run.record)) {
    // It stays, for who stopped it; what was spooled since goes.
    reduceToDoubt(database, mac, run.number);
    return;
  }
  refuseDropping(run.record);
  database.run('DELETE FROM run WHERE number = ?', run.number);
}

/** Where a campaign was when it was last sent: how `validate` finds out that an id was renamed. */
function rememberFiles(database: Database, run: NumberedRun): void {
  for (const { id, file } of run.record.campaigns) {
    database.run('UPDATE campaign SET file = ? WHERE id = ?', file, id);
  }
}
