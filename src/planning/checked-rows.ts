// The findings in the rows of audiences, and their effect on a plan.
import type { Diagnostic } from '../diagnostic.ts';

export interface CheckedRows {
  readonly diagnostics: readonly Diagnostic[];
  /** The errors with which plan still shows its plan and ends with exit code 4, unless something else is wrong. */
  readonly blockers: readonly Diagnostic[];
  /** The errors that plan shows as well, and that end it with exit code 3 if there are no blockers. */
  readonly faults: readonly Diagnostic[];
}

export function joinCheckedRows(all: readonly CheckedRows[]): CheckedRows {
  return {
    diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
    blockers: all.flatMap(({ blockers }) => blockers),
    faults: all.flatMap(({ faults }) => faults),
  };
}
