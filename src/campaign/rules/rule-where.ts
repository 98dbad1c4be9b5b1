// Checks the comparisons in `where`: the column must be declared as a number or a date, the bound must be of that kind, and the range must not be
// empty.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { checkRange, comparisonsIn } from './comparisons.ts';
import { isMap, mapAt, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { writeKey } from '../yaml/write-key.ts';

interface CheckedColumn {
  readonly yaml: ParsedYaml;
  readonly column: string;
  readonly bounds: ReturnType<typeof comparisonsIn>;
}

/** Checks the conditions. The bounds of dates are checked when dates are read. */
export function checkWhere(yaml: ParsedYaml): readonly Diagnostic[] {
  return Object.entries(mapAt(yaml.data, 'audience', 'where')).flatMap(([column, condition]) => {
    if (!isMap(condition)) return [];
    const checked = { yaml, column, bounds: comparisonsIn(condition) };
    const faults = checkKind(checked);
    if (faults.length > 0) return faults;
    const sized = checked.bounds.flatMap((one) => (typeof one.bound === 'number' ? [{ ...one, size: one.bound }] : []));
    return checkRange(yaml.locateKey(placeOf(checked)), column, sized);
  });
}

function placeOf({ column }: CheckedColumn, ...rest: readonly string[]): readonly string[] {
  return ['audience', 'where', column, ...rest];
}

function checkKind(checked: CheckedColumn): readonly Diagnostic[] {
  const { yaml, column, bounds } = checked;
  const [first] = bounds;
  if (first === undefined) return [];
  const written = valueAt(yaml.data, 'audience', 'columns', column);
  const type = isMap(written) ? written['type'] : written;
  if (type === 'date') return checkBounds(checked, 'string', 'is not text, and the column holds dates', '2027-01-31');
  if (type === 'number' || type === 'integer') {
    return checkBounds(checked, 'number', 'is text, and the column holds numbers', '10, without quotes');
  }
  const declared = typeof type === 'string' ? `declared as ${type}` : 'not declared';
  const message = `${first.comparison} compares numbers and dates, and the column ${column} is ${declared}`;
  const help = `Write columns: { ${writeKey(column)}: ${chooseType(first.bound)} } under audience.`;
  return [errorAt(yaml.locateKey(placeOf(checked, first.comparison)), 'PP147', message, help)];
}

function chooseType(bound: string | number): string {
  return typeof bound === 'string' && /^\d{4}-\d{2}-\d{2}/.test(bound) ? 'date' : 'number';
}

function checkBounds(
  checked: CheckedColumn,
  type: 'string' | 'number',
  fault: string,
  example: string,
): readonly Diagnostic[] {
  const { yaml, column, bounds } = checked;
  return bounds
    .filter(({ bound }) => typeof bound !== type)
    .map(({ comparison, bound }) => {
      const message = `${comparison} of ${column} is ${JSON.stringify(bound)}, which ${fault}`;
      const help = `Write ${comparison}: ${example}.`;
      return errorAt(yaml.locate(placeOf(checked, comparison)), 'PP147', message, help);
    });
}
