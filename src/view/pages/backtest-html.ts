// Shows the backtest of caps and exclusions on the page of a plan.
import { showInScroller } from './scroller-html.ts';
import type { BacktestCampaign, Plan } from '../../generated/plan.ts';
import { markup, type Markup } from '../markup.ts';
import { formatCount } from '../../numbers.ts';
import { backtestNote, describeBacktest, describeBacktestTime, ruledCampaigns } from '../plan/backtest-words.ts';

export function showBacktest({ backtest }: Plan): Markup[] {
  if (backtest === undefined) return [];
  const rows = ruledCampaigns(backtest).flatMap(showRows);
  const table =
    rows.length === 0
      ? undefined
      : showInScroller(
          'looking back',
          markup`<table><tr><th>campaign</th><th>cap or exclusion</th><th class="number">sent</th><th class="number">spared</th><th class="number">spared by the base</th></tr>\n${rows}</table>`,
        );
  return [
    markup`<details open="open"><summary>Backtest: ${describeBacktestTime(backtest)}</summary><p>${describeBacktest(backtest)} ${backtestNote}</p>${table}</details>\n`,
  ];
}

function showRows({ id, sent, spared, base_spared: was, rules }: BacktestCampaign): Markup[] {
  return [
    showRow([id, 'all'], [sent, spared, was]),
    ...rules.map((one) => showRow([id, one.rule], [null, one.spared, one.base_spared])),
  ];
}

function showRow(names: readonly string[], counts: readonly (number | null)[]): Markup {
  const cells = counts.map((count) => markup`<td class="number">${count === null ? '' : formatCount(count)}</td>`);
  return markup`<tr>${names.map((name) => markup`<td>${name}</td>`)}${cells}</tr>\n`;
}
