// --backtest of plan: how far to look back.
import { parseDuration } from '../../campaign/schedule/parse-duration.ts';
import { exitCodes, refuse } from '../../errors.ts';

export const backtestOption = {
  kind: 'text',
  value: 'TIME',
  help: 'count what the present caps and exclusions would have left out in the last TIME, such as 30d',
} as const;

/** Milliseconds. No ledger remembers more, and a longer time is a mistake in the unit. */
const longest = 3_660 * 86_400_000;

/** Milliseconds; undefined if it is not given. Throws a Refusal (exit 3) for what is not a length of time. */
export function readBacktest(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const span = parseDuration(written) ?? 0;
  if (span > 0 && span <= longest) return span;
  const message = `--backtest ${written} is not a length of time to look back on`;
  throw refuse(exitCodes.invalidInput, 'PP502', message, 'Write a number and h or d, such as 30d.');
}
