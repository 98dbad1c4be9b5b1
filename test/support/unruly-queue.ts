// Queues that do what an engine may do in the worst case: deliver a job three times, in any order, late, or never.
import type { Job, Queue, TakenJob } from '../../src/delivery/jobs/queue.ts';

export const manners = ['repeats', 'reorders', 'delays', 'loses'] as const;

export type Manner = (typeof manners)[number];

interface Waiting {
  readonly job: Job;
  /** The job is not delivered before `take` was called this many times. */
  readonly after: number;
}

/** Several workers may share one. It may deliver a job twice, even while somebody works on it. */
export class UnrulyQueue implements Queue {
  readonly #manner: Manner;
  #waiting: Waiting[] = [];
  readonly #seen = new Set<string>();
  #asked = 0;
  /** How often it did what its manner says. */
  mischief = 0;

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  async add(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) {
      const name = JSON.stringify(job);
      const isNew = !this.#seen.has(name);
      if (this.#manner !== 'repeats' && this.#waiting.some((one) => JSON.stringify(one.job) === name)) continue;
      this.#seen.add(name);
      if (this.#manner === 'loses' && isNew) this.mischief += 1;
      else this.#place(job, isNew);
    }
  }

  async take(): Promise<TakenJob | undefined> {
    this.#asked += 1;
    const index = this.#waiting.findIndex(({ after }) => after <= this.#asked);
    const [taken] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (taken === undefined) return undefined;
    const { job } = taken;
    return {
      job,
      keep: async () => true,
      done: async () => undefined,
      handBack: async () => this.#place(job, false),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#waiting = [];
  }

  #place(job: Job, isNew: boolean): void {
    const waiting = { job, after: this.#asked };
    if (!isNew || this.#manner === 'loses') {
      this.#waiting.push(waiting);
      return;
    }
    this.mischief += 1;
    if (this.#manner === 'repeats') this.#waiting.push(waiting, waiting, waiting);
    else if (this.#manner === 'reorders') this.#waiting.unshift(waiting);
    else this.#waiting.push({ job, after: this.#asked + 12 });
  }
}
