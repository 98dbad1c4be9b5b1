// A fetch that failed, as a refusal: faults of the disk in words.
import { isDeepStrictEqual } from 'node:util';
import type { Campaign } from '../../campaign/campaign.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, saySystemError } from '../../errors.ts';

/** A full disk, a folder that was taken away: nothing that was fetched before has changed. `file` is that of what was fetched. */
export function asFetchRefusal(error: unknown, name: string, file: string): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) throw error;
  const message = `the fetch of ${name} failed: ${saySystemError(error)}; what was fetched before stays`;
  const help = 'Check whether the disk of the data folder is full, or the folder belongs to another user.';
  return new Refusal(exitCodes.unexpected, [
    { ...warningAt(undefined, 'PP505', message, help), severity: 'error', file },
  ]);
}

/** By a signal. What came so far is gone with the staging folder. */
export function refuseEnded({ id, file }: Pick<Campaign, 'id' | 'file'>): Refusal {
  const message = `the fetch of ${id} was ended before all of it came; what was fetched before stays`;
  const help = 'Run it again.';
  return new Refusal(exitCodes.stopped, [{ ...warningAt(undefined, 'PP294', message, help), severity: 'error', file }]);
}

/** Of all that ask a source that fails, each has the same finding. */
export function withoutRepeats(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return found.filter((one, index) => found.findIndex((other) => isDeepStrictEqual(one, other)) === index);
}
