// Suggests how to declare a list that a campaign expects and the file has as numbered columns.
import { writeKey } from '../../campaign/yaml/write-key.ts';

const numbered = /^(?<before>\D*)\d+(?<mark>[_\-. ]?)(?<field>\D*)$/v;

/** Returns the help. `name` is the name of the list. Undefined if no two columns differ only in a number. */
export function suggestList(name: string, columns: readonly string[]): string | undefined {
  const patterns = columns.flatMap((column) => patternOf(column) ?? []);
  const [likely] = [...Map.groupBy(patterns, (pattern) => pattern)]
    .map(([pattern, { length }]) => ({ pattern, count: length }))
    .toSorted((a, b) => b.count - a.count);
  if (likely === undefined || likely.count < 2) return undefined;
  return `If the numbered columns are a list, write lists: { ${writeKey(name)}: '${likely.pattern}' } under audience.`;
}

function patternOf(column: string): string | undefined {
  const { before = '', mark = '', field = '' } = numbered.exec(column)?.groups ?? {};
  if (before === '' && field === '') return undefined;
  return `${before}{n}${mark}${field === '' ? '' : '{field}'}`;
}
