// The arms in which people were sent a campaign before, looked up beside their keys.
import type { KeyedIdentifier, NotificationKey } from '../message/renderer.ts';
import type { ArmLookup, History, Known } from './history.ts';
import type { Campaign } from '../campaign/campaign.ts';

/** As `ArmLookup`, of identifiers as rows have them. */
export type PeopleArms = (people: readonly (readonly KeyedIdentifier[])[]) => ReturnType<ArmLookup>;

/** Undefined for a campaign without arms. `identify` gives an identifier in the form in which a spool takes it. */
export function armsOf(
  { id, assignment }: Pick<Campaign, 'id' | 'assignment'>,
  history: Pick<History, 'armsInWalk'>,
  identify: (identifier: KeyedIdentifier) => string,
): PeopleArms | undefined {
  if (assignment === undefined || assignment.arms.length === 0) return undefined;
  const lookup = history.armsInWalk(id);
  return (people) => lookup(people.map((person) => person.map(identify)));
}

/** One entry for each row, in order. */
export async function withArms(
  known: readonly Known[],
  keys: readonly NotificationKey[],
  arms: PeopleArms | undefined,
): Promise<readonly Known[]> {
  if (arms === undefined) return known;
  const found = await arms(keys.map(({ people = [] }) => people));
  return known.map((one, index) => (found[index] === undefined ? one : { ...one, arm: found[index] }));
}
