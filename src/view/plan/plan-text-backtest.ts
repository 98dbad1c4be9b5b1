// Formats a backtest of caps and exclusions as text: what they would have spared, by campaign and by rule.
import type { Plan } from '../../generated/plan.ts';
import { wrapBehind } from '../fit-text.ts';
import { safeTerminal } from '../safe.ts';
import type { Layout } from '../style.ts';
import {
  backtestNote,
  describeBacktest,
  describeBacktestTime,
  describeSpared,
  describeSparedBy,
  ruledCampaigns,
} from './backtest-words.ts';

/** Returns nothing if the plan has no backtest. */
export function formatBacktest({ backtest }: Plan, { style, columns }: Layout): string[] {
  if (backtest === undefined) return [];
  const write = (prefix: string, text: string): string[] => wrapBehind(prefix, safeTerminal(text), columns);
  return [
    ...write('', `Backtest, ${describeBacktestTime(backtest)}`).map(style.bold),
    ...write('  ', describeBacktest(backtest)),
    ...ruledCampaigns(backtest).flatMap((campaign) => [
      ...write('  ', `${campaign.id}: ${describeSpared(campaign)}`),
      ...campaign.rules.flatMap((one) => write('    ', `${one.rule}: ${describeSparedBy(one)}`)),
    ]),
    ...write('  ', backtestNote).map(style.dim),
    '',
  ];
}
