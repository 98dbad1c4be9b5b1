// Describes what a guard measured, compared with its limit.
import type { Limit } from '../../generated/plan.ts';
import { groupDigits } from '../../numbers.ts';
import { shortenText } from '../shorten-text.ts';

const longestFigure = 60;

/** Guards of settings that decide who is recognised. Their value is not a figure, and is compared with the previous value. */
const ofMemory: ReadonlySet<string> = new Set([
  'key',
  'workspace_id',
  'default_environment',
  'environments',
  'endpoint',
  'ledger_env',
  'ledger_file',
  'ledger_id',
  'ledger_key_env',
]);

/** Compares value and limit in words or signs, since not every limit is a figure. */
export function compareFigures({ guard, passed, ...figures }: Limit): string {
  const [value = '', limit = ''] = [figures.value, figures.limit].map((text) =>
    shortenText(groupDigits(text), longestFigure),
  );
  if (guard === 'max_age') return `${value}, ${passed ? 'at most' : 'more than'} ${limit} old`;
  if (guard === 'forbid') return passed ? `${value}, not ${limit}` : `${value}, forbidden`;
  if (guard === 'tags') return passed ? `${value}, allowed` : `${value}, not allowed`;
  if (limit === 'allowed') return `${value}, allowed`;
  if (ofMemory.has(guard)) return `${value}, before: ${limit}`;
  return `${value} ${passed ? '≤' : '>'} ${limit}`;
}
