// Goes on with the rollouts of a run when nobody is left who may be sent to: steps end, pauses begin, and those that are over end.
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
  readonly ledger: Pick<WorkLedger, 'rollouts' | 'stepTotals' | 'moveRollout'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly listen: Listen;
}

export interface MovedRollouts {
  /**
   * `through`: nothing was to be done, also where people of a step are not due. `goes_on`: there are chunks that may be sent by now.
   * `paused`: people of later steps wait for the end of a pause.
   */
  readonly kind: 'through' | 'goes_on' | 'paused' | 'stopped';
  /** Why it is paused, for the run. */
  readonly why?: string;
  /** For what its people met. */
  readonly stop?: Stop;
  /** Steps of which too few answers came to be judged. */
  readonly findings: readonly Diagnostic[];
}

/** For a run of which no chunk may be sent as it is: a step with people left waits until they are due. Two that do it for the same run do no harm: each move is made once. */
export async function moveRollouts(moving: Moving): Promise<MovedRollouts> {
  const findings: Diagnostic[] = [];
  const paused: RolloutStanding[] = [];
  let goesOn = false;
  for (const standing of await moving.ledger.rollouts(moving.run)) {
    if (standing.next === null) continue;
    const moved = await moveOn(moving, standing, standing.next);
    // Somebody else was faster: it is looked at again.
    goesOn ||= moved === undefined;
    if (moved === undefined) continue;
    if (moved.finding !== undefined) findings.push(moved.finding);
    if (moved.stop !== undefined) return { kind: 'stopped', stop: moved.stop, findings };
    if (isAtPause(moved.standing)) paused.push(moved.standing);
    // Of a step that is sent nothing is to be done here.
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

/** Undefined where somebody else has moved it: what is to be said of the step is said there. */
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
  const { run, ledger } = moving;
  const { campaign, terms, steps, step, next } = standing;
  const pause = pauseAfter(steps, standing);
  const to =
    pause === undefined
      ? { step: next, endedAt: null, until: null }
      : { step, endedAt: now, until: pause === null ? null : now + pause };
  if (standing.planned[step] === 0) return move(moving, standing, to);
  const verdict = judgeStep(terms.abortIf, await ledger.stepTotals(run, campaign, step));
  if (verdict.kind === 'excess') {
    const stop = stepAboveAbortIf(run, standing, verdict);
    const moved = await move(moving, standing, to, stop.why);
    return moved && { ...moved, stop };
  }
  const moved = await move(moving, standing, to);
  return moved && verdict.kind === 'too_few' ? { ...moved, finding: tooFewAnswers(standing, verdict.answers) } : moved;
}

/** How it stands then; undefined where somebody else was faster. */
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
