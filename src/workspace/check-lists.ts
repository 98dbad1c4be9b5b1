// Rules for the lists of pushplan.yaml beyond the schema. Names must be unique, since plans and the ledger know a list by its name. A query may run
// in a source.
import { findNearest } from '../campaign/find-nearest.ts';
import { checkFileKind } from '../campaign/rules/rule-file-kind.ts';
import { checkListOrigin } from '../campaign/rules/rule-list-origin.ts';
import { mapAt, valueAt } from '../is-map.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';

export function checkListNames(yaml: ParsedYaml): readonly Diagnostic[] {
  const lists: unknown = valueAt(yaml.data, 'suppress');
  if (!Array.isArray(lists)) return [];
  const seen = new Set<unknown>();
  return lists.flatMap((list: unknown, index) => {
    const own = valueAt(list, 'name');
    const from = valueAt(list, 'file') === undefined ? 'query' : 'file';
    const name = own ?? valueAt(list, from);
    if (typeof name !== 'string' || !seen.has(name)) {
      seen.add(name);
      return [];
    }
    const at = yaml.locate(['suppress', index, own === undefined ? from : 'name']);
    const message = `two lists of suppress have the name ${JSON.stringify(name)}`;
    const help = 'Give one of them a name of its own: without one, a list has the name of its file or query.';
    return [errorAt(at, 'PP173', message, help)];
  });
}

/** Checks that each list is either a file or a query, and that only a query has a source. */
export function checkListOrigins(yaml: ParsedYaml): readonly Diagnostic[] {
  const lists: unknown = valueAt(yaml.data, 'suppress');
  if (!Array.isArray(lists)) return [];
  return lists.flatMap((list: unknown, index) => [
    ...checkListOrigin(yaml, list, ['suppress', index]),
    ...checkListSource(yaml, list, index),
    ...checkFileKind(yaml, list, ['suppress', index]),
  ]);
}

function checkListSource(yaml: ParsedYaml, list: unknown, index: number): readonly Diagnostic[] {
  const source = valueAt(list, 'source');
  if (typeof source !== 'string') return [];
  const at = yaml.locate(['suppress', index, 'source']);
  if (valueAt(list, 'query') === undefined) {
    return [errorAt(at, 'PP101', 'a list has "source" and no "query" that runs in it', 'Leave it out.')];
  }
  const sources = mapAt(yaml.data, 'sources');
  if (!Object.hasOwn(sources, source)) {
    const nearest = findNearest(source, Object.keys(sources));
    const help = nearest === undefined ? 'Add it to sources.' : `Did you mean ${JSON.stringify(nearest)}?`;
    return [errorAt(at, 'PP280', `the source ${JSON.stringify(source)} is not defined in pushplan.yaml`, help)];
  }
  const kind = valueAt(yaml.data, 'sources', source, 'kind');
  if (kind !== 's3' && kind !== 'https') return [];
  const message = `the source ${source} is of kind ${kind}, which has objects, and runs no queries`;
  return [errorAt(at, 'PP281', message, 'Name a source of kind postgres or command.')];
}
