// The port of run control: pauses and stops runs from any process, without the lock of the process that sends.
import type { RunRecord, RunState } from './ledger.ts';

export interface HaltOrder {
  /** Ids of runs; `all` are those that have not ended. */
  readonly runs: readonly string[] | 'all';
  readonly to: 'paused' | 'stopped';
  /** A person and machine, stored as the cause: "alice@laptop". */
  readonly who: string;
}

export interface HaltedRun {
  /** The run after the change. */
  readonly run: RunRecord;
  readonly before: RunState;
}

export interface DropOrder {
  /** The id of the campaign. */
  readonly campaign: string;
  /** As in HaltOrder. */
  readonly who: string;
}

export interface DroppedRun {
  readonly run: RunRecord;
  /** The number of chunks that were dropped. */
  readonly chunks: number;
}

export interface RunControl extends AsyncDisposable {
  /**
   * Pauses or stops runs. When it returns, no process can claim from them any more: only requests that were claimed before still
   * leave. A run that is still loading is closed for good, since it never sent. Unknown runs are not in the result.
   * @throws Refusal, exit 3, for a run that cannot be paused.
   */
  halt(order: HaltOrder): Promise<readonly HaltedRun[]>;
  /**
   * Lets a detached run continue that was paused or stopped: its workers find what is left by themselves. False for a run that is
   * unknown or not detached; a process has to send it.
   * @throws Refusal, exit 3, for a run that has ended for good.
   */
  goOn(run: string): Promise<boolean>;
  /** Ends the current pauses of its rollouts, or of one campaign's, by id. Returns the ids of the campaigns; empty if there was no pause. */
  endPauses(run: string, only: string | undefined): Promise<readonly string[]>;
  /**
   * Drops what waits of a campaign, in all runs: nobody sends it, and the next plan has it. Returns those runs after the change.
   * What is due by now is not touched.
   */
  dropWaiting(order: DropOrder): Promise<readonly DroppedRun[]>;
  /** Counts the requests of these runs that are claimed and not settled. Those claimed before `since` (wall clock) count as lost. */
  countUnderWay(runs: readonly string[], since: number): Promise<number>;
  /**
   * Takes a slot of the pace for one request that belongs to no run. Returns 0 if it was taken: the request may leave now, and the
   * slot becomes free by itself, like that of a request that is never settled. Otherwise returns the milliseconds until there may be
   * one.
   */
  takeSlot(): Promise<number>;
}
