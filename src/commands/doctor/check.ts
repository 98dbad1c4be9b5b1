// A line that pushplan doctor prints: what was found, its status, and what to do. A Refusal that a check throws becomes a line too.
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import type { DoctorDocument } from '../../generated/doctor.ts';

export interface CheckLine extends Omit<DoctorDocument['checks'][number], 'assumption'> {
  /** The line assumes something that the vendor does not document. */
  readonly assumption?: true;
  /** The vendor has refused us, or would. */
  readonly isRefused?: true;
}

export type CheckName = CheckLine['check'];

export function good(check: CheckName, message: string): CheckLine {
  return { check, status: 'good', message, help: null };
}

export function warn(check: CheckName, message: string, help: string): CheckLine {
  return { check, status: 'warning', message, help };
}

export function wrong(check: CheckName, message: string, help: string | null): CheckLine {
  return { check, status: 'wrong', message, help };
}

export function checkOf(check: CheckName, { severity, code, message, file, line, help }: Diagnostic): CheckLine {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  const status = severity === 'error' ? 'wrong' : 'warning';
  return { check, status, message: `${place}${message} (${code})`, help: help ?? null };
}

/** The lines that `work` returns, or those of the Refusal that it throws. */
export async function examine(
  check: CheckName,
  work: () => Promise<readonly CheckLine[]>,
): Promise<readonly CheckLine[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusalChecks(check, error);
  }
}

export function refusalChecks(check: CheckName, { diagnostics, exitCode }: Refusal): readonly CheckLine[] {
  return diagnostics.map((finding): CheckLine => {
    const line = checkOf(check, finding);
    return exitCode === exitCodes.vendorRefused ? { ...line, isRefused: true } : line;
  });
}
