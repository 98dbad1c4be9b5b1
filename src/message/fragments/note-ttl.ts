// Reports an unusual time to live that comes from the audience. For one in the campaign, checkTtl warns.
import { longestTtl, shortestTtl } from '../../campaign/rules/rule-delivery.ts';
import type { Rendering } from '../rendering.ts';
import type { Leaf } from './leaf.ts';

/** Returns the leaf with a `toJson` that also records an unusual time to live. */
export function noteTtl(leaf: Leaf, field: string, rendering: Rendering): Leaf {
  return {
    ...leaf,
    toJson: (text) => {
      const json = leaf.toJson(text);
      const seconds = Number(json);
      if (seconds < shortestTtl) rendering.printed.notes.push({ kind: 'odd_ttl', field, what: 'under a minute' });
      if (seconds > longestTtl) rendering.printed.notes.push({ kind: 'odd_ttl', field, what: 'above 28 days' });
      return json;
    },
  };
}
