// A look back over caps and exclusions as text: what they would have spared, by campaign and by rule.
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

/** Nothing where none was asked for. */
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
