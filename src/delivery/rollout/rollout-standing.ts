// How far a campaign of a run has come in its rollout, as the ledger has it; and how it goes on.
import type { RolloutStep } from '../../campaign/schedule/rollout.ts';
import type { CampaignTotals, RunCampaign } from '../ledger.ts';

export interface RolloutStanding {
  /** The index in the run's campaigns. */
  readonly campaign: number;
  readonly terms: RunCampaign;
  readonly steps: readonly RolloutStep[];
  /** People of each step, as planned. */
  readonly planned: readonly number[];
  /** By number: of this step and those before it people may be sent to. */
  readonly step: number;
  /** Wall clock: when it was over, and a pause began. Null while it is sent. */
  readonly endedAt: number | null;
  /** When the pause ends by itself, wall clock. Null where somebody has to end it, and where there is none. */
  readonly until: number | null;
  /** Chunks with somebody left to be sent to, of the steps so far. */
  readonly open: number;
  /** By number, the next step with people; null where none is left. */
  readonly next: number | null;
}

/** What becomes of it, where it is still as it was found. */
export interface RolloutMove {
  readonly campaign: number;
  readonly from: Pick<RolloutStanding, 'step' | 'endedAt'>;
  readonly to: Pick<RolloutStanding, 'step' | 'endedAt' | 'until'>;
  /** Why the run stops with it; absent where it goes on. */
  readonly stop?: string;
}

export interface RolloutKeeper {
  /** Of the campaigns that have one, in the run's order. */
  rollouts(run: string): Promise<readonly RolloutStanding[]>;
  /** What became of the people of one step. */
  stepTotals(run: string, campaign: number, step: number): Promise<CampaignTotals>;
  /** False where somebody else has moved it. */
  moveRollout(run: string, move: RolloutMove): Promise<boolean>;
}

/** Whether people of a chunk may be sent to as far as its step goes. */
export function hasBegun(
  rollouts: readonly RolloutStanding[],
  { campaign, step = -1 }: { readonly campaign: number; readonly step?: number },
): boolean {
  return step <= (rollouts.find((rollout) => rollout.campaign === campaign)?.step ?? -1);
}

/** The step is over, and the next one has not begun. */
export function isAtPause({ endedAt, next }: Pick<RolloutStanding, 'endedAt' | 'next'>): boolean {
  return endedAt !== null && next !== null;
}

/** How many people may be sent to before the next pause, those of earlier steps included. */
export function countBeforePause({ steps, planned, step, endedAt }: RolloutStanding): number {
  const pause = steps.findIndex((one, number) => number >= step && one.pause !== undefined);
  const last = endedAt !== null ? step : pause === -1 ? steps.length - 1 : pause;
  return planned.slice(0, last + 1).reduce((sum, count) => sum + count, 0);
}
