// Chooses how many threads plan an audience, and when they are started.
import { canCut } from '../../audience/cut-audience.ts';
import type { CutReading } from '../../audience/read-chunk.ts';
import type { ThreadsToStart } from './walk-in-threads.ts';

/**
 * Files of at least this size are planned in two threads, because starting them takes some tenths of a second. The number of rows is not known in
 * advance.
 */
const largeBytes = 64_000_000;
/** The number of notifications before threads are started. Fewer are planned in less time than threads take to start. */
const startAfter = 5_000;

interface ThreadsWanted {
  /** The value of --threads. */
  readonly wanted: number | undefined;
  readonly audience: CutReading;
  /** Undefined if the size is not known without reading the file. */
  readonly bytes: number | undefined;
  readonly cores: number;
}

/** Undefined if everything is planned in this thread. That includes every audience that cannot be cut, whatever --threads says. */
export function chooseThreads({ wanted, audience, bytes, cores }: ThreadsWanted): ThreadsToStart | undefined {
  if (wanted === 1 || !canCut(audience)) return undefined;
  if (wanted !== undefined) return { threads: wanted, startAfter: 0 };
  return (bytes ?? 0) >= largeBytes && cores > 1 ? { threads: 2, startAfter } : undefined;
}
