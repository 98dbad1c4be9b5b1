// The refusal: an error that ends the command with a documented exit code. Any other error is a defect of pushplan.
import { errorAt, type Diagnostic, type RuleCode } from './diagnostic.ts';

/** Exit codes, frozen. People script against them: design changes here are breaking changes. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  hasSends: 2,
  invalidInput: 3,
  blocked: 4,
  stale: 5,
  aboveFailOn: 6,
  inDoubt: 7,
  stopped: 8,
  locked: 9,
  vendorRefused: 10,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The order in which one exit code stands for several. The last is for errors that no rule foresees. */
const gravestFirst: readonly ExitCode[] = [10, 9, 5, 4, 3, 8, 7, 6, 1];

/** Returns the exit code of a command whose parts ended with these codes. */
export function gravestOf(codes: Iterable<ExitCode>): ExitCode {
  const found = new Set(codes);
  return gravestFirst.find((code) => found.has(code)) ?? exitCodes.done;
}

/** An error that ends a command on purpose, with an exit code and the findings that explain it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];

  constructor(exitCode: ExitCode, diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('\n'), options);
    this.exitCode = exitCode;
    this.diagnostics = diagnostics;
  }
}

/** Creates a refusal about no particular file. */
export function refuse(
  exitCode: ExitCode,
  code: RuleCode,
  message: string,
  help?: string,
  options?: ErrorOptions,
): Refusal {
  return new Refusal(exitCode, [errorAt(undefined, code, message, help)], options);
}

const systemWords: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission',
  EADDRINUSE: 'it is taken',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it is there already',
  EFBIG: 'the file would be larger than the system allows',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in the place of a folder',
  EPERM: 'there is no permission',
  EROFS: 'the file system is read-only',
};

/** Returns the code of a file system or network error: "ENOSPC". */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** Says why the system refused: "the disk is full (ENOSPC)". */
export function saySystemError(error: unknown): string {
  const code = codeOf(error);
  const words = systemWords[code];
  return words === undefined ? code : `${words} (${code})`;
}
