// The events of a worker about its jobs.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Stop } from '../stopping/halt.ts';
import type { Job } from './queue.ts';

type ChunkJob = Extract<Job, { readonly kind: 'chunk' }>;

export type WorkEvent =
  | { readonly kind: 'took'; readonly job: ChunkJob }
  /** `stop` is set if the job is not completely done. */
  | { readonly kind: 'left'; readonly job: ChunkJob; readonly stop: Stop | undefined }
  /** The run ended here, or waits for its rest. `stop` is set if it was stopped because of one of its campaigns. */
  | { readonly kind: 'closed'; readonly run: string; readonly stop: Stop | undefined; readonly isWaiting?: true }
  /** Warnings: rejections, and problems with the delivery log. */
  | { readonly kind: 'found'; readonly run: string; readonly findings: readonly Diagnostic[] }
  /** There is nothing to do. Reported once, until there is work again. */
  | { readonly kind: 'idle' }
  /** An error of the queue or the ledger. The action is tried again. */
  | { readonly kind: 'failed'; readonly error: unknown };
