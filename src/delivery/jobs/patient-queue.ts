// The queue as a worker uses it: one that is away for a while is waited for, as the ledger is.
import type { Priority } from '../../campaign/campaign.ts';
import type { Clock } from '../clock.ts';
import type { Job, Queue, TakenJob } from './queue.ts';
import type { WorkEvent } from './work-event.ts';

/** Milliseconds. */
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

  /** Undefined where there is none, and when the signal fires. Throws what the queue throws for longer than a minute. */
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

  /** What does not get through comes back as a job that nobody keeps, and then there is nothing to do. */
  async end(taken: TakenJob, isDone: boolean): Promise<void> {
    await this.#attempt(() => (isDone ? taken.done() : taken.handBack()));
  }

  /** What does not get through is found by the next look. */
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
