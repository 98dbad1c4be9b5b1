// The port of the queue: it hands out jobs, perhaps late, twice, out of order or never. The ledger decides what may be sent.
import type { Priority } from '../../campaign/campaign.ts';

export type Job =
  /** Send what is left of one chunk, with the priority of its campaign. */
  | { readonly kind: 'chunk'; readonly run: string; readonly chunk: number; readonly priority: Priority }
  /** Settle doubt and end the run, after all its chunks are finished. It has high priority, so that it does not wait behind chunks of other runs. */
  | { readonly kind: 'close'; readonly run: string };

/** Returns a name that is equal for two jobs that do the same. */
export function nameOfJob(job: Job): string {
  return `${job.run}/${job.kind === 'chunk' ? job.chunk : 'close'}`;
}

/** A job that was taken. Another worker gets it if it is not kept for 10 s. */
export interface TakenJob {
  readonly job: Job;
  /** Call it every few seconds. Returns false if the job was given to another worker meanwhile. */
  keep(): Promise<boolean>;
  done(): Promise<void>;
  /** Returns the job to the queue for another worker, at once. */
  handBack(): Promise<void>;
}

export interface Queue extends AsyncDisposable {
  /** Adds jobs, except those that already wait or are being worked on. */
  add(jobs: readonly Job[]): Promise<void>;
  /** Takes the oldest job of that priority, or of the other if there is none; undefined if there is no job. */
  take(first: Priority): Promise<TakenJob | undefined>;
}
