// Checks that the keys csv and sheet of an audience, a table or a list are used with the right kind of file.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

const kinds = [
  { key: 'csv', ending: /\.(?:csv|tsv)(?:\.(?:gz|zst))?$/i, what: 'files that end in .csv or .tsv' },
  { key: 'sheet', ending: /\.xlsx$/i, what: 'workbooks, which end in .xlsx' },
] as const;

/** `path` is the path of `reading`. */
export function checkFileKind(
  yaml: ParsedYaml,
  reading: unknown,
  path: readonly (string | number)[],
): readonly Diagnostic[] {
  const [file] = ['file', 'query', 'object'].flatMap((key) => valueAt(reading, key) ?? []);
  return kinds.flatMap(({ key, ending, what }) => {
    if (typeof file !== 'string' || ending.test(file) || valueAt(reading, key) === undefined) return [];
    const named = [...path, key].filter((step) => typeof step === 'string').join('.');
    return [errorAt(yaml.locateKey([...path, key]), 'PP101', `${named} is for ${what}`, `Take ${key} out.`)];
  });
}
