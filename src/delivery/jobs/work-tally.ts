// Counts what a worker has done since it started, from its events: for its metrics, and for the view of the fleet.
import type { Outcome } from '../outcome.ts';
import type { RunEvent, WaitReason } from '../run-event.ts';
import type { WorkEvent } from './work-event.ts';

const minute = 60_000;

export interface WorkCounts {
  readonly requests: number;
  readonly requestsInLastMinute: number;
  /** Requests under way. */
  readonly underWay: number;
  readonly outcomes: Readonly<Record<Outcome['kind'], number>>;
  readonly chunks: { readonly open: number; readonly done: number; readonly left: number };
  /** Runs that ended in this worker. */
  readonly runs: { readonly finished: number; readonly stopped: number };
  /** Errors of the queue and the ledger. */
  readonly failures: number;
  /** Null if nothing is waited for. */
  readonly waiting: WaitReason | null;
}

export class WorkTally {
  readonly #monotonic: () => number;
  #begun: number[] = [];
  #counts: Omit<WorkCounts, 'requestsInLastMinute'> = {
    requests: 0,
    underWay: 0,
    outcomes: { accepted: 0, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0, repeated: 0 },
    chunks: { open: 0, done: 0, left: 0 },
    runs: { finished: 0, stopped: 0 },
    failures: 0,
    waiting: null,
  };

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  counts(): WorkCounts {
    return { ...this.#counts, requestsInLastMinute: this.requestsInLastMinute() };
  }

  requestsInLastMinute(): number {
    const since = this.#monotonic() - minute;
    const first = this.#begun.findIndex((at) => at > since);
    this.#begun = first < 0 ? [] : this.#begun.slice(first);
    return this.#begun.length;
  }

  listen(event: RunEvent): void {
    const { requests, underWay, outcomes } = this.#counts;
    switch (event.kind) {
      case 'sending':
        this.#begun.push(this.#monotonic());
        this.#change({ requests: requests + 1, underWay: underWay + 1 });
        return;
      case 'settled': {
        const added = { ...outcomes };
        for (const { kind } of event.outcomes) added[kind]++;
        this.#change({ underWay: Math.max(0, underWay - 1), outcomes: added });
        return;
      }
      case 'waiting':
        this.#change({ waiting: event.reason });
        return;
      case 'going_on':
        this.#change({ waiting: null });
        return;
      default:
    }
  }

  tell(event: WorkEvent): void {
    const { chunks, runs, failures } = this.#counts;
    switch (event.kind) {
      case 'took':
        this.#change({ chunks: { ...chunks, open: chunks.open + 1 } });
        return;
      case 'left': {
        const end = event.stop === undefined ? 'done' : 'left';
        this.#change({ chunks: { ...chunks, open: chunks.open - 1, [end]: chunks[end] + 1 } });
        return;
      }
      case 'closed': {
        const end = event.stop === undefined ? 'finished' : 'stopped';
        this.#change({ runs: { ...runs, [end]: runs[end] + 1 } });
        return;
      }
      case 'failed':
        this.#change({ failures: failures + 1 });
        return;
      case 'found':
      case 'idle':
    }
  }

  #change(change: Partial<WorkCounts>): void {
    this.#counts = { ...this.#counts, ...change };
  }
}
