// Chooses the next command in a drilled workspace: apply, or resume for a paused run. A drill ends the pauses of a rollout at once.
import { valueAt } from '../../is-map.ts';

/** `status` is what pushplan status --json printed, undefined if nothing can be paused. */
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
