// Rules about variants and what belongs to them.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { findNearest } from '../find-nearest.ts';
import { isMap, valueAt } from '../yaml/is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

/** Who is in which arm is the same whatever is laid over the texts. */
export const variantRules = [checkArms, checkWinner, checkNeeds] as const;

/** Reports tell arms apart by their names, and the vendor by their camp_id. */
function checkArms(yaml: ParsedYaml): readonly Diagnostic[] {
  return (['name', 'camp_id'] as const).flatMap((key) => {
    const seen = new Set<unknown>();
    return armsIn(yaml).flatMap((arm, index) => {
      const value = arm[key];
      if (value === undefined || !seen.has(value)) {
        seen.add(value);
        return [];
      }
      const message = `two variants with the ${key} ${JSON.stringify(value)}`;
      return [errorAt(yaml.locate(['variants', index, key]), 'PP192', message, clashHelp[key])];
    });
  });
}

const clashHelp = {
  name: 'Give each a name of its own: the ledger keeps by it who got which.',
  camp_id: "Give each a camp_id of its own: the vendor's panel shows by it what became of each.",
} as const;

function checkWinner(yaml: ParsedYaml): readonly Diagnostic[] {
  const winner = valueAt(yaml.data, 'winner');
  const names = armsIn(yaml).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  if (typeof winner !== 'string' || names.length === 0 || names.includes(winner)) return [];
  const nearest = findNearest(winner, names);
  const help = nearest === undefined ? `Variants: ${names.join(', ')}.` : `Did you mean ${JSON.stringify(nearest)}?`;
  return [errorAt(yaml.locate(['winner']), 'PP193', `there is no variant ${JSON.stringify(winner)}`, help)];
}

/** Each of these says nothing without another key. */
const needs = [
  { key: 'test_share', needed: 'variants' },
  { key: 'winner', needed: 'test_share' },
  { key: 'experiment', needed: 'variants' },
] as const;

function checkNeeds(yaml: ParsedYaml): readonly Diagnostic[] {
  return needs.flatMap(({ key, needed }) => {
    if (valueAt(yaml.data, key) === undefined || valueAt(yaml.data, needed) !== undefined) return [];
    return [errorAt(yaml.locateKey([key]), 'PP194', `${key} without ${needed}`, `Add ${needed}, or take ${key} out.`)];
  });
}

function armsIn(yaml: ParsedYaml): readonly Readonly<Record<string, unknown>>[] {
  const arms = valueAt(yaml.data, 'variants');
  return Array.isArray(arms) ? arms.map((arm: unknown) => (isMap(arm) ? arm : {})) : [];
}
