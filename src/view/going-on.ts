// The commands that go on with a run which waits for somebody, or for a worker: the same in its text and on the page of its report.
import type { Run } from '../generated/run.ts';
import { safeTerminal } from './safe.ts';
import { lacksWorker, seenWorkersOf } from './seen-run.ts';
import { rolloutsIn } from './step-words.ts';

/** In one that was closed every command that changes a run is refused. */
export function isInClosedLedger({ diagnostics }: Run): boolean {
  return diagnostics.some(({ code }) => code === 'PP340');
}

/** None where it goes on by itself, or has ended for good. */
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
    // It never began to send, so there is nothing to resume.
    ...(given.abandoned === true && state === 'loading' ? [`pushplan apply --env ${safeTerminal(environment)}`] : []),
  ];
}

/** Nobody goes on with it by himself. */
function isLeft({ state, workers, abandoned }: Run): boolean {
  if (state === 'stopped' || state === 'paused') return true;
  // Where workers share it they take up what waits.
  return state === 'waiting' ? workers === undefined : state === 'running' && abandoned === true;
}

/** A pause that ends by itself needs nobody, and may be ended before. */
function adviseStep(run: Run, target: string): string[] {
  const isPaused = rolloutsIn(run).some(({ state }) => state === 'paused');
  return isPaused && run.state !== 'finished' && run.state !== 'superseded' ? [`pushplan resume ${target} --step`] : [];
}

/** Without the end of a pause it would send nothing. */
function waitsForSomebody(run: Run): boolean {
  const paused = rolloutsIn(run).filter((rollout) => rollout.state === 'paused');
  return run.state === 'paused' && paused.length > 0 && paused.every(({ until }) => until === null);
}
