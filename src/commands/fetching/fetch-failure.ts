// Turns a fetch that failed or was interrupted into a Refusal, with errors of the disk in words.
import { isDeepStrictEqual } from 'node:util';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, saySystemError } from '../../errors.ts';

interface Fetched {
  readonly name: string;
  /** The file that names it. */
  readonly file: string;
}

/** Handles an abort of `signal`, a full disk and a removed folder. What was fetched before is unchanged. Throws other errors. */
export function asFetchRefusal(error: unknown, { name, file }: Fetched, signal: AbortSignal): Refusal {
  if (signal.aborted) return refuseEnded({ name, file });
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) throw error;
  const message = `the fetch of ${name} failed: ${saySystemError(error)}; what was fetched before stays`;
  const help = 'Check whether the disk of the data folder is full, or the folder belongs to another user.';
  return new Refusal(exitCodes.unexpected, [
    { ...warningAt(undefined, 'PP505', message, help), severity: 'error', file },
  ]);
}

/** Says that the fetch was ended: the data that came so far is gone with the staging folder. */
function refuseEnded({ name, file }: Fetched): Refusal {
  const message = `the fetch of ${name} was ended before all of it came; what was fetched before stays`;
  const help = 'Run it again.';
  return new Refusal(exitCodes.stopped, [{ ...warningAt(undefined, 'PP294', message, help), severity: 'error', file }]);
}

/** Removes repeats: if a source fails, every campaign that fetches from it has the same finding. */
export function withoutRepeats(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return found.filter((one, index) => found.findIndex((other) => isDeepStrictEqual(one, other)) === index);
}
