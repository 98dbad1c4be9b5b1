// The random draws of a campaign: who is held out, who gets which arm, who waits, and who gets it first.
import type { CampaignFile } from '../generated/campaign.ts';
import { readRollout, type RolloutStep } from './schedule/rollout.ts';

export interface Arm {
  readonly name: string;
  /** Its percentage of the people among whom the arms are tested. The weights of all arms add up to 100. */
  readonly weight: number;
  /** The vendor's id for it. */
  readonly campId: number;
}

/** The goal of a test. Shares are from 0 to 1. */
export interface Experiment {
  readonly metric: string;
  readonly baseline: number;
  readonly smallestEffect: number;
  readonly allowUnderpowered: boolean;
}

export interface Assignment {
  /** The arms in the order of the file; none if all people get the same. */
  readonly arms: readonly Arm[];
  /** The share of people who get nothing. */
  readonly holdout: number;
  /** The share of the others among whom the arms are tested: 1 is all of them. */
  readonly testShare: number;
  /** The steps in which it is sent. Undefined if it is sent all at once. */
  readonly rollout?: readonly RolloutStep[];
  /** The number of the arm that those outside the test get. If undefined, they wait. */
  readonly winner?: number;
  /** The identifier that decides the draw, as campaigns name it. If undefined, the first that the person has. */
  readonly assignBy?: string;
  readonly salt: string;
  readonly experiment?: Experiment;
}

/** The share of people who get nothing from any campaign. */
export interface PolicyHoldout {
  readonly share: number;
  readonly exceptTags: readonly string[];
  /** The id of the workspace. */
  readonly salt: string;
}

/** Reads the draws of a campaign file. Undefined if it has none. */
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

/** Returns a share from 0 to 1. The schema allows only forms such as "5%" and "2pp". */
export function readShare(written: string): number {
  return Number.parseFloat(written) / 100;
}
