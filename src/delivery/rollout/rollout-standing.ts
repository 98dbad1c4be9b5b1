// The standing of a rollout: how far a campaign of a run has come, as the ledger records it, and how it continues.
import type { RolloutStep } from '../../campaign/schedule/rollout.ts';
import type { CampaignTotals, RunCampaign } from '../ledger.ts';

export interface RolloutStanding {
  /** The index in the run's campaigns. */
  readonly campaign: number;
  readonly terms: RunCampaign;
  readonly steps: readonly RolloutStep[];
  /** The number of people of each step, as planned. */
  readonly planned: readonly number[];
  /** The number of the current step. People of this step and of earlier ones may be sent to. */
  readonly step: number;
  /** Wall clock: when the step ended and a pause began. Null while the step is sent. */
  readonly endedAt: number | null;
  /** Wall clock: when the pause ends by itself. Null if somebody has to end it, and if there is no pause. */
  readonly until: number | null;
  /** The number of chunks of the steps so far in which somebody is left to be sent to. */
  readonly open: number;
  /** The number of the next step with people; null if there is none. */
  readonly next: number | null;
}

/** A change of a rollout, made only if the rollout is still as in `from`. */
export interface RolloutMove {
  readonly campaign: number;
  readonly from: Pick<RolloutStanding, 'step' | 'endedAt'>;
  readonly to: Pick<RolloutStanding, 'step' | 'endedAt' | 'until'>;
  /** Why the run stops with this move; absent if it continues. */
  readonly stop?: string;
}

export interface RolloutKeeper {
  /** Returns the standing of every campaign with a rollout, in the run's order. */
  rollouts(run: string): Promise<readonly RolloutStanding[]>;
  /** Returns the totals of one step. */
  stepTotals(run: string, campaign: number, step: number): Promise<CampaignTotals>;
  /** Returns false if another process has moved the rollout. */
  moveRollout(run: string, move: RolloutMove): Promise<boolean>;
}

/** Whether the rollout allows sending the chunk now. */
export function hasBegun(
  rollouts: readonly RolloutStanding[],
  { campaign, step = -1 }: { readonly campaign: number; readonly step?: number },
): boolean {
  return step <= (rollouts.find((rollout) => rollout.campaign === campaign)?.step ?? -1);
}

/** Whether the step has ended and the next one has not begun. */
export function isAtPause({ endedAt, next }: Pick<RolloutStanding, 'endedAt' | 'next'>): boolean {
  return endedAt !== null && next !== null;
}

/** Returns how many people may be sent to before the next pause, including those of earlier steps. */
export function countBeforePause({ steps, planned, step, endedAt }: RolloutStanding): number {
  const pause = steps.findIndex((one, number) => number >= step && one.pause !== undefined);
  const last = endedAt !== null ? step : pause === -1 ? steps.length - 1 : pause;
  return planned.slice(0, last + 1).reduce((sum, count) => sum + count, 0);
}
