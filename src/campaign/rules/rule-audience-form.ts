// Checks how a campaign says that its files are read: it must fit the kind of file, and the patterns of lists must be valid.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { readColumnPattern } from '../numbered-columns.ts';
import { mapAt, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { checkFileKind } from './rule-file-kind.ts';

export function checkAudienceForm(yaml: ParsedYaml): readonly Diagnostic[] {
  const tables = Object.entries(mapAt(yaml.data, 'data'));
  return [
    ...checkFileKind(yaml, valueAt(yaml.data, 'audience'), ['audience']),
    ...tables.flatMap(([name, table]) => checkFileKind(yaml, table, ['data', name])),
    ...checkPatterns(yaml),
    ...checkNames(yaml),
  ];
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
