// A time to live that comes from the audience, told where it is one that checkTtl would warn of if it were written.
import { longestTtl, shortestTtl } from '../../campaign/rules/rule-delivery.ts';
import type { Rendering } from '../rendering.ts';
import type { Leaf } from './leaf.ts';

/** The same leaf, with a note beside what it prints. */
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
