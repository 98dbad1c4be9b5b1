// Rules for variants, their weights and tests.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { findNearest } from '../find-nearest.ts';
import { isMap, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import type { Path } from '../yaml/places.ts';

/** These rules run once per file, since arms do not depend on overlays. */
export const variantRules = [checkArms, checkWeights, checkWinner, checkNeeds, checkSizes] as const;

/** Checks that names and camp_ids are unique: reports tell arms apart by name, and the vendor by camp_id. */
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
  name: 'Give each its own name: the ledger records under it who got which variant.',
  camp_id: "Give each its own camp_id: the vendor's panel shows the results of each under it.",
} as const;

/** Checks that the weights add up to 100. If one does not fit the schema, only the schema reports it. */
function checkWeights(yaml: ParsedYaml): readonly Diagnostic[] {
  const weights = armsIn(yaml).flatMap(({ weight }) => (isWeight(weight) ? [weight] : []));
  if (weights.length < 2 || weights.length < armsIn(yaml).length || sumOf(weights) === 100) return [];
  const over = weights.findIndex((_, index) => sumOf(weights.slice(0, index + 1)) > 100);
  const place = yaml.locate(['variants', over === -1 ? weights.length - 1 : over, 'weight']);
  const message = `the weights come to ${sumOf(weights)} (${weights.join(' + ')}), not to 100`;
  const help = `Weights are percent of the people among whom the variants are tried, for example ${inPercent(weights).join(', ')}.`;
  return [errorAt(place, 'PP185', message, help)];
}

function isWeight(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 100;
}

/** Adds the weights, rounded to four decimals: 33.3 + 33.3 + 33.4 is 100, whatever the rounding errors of the machine. */
function sumOf(weights: readonly number[]): number {
  return Math.round(weights.reduce((sum, weight) => sum + weight, 0) * 10_000) / 10_000;
}

/** Scales the weights to whole percentages of at least one. The largest takes the rounding difference. */
function inPercent(weights: readonly number[]): readonly number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const rounded = weights.map((weight) => Math.max(1, Math.round((weight / all) * 100)));
  const largest = rounded.indexOf(Math.max(...rounded));
  const left = 100 - rounded.reduce((sum, weight) => sum + weight, 0);
  return rounded.map((weight, index) => (index === largest ? weight + left : weight));
}

function checkWinner(yaml: ParsedYaml): readonly Diagnostic[] {
  const winner = valueAt(yaml.data, 'winner');
  const names = armsIn(yaml).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  if (typeof winner !== 'string' || names.length === 0 || names.includes(winner)) return [];
  const nearest = findNearest(winner, names);
  const help = nearest === undefined ? `Variants: ${names.join(', ')}.` : `Did you mean ${JSON.stringify(nearest)}?`;
  return [errorAt(yaml.locate(['winner']), 'PP193', `there is no variant ${JSON.stringify(winner)}`, help)];
}

/** Keys that have no effect without another key. */
const needs = [
  { key: 'test_share', needed: 'variants' },
  { key: 'winner', needed: 'test_share' },
  { key: 'experiment', needed: 'variants' },
] as const;

function checkNeeds(yaml: ParsedYaml): readonly Diagnostic[] {
  return needs.flatMap(({ key, needed }) => {
    if (valueAt(yaml.data, key) === undefined || valueAt(yaml.data, needed) !== undefined) return [];
    return [errorAt(yaml.locateKey([key]), 'PP194', `${key} without ${needed}`, `Add ${needed}, or remove ${key}.`)];
  });
}

/** Checks the sizes of a test. The schema reports those of the wrong form. */
function checkSizes(yaml: ParsedYaml): readonly Diagnostic[] {
  const [share, baseline, effect] = [['test_share'], ['experiment', 'baseline'], ['experiment', 'smallest_effect']].map(
    (path) => sizeOf(valueAt(yaml.data, ...path)),
  );
  const report = (path: Path, message: string, help: string): readonly Diagnostic[] => [
    errorAt(yaml.locate(path), 'PP186', message, help),
  ];
  const ofShare =
    share === 0
      ? report(['test_share'], 'a test_share of 0% leaves nobody to try the variants on', 'Give it a share above 0%.')
      : [];
  if (effect === undefined) return ofShare;
  const place = ['experiment', 'smallest_effect'];
  if (effect === 0)
    return [
      ...ofShare,
      ...report(place, 'no test shows a difference of 0pp', 'Write the smallest difference that matters.'),
    ];
  const sum = sumOf([baseline ?? 0, effect]);
  if (sum <= 100) return ofShare;
  const message = `${baseline}% and ${effect}pp more are ${sum}%, which is above 100%`;
  return [...ofShare, ...report(place, message, 'Write a smaller effect: it is added to baseline.')];
}

/** Returns the number in "20%" or "2pp". */
function sizeOf(written: unknown): number | undefined {
  return typeof written === 'string' && /^\d{1,2}(\.\d{1,3})?(%|pp)$/v.test(written)
    ? Number.parseFloat(written)
    : undefined;
}

function armsIn(yaml: ParsedYaml): readonly Readonly<Record<string, unknown>>[] {
  const arms = valueAt(yaml.data, 'variants');
  return Array.isArray(arms) ? arms.map((arm: unknown) => (isMap(arm) ? arm : {})) : [];
}
