// The meaning of each exit code, in the words of help and of the reference.
import type { ExitCode } from '../../errors.ts';

export const exitMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'done, or nothing to do',
  1: 'unexpected error',
  2: 'the plan has something to send (--detailed-exitcode)',
  3: 'invalid input',
  4: 'blocked by a guard, or the ledger is not accepted',
  5: 'the plan is stale, or not the expected one',
  6: 'finished, but more was refused or rejected than allowed',
  7: 'some notifications are in doubt',
  8: 'stopped, and can be resumed',
  9: 'another run is under way',
  10: 'the key is missing, or the vendor refused it, the IP address or the certificate',
};
