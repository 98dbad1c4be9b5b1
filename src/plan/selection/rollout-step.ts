// Assigns a person to a step of a rollout, by a separate draw, so that all arms are spread evenly over the steps.
import type { Assignment } from '../../campaign/assignment.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { drawOf, pickIdentifier } from './draw.ts';

/** Returns the number of the step. Undefined if there is no rollout. A person who is in no draw comes last. */
export function rolloutStepOf(
  { rollout, assignBy, salt }: Pick<Assignment, 'rollout' | 'assignBy' | 'salt'>,
  identifiers: readonly KeyedIdentifier[],
): number | undefined {
  if (rollout === undefined) return undefined;
  const by = pickIdentifier(identifiers, assignBy);
  const drawn = by === undefined ? 1 : drawOf('rollout', salt, by);
  const found = rollout.findIndex(({ upTo }) => drawn < upTo);
  return found === -1 ? rollout.length - 1 : found;
}
