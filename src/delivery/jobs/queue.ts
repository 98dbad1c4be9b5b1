// The port of the queue: it says who should work on what, perhaps late, twice, out of order or never. The ledger decides.
import type { Priority } from '../../campaign/campaign.ts';

export type Job =
  /** Send what is left of one chunk. The priority is its campaign's. */
  | { readonly kind: 'chunk'; readonly run: string; readonly chunk: number; readonly priority: Priority }
  /** Settle doubt and end the run: all its chunks are finished. Of high priority, so that no end waits behind another's chunks. */
  | { readonly kind: 'close'; readonly run: string };

/** Of two jobs to do the same it is the same. */
export function nameOfJob(job: Job): string {
  return `${job.run}/${job.kind === 'chunk' ? job.chunk : 'close'}`;
}

/** A job that was taken: somebody else gets it when it is not kept for 10 s. */
export interface TakenJob {
  readonly job: Job;
  /** Call every few seconds. False when it was given to somebody else meanwhile. */
  keep(): Promise<boolean>;
  done(): Promise<void>;
  /** For somebody else, at once. */
  handBack(): Promise<void>;
}

export interface Queue extends AsyncDisposable {
  /** Those that wait or are worked on already are not added again. */
  add(jobs: readonly Job[]): Promise<void>;
  /** The oldest of that priority, or of the other where it has none; undefined when there is none at all. */
  take(first: Priority): Promise<TakenJob | undefined>;
}
