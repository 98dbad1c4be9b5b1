// The audience's path, as far as it can be judged without looking at the disk.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { valueAt } from '../yaml/is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { mayHoldSecret } from './secrets.ts';

export function checkAudienceFile(yaml: ParsedYaml): readonly Diagnostic[] {
  const path = ['audience', 'file'];
  const file = valueAt(yaml.data, ...path);
  if (typeof file !== 'string') return [];
  const problem = judgePath(file);
  if (problem === undefined) return [];
  const shown = mayHoldSecret(file) ? '(not shown: it may hold a secret)' : JSON.stringify(file);
  const help = 'Write the path from the folder of pushplan.yaml, such as audiences/wishlist.csv.';
  return [errorAt(yaml.locate(path), 'PP151', `audience.file ${shown} ${problem}`, help)];
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
