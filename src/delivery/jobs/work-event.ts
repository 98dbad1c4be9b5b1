// What a worker tells of its jobs.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Stop } from '../stopping/halt.ts';
import type { Job } from './queue.ts';

export type WorkEvent =
  | { readonly kind: 'took'; readonly job: Job }
  /** `stop` where it is not all done. */
  | { readonly kind: 'left'; readonly job: Job; readonly stop: Stop | undefined }
  /** The run ended here, or waits for the rest; `stop` where it was stopped for what one of its campaigns did. */
  | { readonly kind: 'closed'; readonly run: string; readonly stop: Stop | undefined; readonly isWaiting?: true }
  /** Rejections, and what the delivery log did not say: warnings. */
  | { readonly kind: 'found'; readonly run: string; readonly findings: readonly Diagnostic[] }
  /** There is nothing to do: said once, until there is again. */
  | { readonly kind: 'idle' }
  /** Of the queue or the ledger; it is tried again. */
  | { readonly kind: 'failed'; readonly error: unknown };
