// What is thrown: a refusal, which ends the command with a documented exit code. Anything else that is thrown is a defect of ours.
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

/** Ends a command on purpose, with an exit code and the findings that say why. */
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

/** A refusal about no file in particular. */
export function refuse(
  exitCode: ExitCode,
  code: RuleCode,
  message: string,
  help?: string,
  options?: ErrorOptions,
): Refusal {
  return new Refusal(exitCode, [errorAt(undefined, code, message, help)], options);
}

interface Missing {
  /** What needs them: "a ledger on PostgreSQL". */
  readonly what: string;
  readonly packages: readonly string[];
  /** What to type behind `npm install`, and what to do otherwise; the packages when absent. */
  readonly install?: string;
  /** The user's file that needs them, where it is one. */
  readonly file?: string;
}

/** Packages that are no part of pushplan: heavy ones, which few need. */
export function refuseWithout({ what, packages, install = packages.join(' '), file }: Missing): Refusal {
  const [noun, are] = packages.length === 1 ? ['package', 'is'] : ['packages', 'are'];
  const named = new Intl.ListFormat('en').format(packages);
  const message = `${what} needs the ${noun} ${named}, which ${are} not installed`;
  const finding = errorAt(undefined, 'PP509', message, `Beside pushplan: npm install ${install}`);
  return new Refusal(exitCodes.invalidInput, [{ ...finding, ...(file !== undefined && { file }) }]);
}
