// How many threads plan an audience.
import { canCut, type CutReading } from '../../audience/cut-audience.ts';

/** Files from this size on are planned in two threads: to start them takes some tenths of a second. How many rows they have is not known before. */
const largeBytes = 64_000_000;

interface ThreadsWanted {
  /** By --threads. */
  readonly wanted: number | undefined;
  readonly audience: CutReading;
  /** Undefined where they are not known without reading the file. */
  readonly bytes: number | undefined;
  readonly cores: number;
}

/** What cannot be cut is planned in one thread, however many are wanted. */
export function chooseThreads({ wanted, audience, bytes, cores }: ThreadsWanted): number {
  if (!canCut(audience)) return 1;
  return wanted ?? ((bytes ?? 0) >= largeBytes && cores > 1 ? 2 : 1);
}
