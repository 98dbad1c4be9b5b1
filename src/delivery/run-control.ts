// The port of those who pause and stop runs from outside: from any process, without the lock of the process that sends.
import type { RunRecord, RunState } from './ledger.ts';

export interface HaltOrder {
  /** Ids; `all` are those that have not ended. */
  readonly runs: readonly string[] | 'all';
  readonly to: 'paused' | 'stopped';
  /** A person at a machine, kept as the cause: "alice@laptop". */
  readonly who: string;
}

export interface HaltedRun {
  /** As it is now. */
  readonly run: RunRecord;
  readonly before: RunState;
}

export interface DropOrder {
  /** Its id. */
  readonly campaign: string;
  /** As in HaltOrder. */
  readonly who: string;
}

export interface DroppedRun {
  readonly run: RunRecord;
  /** Chunks that were dropped. */
  readonly chunks: number;
}

export interface RunControl extends AsyncDisposable {
  /**
   * When it returns, none of these runs is claimed from any more, in any process: what is claimed by then is all that still leaves.
   * One that is still loading is closed for good, since it never sent. Gives nothing for runs that are unknown.
   * @throws Refusal, exit 3, for a run that cannot be paused.
   */
  halt(order: HaltOrder): Promise<readonly HaltedRun[]>;
  /**
   * Lets a detached run that was paused or stopped go on: its workers find by themselves what is left. False for a run that is
   * unknown or not detached, which somebody has to send.
   * @throws Refusal, exit 3, for one that has ended for good.
   */
  goOn(run: string): Promise<boolean>;
  /** Ends the pauses that its rollouts are at now: of one campaign, by its id, or of all. Gives the ids of the campaigns; none where there was no pause. */
  endPauses(run: string, only: string | undefined): Promise<readonly string[]>;
  /**
   * What waits of a campaign is sent by nobody any more, in whichever run it is: the next plan has it. Gives those runs, as they are
   * by then. What is due by now is left alone.
   */
  dropWaiting(order: DropOrder): Promise<readonly DroppedRun[]>;
  /** Requests of these runs that are claimed and not settled; those claimed before `since` (wall clock) are nobody's any more. */
  countUnderWay(runs: readonly string[], since: number): Promise<number>;
  /**
   * A slot of the pace for one request that is of no run. 0 where it was taken: the request may leave now, and the slot comes back
   * by itself, as that of a request that nobody settles. Otherwise milliseconds until there may be one.
   */
  takeSlot(): Promise<number>;
}
