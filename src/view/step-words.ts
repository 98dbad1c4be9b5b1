// Describes in which step of its rollout a campaign is, in words that screen, lines and status share.
import { isForGood } from '../delivery/run-state.ts';
import type { RolloutStanding } from '../delivery/rollout/rollout-standing.ts';
import type { RolloutRun, Run } from '../generated/run.ts';
import { safeTerminal } from './safe.ts';
import { formatEnd } from '../numbers.ts';

type NamedRollout = RolloutRun & { readonly campaign: string };

/** Returns the rollout as the ledger has it, for scripts. */
export function presentRollout({ steps, planned, step, endedAt, until, next }: RolloutStanding): RolloutRun {
  const isPaused = endedAt !== null && next !== null;
  return {
    state: isPaused ? 'paused' : next === null ? 'last_step' : 'sending',
    step: step + 1,
    until: !isPaused || until === null ? null : new Date(until).toISOString(),
    steps: steps.map(({ upTo }, index) => ({ share: toPercent(upTo), planned: planned[index] ?? 0 })),
  };
}

/** Removes rounding errors: 0.07 times 100 is 7.000000000000001. */
function toPercent(share: number): number {
  return Number((share * 100).toPrecision(12));
}

export function rolloutsIn({ campaigns }: Run): readonly NamedRollout[] {
  return campaigns.flatMap(({ id, rollout }) => (rollout === undefined ? [] : [{ ...rollout, campaign: id }]));
}

/** Describes the steps at which a run that has not ended is paused. */
export function describePausedSteps(run: Run): readonly string[] {
  if (isForGood(run.state)) return [];
  return rolloutsIn(run).flatMap((rollout) => (rollout.state === 'paused' ? describeStep(rollout).slice(0, 1) : []));
}

/** Returns the longest text first: "wishlist-sale: step 1 of 3, to 1%, paused until 2026-11-29 10:20:00 UTC". */
export function describeStep({ campaign, ...rollout }: NamedRollout): readonly string[] {
  const { step, steps } = rollout;
  const short = `step ${step} of ${steps.length}`;
  const how = describeHow(rollout);
  const share = `to ${steps[step - 1]?.share ?? 100}%`;
  return [`${safeTerminal(campaign)}: ${short}, ${share}${how}`, `${short}, ${share}${how}`, `${short}${how}`, short];
}

/** Names the end of a pause that ends by itself. */
function describeHow({ state, until }: RolloutRun): string {
  if (state !== 'paused') return '';
  return until === null ? ', paused until somebody ends it' : `, paused until ${formatEnd(until)}`;
}

/** Returns the first campaign with people left in later steps, otherwise the first. */
export function chooseRollout(rollouts: readonly NamedRollout[]): NamedRollout | undefined {
  return rollouts.find(({ state }) => state !== 'last_step') ?? rollouts[0];
}
