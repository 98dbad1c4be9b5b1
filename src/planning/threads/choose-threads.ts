// How many threads plan an audience, and when they are started.
import { canCut } from '../../audience/cut-audience.ts';
import type { CutReading } from '../../audience/read-chunk.ts';
import type { ThreadsToStart } from './walk-in-threads.ts';

/** Files from this size on are planned in two threads: to start them takes some tenths of a second. How many rows they have is not known before. */
const largeBytes = 64_000_000;
/** Notifications. So much work is done in less time than threads take to start. */
const startAfter = 5_000;

interface ThreadsWanted {
  /** By --threads. */
  readonly wanted: number | undefined;
  readonly audience: CutReading;
  /** Undefined where they are not known without reading the file. */
  readonly bytes: number | undefined;
  readonly cores: number;
}

/** What cannot be cut is planned in this thread, however many are wanted; undefined where it is. */
export function chooseThreads({ wanted, audience, bytes, cores }: ThreadsWanted): ThreadsToStart | undefined {
  if (wanted === 1 || !canCut(audience)) return undefined;
  if (wanted !== undefined) return { threads: wanted, startAfter: 0 };
  return (bytes ?? 0) >= largeBytes && cores > 1 ? { threads: 2, startAfter } : undefined;
}
