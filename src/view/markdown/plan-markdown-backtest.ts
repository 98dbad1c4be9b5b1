// The backtest of caps and exclusions: what they would have spared, by campaign and by rule.
import type { Plan } from '../../generated/plan.ts';
import { formatCount } from '../../numbers.ts';
import { backtestNote, describeBacktest, describeBacktestTime, ruledCampaigns } from '../plan/backtest-words.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { showName } from './plan-markdown-decision.ts';

/** Has no parts if the plan has no backtest. */
export function backtestSection({ backtest }: Plan): Section {
  const head = tableHead([
    { name: 'campaign', align: 'left' },
    { name: 'cap or exclusion', align: 'left' },
    { name: 'sent', align: 'right' },
    { name: 'spared', align: 'right' },
    { name: 'spared by the base', align: 'right' },
  ]);
  const lines = backtest === undefined ? [] : ruledCampaigns(backtest).flatMap(linesOf);
  const about =
    backtest === undefined
      ? ''
      : `<details open><summary><b>Backtest</b>: ${describeBacktestTime(backtest)}</summary>\n\n${describeBacktest(backtest)} ${backtestNote}`;
  const table = lines.map((line) => () => line);
  return {
    head: table.length === 0 ? about : `${about}\n\n${head}\n`,
    // Without a rule, the sentence is the only content.
    parts: backtest !== undefined && table.length === 0 ? [() => ''] : table,
    separator: '\n',
    tail: '\n\n</details>',
    leftOut: leaveOut('line of the backtest', 'lines of the backtest', 'pushplan plan --json'),
    rank: 5,
    share: 0.05,
  };
}

function linesOf({
  id,
  sent,
  spared,
  base_spared: was,
  rules,
}: NonNullable<Plan['backtest']>['campaigns'][number]): string[] {
  return [
    tableRow([showName(id), 'all', formatCount(sent), showCount(spared), showCount(was)]),
    ...rules.map((one) =>
      tableRow([showName(id), showName(one.rule), '', showCount(one.spared), showCount(one.base_spared)]),
    ),
  ];
}

function showCount(count: number | null): string {
  return count === null ? '' : formatCount(count);
}
