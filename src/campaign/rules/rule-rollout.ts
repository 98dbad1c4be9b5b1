// Rules for rollouts: shares must rise to 100%, and each pause must be between two shares.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

/** Checks the shares and pauses. The schema reports values of the wrong form. */
export function checkRollout(yaml: ParsedYaml): readonly Diagnostic[] {
  const items = valueAt(yaml.data, 'rollout');
  if (!Array.isArray(items) || items.length === 0) return [];
  return [...checkShares(yaml, items), ...checkPauses(yaml, items)];
}

function checkShares(yaml: ParsedYaml, items: readonly unknown[]): readonly Diagnostic[] {
  const findings: Diagnostic[] = [];
  let before = 0;
  let last: number | undefined;
  for (const [index, item] of items.entries()) {
    const share = shareOf(item);
    if (share === undefined) continue;
    const report = (message: string, help: string): number =>
      findings.push(errorAt(yaml.locate(['rollout', index]), 'PP183', message, help));
    if (share === 0) report(`the step ${String(item)} has no recipients`, 'Remove it, or give it a share above 0%.');
    else if (share === before) report(`two steps to ${String(item)}`, 'Remove one of them.');
    else if (share < before)
      report(
        `the rollout goes back, from ${before}% to ${share}%`,
        'Shares are of all people: the step to 10% after one to 1% has 9% more. Write them from the lowest to the highest.',
      );
    before = Math.max(before, share);
    last = index;
  }
  if (last === undefined || before >= 100) return findings;
  const message = `the rollout ends at ${before}%, and the others would never get it`;
  const help = 'Add the step 100% at its end. People who are to get nothing belong in holdout.';
  return [...findings, errorAt(yaml.locate(['rollout', last]), 'PP183', message, help)];
}

function checkPauses(yaml: ParsedYaml, items: readonly unknown[]): readonly Diagnostic[] {
  return items.flatMap((item, index) => {
    if (!isMap(item)) return [];
    const found = faultOfPause(items, index);
    if (found === undefined) return [];
    const [message, help] = found;
    return [errorAt(yaml.locate(['rollout', index]), 'PP184', message, help)];
  });
}

function faultOfPause(items: readonly unknown[], index: number): readonly [string, string] | undefined {
  if (index === 0) return ['the rollout begins with a pause', 'Remove it. To begin later, use schedule.'];
  if (isMap(items[index - 1])) return ['two pauses in a row', 'Write one pause, as long as both together.'];
  if (index === items.length - 1) return ['the rollout ends with a pause', 'Remove it: nothing is left to wait for.'];
  return undefined;
}

function shareOf(item: unknown): number | undefined {
  if (typeof item !== 'string' || !/^\d+(\.\d+)?%$/v.test(item)) return undefined;
  return Number(item.slice(0, -1));
}
