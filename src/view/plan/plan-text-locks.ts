// Formats locked audiences as text: what their locks say, and whether people were not looked at.
import type { CampaignPlan, LockReport, Plan, UnseenCampaign } from '../../generated/plan.ts';
import { wrapBehind } from '../fit-text.ts';
import { countOf } from '../../numbers.ts';
import { safeTerminal } from '../safe.ts';
import type { Layout, Style } from '../style.ts';
import { describeLock } from './lock-words.ts';

export function formatLock({ lock }: Pick<CampaignPlan, 'lock'>, layout: Layout): string[] {
  if (lock === undefined) return [];
  const { style, columns } = layout;
  const words = wrapBehind(
    '  ',
    `locked: ${safeTerminal(describeLock(lock))}, from ${safeTerminal(lock.source)}`,
    columns,
  );
  return [...words, ...lock.query_diff.map((line) => paintDiff(style, line))];
}

function paintDiff(style: Style, { sign, text }: LockReport['query_diff'][number]): string {
  const paint = sign === '-' ? style.red : sign === '+' ? style.green : style.dim;
  return `    ${paint(`${sign} ${safeTerminal(text)}`)}`;
}

export function formatUnseen({ id, file, lock }: UnseenCampaign, layout: Layout): string[] {
  const { style, columns, folder = '' } = layout;
  return [
    `${style.bold(style.yellow('?'))} ${style.bold(safeTerminal(id))}  ${style.dim(safeTerminal(folder + file))}`,
    ...wrapBehind('  ', `${safeTerminal(describeLock(lock))}; people not looked at`, columns),
    ...lock.query_diff.map((line) => paintDiff(style, line)),
  ];
}

/** The last line before the next steps. */
export function formatSealLine({ seal, unseen }: Plan, { style, columns }: Layout): string[] {
  if (unseen === undefined) return [style.dim(`Seal: ${safeTerminal(seal)}`)];
  const sentence = `No seal: the people of ${countOf(unseen.length, 'campaign')} were not looked at, so this plan cannot be applied.`;
  return wrapBehind('', sentence, columns).map(style.yellow);
}
