// Moves the rollouts of a run on when nothing more may be sent: ends steps, starts pauses, and ends pauses whose time is over.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Clock } from '../clock.ts';
import type { Listen } from '../run-event.ts';
import type { Stop } from '../stopping/halt.ts';
import type { WorkLedger } from '../jobs/work-ledger.ts';
import { judgeStep, pauseAfter } from './judge-step.ts';
import { isAtPause, type RolloutMove, type RolloutStanding } from './rollout-standing.ts';
import { describePauses, stepAboveAbortIf, tooFewAnswers } from './rollout-words.ts';

export interface Moving {
  readonly run: string;
  readonly environment: string;
  readonly ledger: Pick<WorkLedger, 'rollouts' | 'stepTotals' | 'moveRollout'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly listen: Listen;
}

export interface MovedRollouts {
  /**
   * `through`: there was nothing to do, also if people of a step are not due. `goes_on`: there are chunks that may be sent now.
   * `paused`: people of later steps wait for the end of a pause. `stopped`: a step exceeded a limit.
   */
  readonly kind: 'through' | 'goes_on' | 'paused' | 'stopped';
  /** Why it is paused, to store with the run. */
  readonly why?: string;
  /** Why the outcomes of a step stop the run. */
  readonly stop?: Stop;
  /** Warnings about steps that had too few answers to be judged. */
  readonly findings: readonly Diagnostic[];
}

/**
 * Moves the rollouts of a run in which no chunk may be sent now. A step with people left waits until they are due. Two processes
 * that do it for the same run do no harm: each move is made once.
 */
export async function moveRollouts(moving: Moving): Promise<MovedRollouts> {
  const findings: Diagnostic[] = [];
  const paused: RolloutStanding[] = [];
  let goesOn = false;
  for (const standing of await moving.ledger.rollouts(moving.run)) {
    if (standing.next === null) continue;
    const moved = await moveOn(moving, standing, standing.next);
    // Another process was faster: look at the rollout again.
    goesOn ||= moved === undefined;
    if (moved === undefined) continue;
    if (moved.finding !== undefined) findings.push(moved.finding);
    if (moved.stop !== undefined) return { kind: 'stopped', stop: moved.stop, findings };
    if (isAtPause(moved.standing)) paused.push(moved.standing);
    // A step that is being sent needs nothing here.
    else if (moved.standing !== standing) goesOn = true;
  }
  if (goesOn) return { kind: 'goes_on', findings };
  return paused.length === 0
    ? { kind: 'through', findings }
    : { kind: 'paused', why: describePauses(paused), findings };
}

interface Moved {
  readonly standing: RolloutStanding;
  readonly stop?: Stop;
  readonly finding?: Diagnostic;
}

/** Moves one rollout. Undefined if another process has moved it, which then also reports the step. */
async function moveOn(moving: Moving, standing: RolloutStanding, next: number): Promise<Moved | undefined> {
  const { endedAt, until, open } = standing;
  const now = moving.clock.now();
  if (endedAt !== null) {
    if (until === null || now < until) return { standing };
    return move(moving, standing, { step: next, endedAt: null, until: null });
  }
  return open > 0 ? { standing } : endStep(moving, { ...standing, next }, now);
}

async function endStep(
  moving: Moving,
  standing: RolloutStanding & { readonly next: number },
  now: number,
): Promise<Moved | undefined> {
  const { run, environment, ledger } = moving;
  const { campaign, terms, steps, step, next } = standing;
  const pause = pauseAfter(steps, standing);
  const to =
    pause === undefined
      ? { step: next, endedAt: null, until: null }
      : { step, endedAt: now, until: pause === null ? null : now + pause };
  if (standing.planned[step] === 0) return move(moving, standing, to);
  const verdict = judgeStep(terms.abortIf, await ledger.stepTotals(run, campaign, step));
  if (verdict.kind === 'excess') {
    const stop = stepAboveAbortIf({ id: run, environment }, standing, verdict);
    const moved = await move(moving, standing, to, stop.why);
    return moved && { ...moved, stop };
  }
  const moved = await move(moving, standing, to);
  return moved && verdict.kind === 'too_few' ? { ...moved, finding: tooFewAnswers(standing, verdict.answers) } : moved;
}

/** Returns the new standing; undefined if another process was faster. */
async function move(
  { run, ledger, listen }: Moving,
  standing: RolloutStanding,
  to: RolloutMove['to'],
  stop?: string,
): Promise<Moved | undefined> {
  const { campaign, step, endedAt } = standing;
  const more = stop === undefined ? {} : { stop };
  if (!(await ledger.moveRollout(run, { campaign, from: { step, endedAt }, to, ...more }))) return undefined;
  const moved = { ...standing, ...to };
  listen({ kind: 'rollout', run, rollout: moved });
  return { standing: moved };
}
