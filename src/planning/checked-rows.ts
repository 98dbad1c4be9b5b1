// What was found in the rows of audiences, and what a plan would make of it.
import type { Diagnostic } from '../diagnostic.ts';

export interface CheckedRows {
  readonly diagnostics: readonly Diagnostic[];
  /** The errors with which plan still shows its plan and ends with 4, if nothing else is wrong. */
  readonly blockers: readonly Diagnostic[];
  /** The errors that plan shows beside them, and that alone end it with 3. */
  readonly faults: readonly Diagnostic[];
}

export function joinCheckedRows(all: readonly CheckedRows[]): CheckedRows {
  return {
    diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
    blockers: all.flatMap(({ blockers }) => blockers),
    faults: all.flatMap(({ faults }) => faults),
  };
}
