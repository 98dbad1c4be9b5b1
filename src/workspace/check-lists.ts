// Rule about the lists of pushplan.yaml beyond the schema: a plan and the ledger know each by its name.
import { valueAt } from '../campaign/yaml/is-map.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';

export function checkListNames(yaml: ParsedYaml): readonly Diagnostic[] {
  const lists: unknown = valueAt(yaml.data, 'suppress');
  if (!Array.isArray(lists)) return [];
  const seen = new Set<unknown>();
  return lists.flatMap((list: unknown, index) => {
    const own = valueAt(list, 'name');
    const name = own ?? valueAt(list, 'file');
    if (typeof name !== 'string' || !seen.has(name)) {
      seen.add(name);
      return [];
    }
    const at = yaml.locate(['suppress', index, own === undefined ? 'file' : 'name']);
    const message = `two lists of suppress have the name ${JSON.stringify(name)}`;
    const help = 'Give one of them a name of its own: without one a list is called like its file.';
    return [errorAt(at, 'PP173', message, help)];
  });
}
