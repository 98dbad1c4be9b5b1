// What `audience` and tables say of how their files are read: that it fits the kind of file, and that lists are named by patterns that can be read.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { readColumnPattern } from '../numbered-columns.ts';
import { mapAt, valueAt } from '../yaml/is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

const kinds = [
  { key: 'csv', ending: /\.(?:csv|tsv)(?:\.(?:gz|zst))?$/i, what: 'files that end in .csv or .tsv' },
  { key: 'sheet', ending: /\.xlsx$/i, what: 'workbooks, which end in .xlsx' },
] as const;

export function checkAudienceForm(yaml: ParsedYaml): readonly Diagnostic[] {
  const tables = Object.keys(mapAt(yaml.data, 'data')).flatMap((name) => checkKinds(yaml, ['data', name]));
  return [...checkKinds(yaml, ['audience']), ...tables, ...checkPatterns(yaml), ...checkNames(yaml)];
}

/** `path` is that of an audience or a table. */
function checkKinds(yaml: ParsedYaml, path: readonly string[]): readonly Diagnostic[] {
  const [file] = ['file', 'query', 'object'].flatMap((key) => valueAt(yaml.data, ...path, key) ?? []);
  return kinds.flatMap(({ key, ending, what }) => {
    if (typeof file !== 'string' || ending.test(file) || valueAt(yaml.data, ...path, key) === undefined) return [];
    const message = `${[...path, key].join('.')} is for ${what}`;
    return [errorAt(yaml.locateKey([...path, key]), 'PP101', message, `Take ${key} out.`)];
  });
}

function checkPatterns(yaml: ParsedYaml): readonly Diagnostic[] {
  return Object.entries(mapAt(yaml.data, 'audience', 'lists')).flatMap(([name, pattern]) => {
    if (typeof pattern !== 'string' || readColumnPattern(pattern) !== undefined) return [];
    const message = `audience.lists.${name}: expected the names of columns with {n} in them, got ${JSON.stringify(pattern)}`;
    const help = "For item1_name and item1_price write 'item{n}_{field}', for tag1 and tag2 'tag{n}'.";
    return [errorAt(yaml.locate(['audience', 'lists', name]), 'PP101', message, help)];
  });
}

function checkNames(yaml: ParsedYaml): readonly Diagnostic[] {
  const into = valueAt(yaml.data, 'audience', 'group', 'into');
  if (typeof into !== 'string' || !Object.hasOwn(mapAt(yaml.data, 'audience', 'lists'), into)) return [];
  const message = `audience.group.into is ${into}, and audience.lists makes a list of that name`;
  return [errorAt(yaml.locate(['audience', 'group', 'into']), 'PP101', message, 'Give one of them another name.')];
}
