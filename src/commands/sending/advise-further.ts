// Completes the advice of a ledger that failed while something was sent: the ledger does not know by which command.
import { exitCodes, Refusal } from '../../errors.ts';

/** Returns the error with other advice, or unchanged if it is another one. */
export function adviseFurther(error: unknown, complete: (help: string) => string): unknown {
  if (!(error instanceof Refusal) || error.exitCode !== exitCodes.stopped) return error;
  const diagnostics = error.diagnostics.map((finding) =>
    finding.code === 'PP410' ? { ...finding, help: complete(finding.help ?? '') } : finding,
  );
  return new Refusal(error.exitCode, diagnostics, { cause: error });
}
