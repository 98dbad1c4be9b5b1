// Where the audience is said to be, as far as it can be judged without looking at the disk.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap, mapAt, valueAt } from '../yaml/is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { mayHoldSecret } from './secrets.ts';

/** Exactly one of `file` and `query`; `params` are those of a query. */
export function checkAudienceOrigin(yaml: ParsedYaml): readonly Diagnostic[] {
  if (!isMap(valueAt(yaml.data, 'audience'))) return [];
  const { file, query, params } = mapAt(yaml.data, 'audience');
  if (file === undefined && query === undefined) {
    const help =
      'Name a data file, such as file: audiences/wishlist.csv, or a query, such as query: audiences/vip.sql.';
    return [errorAt(yaml.locateKey(['audience']), 'PP101', 'audience has neither "file" nor "query"', help)];
  }
  if (file !== undefined && query !== undefined) {
    const message = 'audience has both "file" and "query", and its rows come from one place';
    return [errorAt(yaml.locateKey(['audience', 'query']), 'PP101', message, 'Leave one of them out.')];
  }
  if (query === undefined && params !== undefined) {
    const message = 'audience has "params" and no query that takes them';
    return [errorAt(yaml.locateKey(['audience', 'params']), 'PP101', message, 'Leave them out.')];
  }
  return [];
}

export function checkAudienceFile(yaml: ParsedYaml): readonly Diagnostic[] {
  return ['file', 'query', 'samples'].flatMap((key) => {
    const path = ['audience', key];
    const file = valueAt(yaml.data, ...path);
    if (typeof file !== 'string') return [];
    const problem = judgePath(file);
    if (problem === undefined) return [];
    const shown = mayHoldSecret(file) ? '(not shown: it may hold a secret)' : JSON.stringify(file);
    const help = `Write the path from the folder of pushplan.yaml, such as audiences/${key === 'query' ? 'vip.sql' : 'wishlist.csv'}.`;
    return [errorAt(yaml.locate(path), 'PP151', `audience.${key} ${shown} ${problem}`, help)];
  });
}

function judgePath(file: string): string | undefined {
  if (/^(?:[/\\~]|[a-z]:|[a-z][a-z0-9+.-]*:\/\/)/i.test(file)) return 'is not a path within the workspace';
  if (file.includes('\\')) return 'has a backslash; paths are written with /';
  let depth = 0;
  for (const step of file.split('/')) {
    if (step === '..') depth -= 1;
    else if (step !== '' && step !== '.') depth += 1;
    if (depth < 0) return 'leads out of the workspace';
  }
  return undefined;
}
