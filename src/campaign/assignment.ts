// Who gets nothing, who gets which arm, who waits, and who is first: what a campaign says of its draws.
import type { CampaignFile } from '../generated/campaign.ts';
import { readRollout, type RolloutStep } from './schedule/rollout.ts';

export interface Arm {
  readonly name: string;
  /** Percent of the people among whom the arms are tried; those of all arms come to 100. */
  readonly weight: number;
  /** Its number at the vendor's. */
  readonly campId: number;
}

/** What a test is to find out. Shares from 0 to 1. */
export interface Experiment {
  readonly metric: string;
  readonly baseline: number;
  readonly smallestEffect: number;
  readonly allowUnderpowered: boolean;
}

export interface Assignment {
  /** In written order; none where all get the same. */
  readonly arms: readonly Arm[];
  /** The share of those who get nothing. */
  readonly holdout: number;
  /** The share of the others among whom the arms are tried: 1 is all of them. */
  readonly testShare: number;
  /** In which steps it is sent; absent where it is sent at once. */
  readonly rollout?: readonly RolloutStep[];
  /** By number: what those get who would wait. */
  readonly winner?: number;
  /** The name of an identifier, as campaigns write it; the first that somebody has without it. */
  readonly assignBy?: string;
  readonly salt: string;
  readonly experiment?: Experiment;
}

/** People who get nothing from any campaign. */
export interface PolicyHoldout {
  readonly share: number;
  readonly exceptTags: readonly string[];
  /** The workspace's id. */
  readonly salt: string;
}

/** Undefined where nothing is drawn. */
export function readAssignment(written: CampaignFile): Assignment | undefined {
  const { id, variants, holdout, rollout, assign_by: assignBy, salt = id, test_share: testShare, winner } = written;
  if ([variants, holdout, rollout, assignBy].every((key) => key === undefined)) return undefined;
  const arms = (variants ?? []).map(({ name, weight, camp_id: campId }) => ({ name, weight, campId }));
  const won = arms.findIndex(({ name }) => name === winner);
  return {
    arms,
    holdout: readShare(holdout ?? '0%'),
    testShare: readShare(testShare ?? '100%'),
    ...(rollout === undefined ? {} : { rollout: readRollout(rollout) }),
    ...(won === -1 ? {} : { winner: won }),
    ...(assignBy === undefined ? {} : { assignBy }),
    salt,
    ...readExperiment(written),
  };
}

function readExperiment({ experiment }: CampaignFile): Pick<Assignment, 'experiment'> {
  if (experiment === undefined) return {};
  const { metric, baseline, smallest_effect: effect, allow_underpowered: allowUnderpowered = false } = experiment;
  const read = { metric, baseline: readShare(baseline), smallestEffect: readShare(effect), allowUnderpowered };
  return { experiment: read };
}

/** "5%" and "2pp": the schema takes no others. */
export function readShare(written: string): number {
  return Number.parseFloat(written) / 100;
}
