// Comparisons in `where`: the column is declared as what is compared, the bound is one of that kind, and something is between the bounds.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { comparisonsIn, comparisonWords } from './comparisons.ts';
import { isMap, mapAt, valueAt } from './is-map.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { writeKey } from './write-key.ts';

interface CheckedColumn {
  readonly yaml: ParsedYaml;
  readonly column: string;
  readonly bounds: ReturnType<typeof comparisonsIn>;
}

export function checkWhere(yaml: ParsedYaml): readonly Diagnostic[] {
  return Object.entries(mapAt(yaml.data, 'audience', 'where')).flatMap(([column, condition]) => {
    if (!isMap(condition)) return [];
    const checked = { yaml, column, bounds: comparisonsIn(condition) };
    const faults = checkKind(checked);
    return faults.length > 0 ? faults : checkRange(checked);
  });
}

function placeOf({ column }: CheckedColumn, ...rest: readonly string[]): readonly string[] {
  return ['audience', 'where', column, ...rest];
}

function checkKind(checked: CheckedColumn): readonly Diagnostic[] {
  const { yaml, column, bounds } = checked;
  const [first] = bounds;
  if (first === undefined) return [];
  const type = valueAt(yaml.data, 'audience', 'columns', column);
  if (type !== 'number' && type !== 'integer') {
    const declared = typeof type === 'string' ? `declared as ${type}` : 'not declared';
    const message = `${first.comparison} compares numbers, and the column ${column} is ${declared}`;
    const help = `Write columns: { ${writeKey(column)}: number } under audience.`;
    return [errorAt(yaml.locateKey(placeOf(checked, first.comparison)), 'PP147', message, help)];
  }
  return bounds
    .filter(({ bound }) => typeof bound !== 'number')
    .map(({ comparison, bound }) => {
      const message = `${comparison} of ${column} is ${JSON.stringify(bound)}, which is text, and the column holds numbers`;
      const help = `Write a number without quotes, such as ${comparison}: 10.`;
      return errorAt(yaml.locate(placeOf(checked, comparison)), 'PP147', message, help);
    });
}

function checkRange(checked: CheckedColumn): readonly Diagnostic[] {
  const { yaml, column, bounds } = checked;
  const lower = bounds.filter(({ comparison }) => comparison === 'gt' || comparison === 'gte');
  const upper = bounds.filter(({ comparison }) => comparison === 'lt' || comparison === 'lte');
  for (const low of lower) {
    for (const high of upper) {
      const isOpen = low.comparison === 'gt' || high.comparison === 'lt';
      if (low.bound < high.bound || (low.bound === high.bound && !isOpen)) continue;
      const said = [low, high].map(({ comparison, bound }) => `${comparisonWords[comparison]} ${bound}`);
      const message = `no ${column} is ${said.join(' and ')}, so nobody would be sent to`;
      const help = `A range is written { gte: 10, lt: 20 }.`;
      return [errorAt(yaml.locateKey(placeOf(checked)), 'PP146', message, help)];
    }
  }
  return [];
}
