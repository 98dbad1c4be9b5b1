// Creates refusals for files and folders. `at` is the place that names the path. Without it, the finding is about the path itself.
import { errorAt, type Position, type RuleCode } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';

export interface PathProblem {
  readonly code: RuleCode;
  readonly path: string;
  readonly message: string;
  readonly help?: string;
  readonly at?: Position | undefined;
  readonly cause?: unknown;
}

export function refusePath({ code, path, message, help, at, cause }: PathProblem): Refusal {
  const diagnostic =
    at === undefined ? { ...errorAt(undefined, code, message, help), file: path } : errorAt(at, code, message, help);
  return new Refusal(exitCodes.invalidInput, [diagnostic], { cause });
}

/** The refusal of a path where nothing can be read. */
export class NoFile extends Refusal {}

export function refuseNoFile(problem: Omit<PathProblem, 'code'>): NoFile {
  const { exitCode, diagnostics, cause } = refusePath({ ...problem, code: 'PP150' });
  return new NoFile(exitCode, diagnostics, { cause });
}
