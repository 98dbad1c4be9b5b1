// Describes the result of a backtest of caps and exclusions, in words that text, Markdown and HTML share.
import type { Backtest, BacktestCampaign, BacktestRule } from '../../generated/plan.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { describeMoment } from './due-words.ts';

/** What the ledger cannot know. */
export const backtestNote =
  "By the ledger: sends from the vendor's panel are not seen, nor are people whom plans left out. So it shows what stricter rules spare, and not what looser ones add.";

/** Formats "2026-10-30 07:00 UTC to 2026-11-29 07:00 UTC". */
export function describeBacktestTime({ from, to }: Backtest): string {
  return `${describeMoment(from)} to ${describeMoment(to)}`;
}

/** Says "Of 12,000 notifications that people got, these caps and exclusions would have left out 1,120, to 960 people; those of the base none." */
export function describeBacktest({ sent, spared, people, base }: Backtest): string {
  if (sent === 0) return 'Nobody got anything in that time.';
  const before = base ? `; those of the base ${sparedOf(base)}` : '';
  const all = countOf(sent, 'notification');
  return `Of ${all} that people got, these caps and exclusions would have left out ${sparedOf({ spared, people })}${before}.`;
}

/** Formats "1,120 of 3,000, 0 with the base". */
export function describeSpared({ sent, spared, base_spared: was }: BacktestCampaign): string {
  return `${formatCount(spared)} of ${formatCount(sent)}${was === null ? '' : `, ${formatCount(was)} with the base`}`;
}

/** Formats "1,120", "1,120, 0 with the base" or "only in the base: 40". */
export function describeSparedBy({ spared, base_spared: was }: BacktestRule): string {
  if (spared === null) return `only in the base: ${formatCount(was ?? 0)}`;
  return formatCount(spared) + (was === null ? '' : `, ${formatCount(was)} with the base`);
}

/** Returns the campaigns that have a rule. */
export function ruledCampaigns({ campaigns }: Backtest): readonly BacktestCampaign[] {
  return campaigns.filter(({ rules }) => rules.length > 0);
}

function sparedOf({ spared, people }: { readonly spared: number; readonly people: number }): string {
  return spared === 0 ? 'none' : `${formatCount(spared)}, to ${countOf(people, 'person', 'people')}`;
}
