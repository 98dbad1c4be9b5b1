// Caps and rest of the policy as far as tags decide for which campaigns they hold.
import { showAge } from '../../campaign/limit.ts';
import type { OftenPolicy } from './often-limits.ts';

interface ByTags {
  /** Goes on behind "excepted from" and "named by". */
  readonly name: string;
  readonly tags?: readonly string[];
  readonly exceptTags: readonly string[];
}

export function oftenByTags({ caps, rest }: OftenPolicy): readonly ByTags[] {
  return [
    ...caps.map(({ tag, max, within, exceptTags }) => ({
      name: `the cap of ${max} in ${showAge(within)}`,
      ...(tag === undefined ? {} : { tags: [tag] }),
      exceptTags,
    })),
    ...(rest === undefined ? [] : [{ name: 'policy.rest', exceptTags: rest.exceptTags }]),
  ];
}
