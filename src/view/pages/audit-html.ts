// Shows the findings of the copy audit in all texts of a campaign, as a table.
import type { AuditFinding } from '../../generated/plan.ts';
import { markup, type Markup } from '../markup.ts';
import { countOf, formatCount, formatPercent } from '../../numbers.ts';
import { auditWords, rankAudit } from '../plan/audit-words.ts';
import { shortenText } from '../shorten-text.ts';
import { showInScroller } from './scroller-html.ts';

const longestDetail = 400;
const looks = { error: 'bad', warn: 'warn', info: 'dim' } as const;
const words = { error: 'error', warn: 'warning', info: 'info' } as const;

/** Returns nothing if there are no findings. */
export function showAudit(audit: readonly AuditFinding[]): Markup[] {
  if (audit.length === 0) return [];
  const rows = audit.toSorted((a, b) => rankAudit(a) - rankAudit(b)).map(showFinding);
  return [
    markup`<details><summary>Copy audit: ${countOf(audit.length, 'finding')}</summary>${showInScroller('copy audit', markup`<table><tr><th>found</th><th>level</th><th class="number">in</th><th class="number">share</th><th class="number">worst row</th><th>worst case</th></tr>\n${rows}</table>`)}</details>\n`,
  ];
}

function showFinding({ check, surface, level, count, of, worst_row: row, detail }: AuditFinding): Markup {
  const found = surface === null ? auditWords[check] : `${auditWords[check]}, ${surface}`;
  const worst = row === null ? '' : formatCount(row);
  return markup`<tr><td>${found}</td><td class="${looks[level]}">${words[level]}</td><td class="number">${formatCount(count)}</td><td class="number">${formatPercent(count, of)}</td><td class="number">${worst}</td><td dir="auto">${shortenText(detail, longestDetail)}</td></tr>\n`;
}
