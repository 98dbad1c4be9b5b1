// A worker's queue that tolerates failures: if the queue is unreachable for a while, the worker waits for it, as for the ledger.
import type { Priority } from '../../campaign/campaign.ts';
import type { Clock } from '../clock.ts';
import type { Job, Queue, TakenJob } from './queue.ts';
import type { WorkEvent } from './work-event.ts';

/** Milliseconds between two tries, and in total. */
const tryEvery = 500;
const patience = 60_000;

export interface PatientQueueTerms {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly tell: (event: WorkEvent) => void;
}

export class PatientQueue {
  readonly #terms: PatientQueueTerms;

  constructor(terms: PatientQueueTerms) {
    this.#terms = terms;
  }

  /** Returns undefined if there is no job or the signal fires. Throws the queue's error if it fails for longer than a minute. */
  async take(first: () => Priority, signal: AbortSignal): Promise<TakenJob | undefined> {
    const { queue, clock, tell } = this.#terms;
    const begunAt = clock.monotonic();
    while (!signal.aborted) {
      try {
        return await queue.take(first());
      } catch (error) {
        if (clock.monotonic() - begunAt > patience) throw error;
        tell({ kind: 'failed', error });
        await clock.sleep(tryEvery, signal);
      }
    }
    return undefined;
  }

  /** Ends a job. If that fails, the queue gives the job out again, and then there is nothing to do. */
  async end(taken: TakenJob, isDone: boolean): Promise<void> {
    await this.#attempt(() => (isDone ? taken.done() : taken.handBack()));
  }

  /** Adds jobs. If that fails, the next look finds them again. */
  async add(jobs: readonly Job[]): Promise<void> {
    await this.#attempt(() => this.#terms.queue.add(jobs));
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#terms.tell({ kind: 'failed', error });
    }
  }
}
