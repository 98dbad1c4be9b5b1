// Looks up the arms in which people were sent a campaign before, together with their keys.
import type { ArmLookup, History, Known } from './history.ts';
import type { Campaign } from '../campaign/campaign.ts';

/** Undefined for a campaign without arms. */
export function armsOf(
  { id, assignment }: Pick<Campaign, 'id' | 'assignment'>,
  history: Pick<History, 'armsInWalk'>,
): ArmLookup | undefined {
  return assignment === undefined || assignment.arms.length === 0 ? undefined : history.armsInWalk(id);
}

/** Returns one entry for each row, in order. */
export async function withArms(
  known: readonly Known[],
  people: readonly (readonly string[])[],
  arms: ArmLookup,
): Promise<readonly Known[]> {
  const found = await arms(people);
  return known.map((one, index) => (found[index] === undefined ? one : { ...one, arm: found[index] }));
}
