// The messages for a process that stops waiting for its run.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { RunRecord } from '../ledger.ts';
import { nameRun } from '../name-run.ts';

/** Nothing has happened to the run, except that this process no longer waits for it. */
export function waitingStopped(run: RunRecord, why: string): Diagnostic {
  const help = `Nothing of it is sent before then: pushplan resume ${nameRun(run)} waits again, and sends what is due by then.`;
  return errorAt(undefined, 'PP408', `Run ${run.id} still waits, but this process has ended: ${why}.`, help);
}

/** Returns undefined if others have finished the run. */
export function waitingElsewhere(run: RunRecord): Diagnostic | undefined {
  const { id, state, why } = run;
  if (state === 'finished') return undefined;
  const help = `See its state: pushplan status ${nameRun(run)}`;
  return errorAt(undefined, 'PP408', `Run ${id} is ${state} by now: ${why ?? 'another process did that'}.`, help);
}
