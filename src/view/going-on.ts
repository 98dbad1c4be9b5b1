// Lists the commands that continue a run which waits for a person or a worker, for its text and for the page of its report.
import { isForGood } from '../delivery/run-state.ts';
import type { Run } from '../generated/run.ts';
import { safeTerminal } from './safe.ts';
import { lacksWorker, seenWorkersOf } from './seen-run.ts';
import { rolloutsIn } from './step-words.ts';

/** Tells whether the ledger was closed: every command that changes a run in it is refused. */
export function isInClosedLedger({ diagnostics }: Run): boolean {
  return diagnostics.some(({ code }) => code === 'PP340');
}

/** Returns none if the run continues by itself, or has ended for good. */
export function listGoingOn(given: Run): string[] {
  if (isInClosedLedger(given)) return [];
  const { run, state, environment, totals } = given;
  const target = `${safeTerminal(run)} --env ${safeTerminal(environment)}`;
  const leftOut = Object.values(given.left_out ?? {}).reduce((sum, count) => sum + count, 0);
  const canResume = isLeft(given) && totals.not_sent > leftOut && !waitsForSomebody(given);
  return [
    ...(lacksWorker({ state, workers: seenWorkersOf(given) })
      ? [`pushplan worker --env ${safeTerminal(environment)}`]
      : []),
    ...adviseStep(given, target),
    ...(canResume ? [`pushplan resume ${target}`] : []),
    // A run that never began to send cannot be resumed.
    ...(given.abandoned === true && state === 'loading' ? [`pushplan apply --env ${safeTerminal(environment)}`] : []),
  ];
}

/** Tells whether the run only continues if a person acts. */
function isLeft({ state, workers, abandoned }: Run): boolean {
  if (state === 'stopped' || state === 'paused') return true;
  // If workers share the run, they send what waits.
  return state === 'waiting' ? workers === undefined : state === 'running' && abandoned === true;
}

/** A pause that ends by itself needs no command, but may be ended earlier. */
function adviseStep(run: Run, target: string): string[] {
  const isPaused = rolloutsIn(run).some(({ state }) => state === 'paused');
  return isPaused && !isForGood(run.state) ? [`pushplan resume ${target} --step`] : [];
}

/** Tells whether resuming would send nothing, unless the pause is ended. */
function waitsForSomebody(run: Run): boolean {
  const paused = rolloutsIn(run).filter((rollout) => rollout.state === 'paused');
  return run.state === 'paused' && paused.length > 0 && paused.every(({ until }) => until === null);
}
