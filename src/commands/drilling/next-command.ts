// What goes on with a drilled workspace: an apply, or where a rollout is at a pause the end of it. A drill waits for nobody.
import { valueAt } from '../../campaign/yaml/is-map.ts';

/** `status` is what pushplan status --json printed, undefined where nothing could be paused. */
export function nextCommand(scopes: readonly string[], status: unknown): readonly string[] {
  const [run] = listAt(status, 'runs');
  if (valueAt(run, 'state') !== 'paused') return ['apply', ...scopes, '--yes', '--json'];
  const isAtPause = listAt(run, 'campaigns').some((campaign) => valueAt(campaign, 'rollout', 'state') === 'paused');
  return ['resume', String(valueAt(run, 'run')), ...(isAtPause ? ['--step'] : []), '--json'];
}

export function isPausedRun(document: unknown): boolean {
  return valueAt(document, 'state') === 'paused';
}

function listAt(data: unknown, key: string): readonly unknown[] {
  const list = valueAt(data, key);
  return Array.isArray(list) ? list : [];
}
