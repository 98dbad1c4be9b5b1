// Checks where a list of people comes from: a file, or a query.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

/** Checks that the list has exactly one of the two. `path` is the path of the list. */
export function checkListOrigin(
  yaml: ParsedYaml,
  list: unknown,
  path: readonly (string | number)[],
): readonly Diagnostic[] {
  if (!isMap(list)) return [];
  const { file, query } = list;
  if (file === undefined && query === undefined) {
    const help = 'Name a file, such as file: lists/staff.csv, or a query, such as query: lists/staff.sql.';
    return [errorAt(yaml.locate(path), 'PP101', 'a list has neither "file" nor "query"', help)];
  }
  if (file === undefined || query === undefined) return [];
  const message = 'a list has both "file" and "query", but its people come from one place';
  return [errorAt(yaml.locateKey([...path, 'query']), 'PP101', message, 'Leave one of them out.')];
}
