// In which step of a rollout a person is: by a draw of its own, so that steps have as much of every arm.
import type { Assignment } from '../../campaign/assignment.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { drawOf, pickIdentifier } from './draw.ts';

/** By number; undefined where the campaign is sent at once. Somebody who is in no draw comes last. */
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
