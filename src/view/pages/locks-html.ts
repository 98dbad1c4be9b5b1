// Shows locked audiences on the page of a plan: what their locks say, how a query has changed, and whether people were not looked at.
import type { CampaignPlan, LockReport, UnseenCampaign } from '../../generated/plan.ts';
import { joinMarkup, markup, type Markup } from '../markup.ts';
import { describeLock } from '../plan/lock-words.ts';
import { showInScroller } from './scroller-html.ts';

export const queryDiffStyle = `
.diff { margin: 8px 0 14px; width: max-content; min-width: 100%; padding: 8px 12px; background: var(--panel); border-radius: 8px; font: 0.8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media print { .diff { width: auto; white-space: pre-wrap; overflow-wrap: anywhere; } }
`;

export function showLock({ lock }: Pick<CampaignPlan, 'lock'>): Markup[] {
  if (lock === undefined) return [];
  return [
    markup`<p>Locked: ${describeLock(lock)}, from <code>${lock.source}</code>.</p>\n`,
    ...showQueryDiff(lock.query_diff),
  ];
}

export function showUnseen({ id, file, lock }: UnseenCampaign): Markup {
  const note = markup`<div class="note warning">The data of <b>${id}</b> (<code>${file}</code>) is not here: its people were not looked at. Locked: ${describeLock(lock)}, from <code>${lock.source}</code>.</div>\n`;
  return joinMarkup([note, ...showQueryDiff(lock.query_diff)]);
}

const looks = { '-': 'bad', '+': 'good', ' ': 'dim' } as const;

function showQueryDiff(lines: LockReport['query_diff']): Markup[] {
  if (lines.length === 0) return [];
  const shown = lines.map(({ sign, text }) => markup`<span class="${looks[sign]}">${sign} ${text}</span>\n`);
  return [
    markup`<details open="open"><summary>What changes in the query</summary>${showInScroller('what changes in the query', markup`<pre class="diff">${shown}</pre>`)}</details>\n`,
  ];
}
