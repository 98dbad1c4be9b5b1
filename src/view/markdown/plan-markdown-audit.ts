// The copy audit as a table: its findings in the texts to be sent, and how many texts each concerns.
import type { AuditFinding, CampaignPlan, Plan } from '../../generated/plan.ts';
import { auditWords, languagesOf, rankAudit } from '../plan/audit-words.ts';
import { foldedTable } from './folded-table.ts';
import type { Section } from './markdown-page.ts';
import { countOf, formatCount, formatPercent } from '../../numbers.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeMarkdown } from './safe-markdown.ts';
import { shortenText } from '../shorten-text.ts';

const longestDetail = 200;
const levels: Readonly<Record<AuditFinding['level'], string>> = { error: '**error**', warn: 'warning', info: 'info' };

export function auditSection({ campaigns }: Plan): Section {
  const found = campaigns
    .flatMap((campaign) => campaign.audit.map((finding) => ({ campaign, finding })))
    .toSorted((a, b) => rankAudit(a.finding) - rankAudit(b.finding));
  return foldedTable({
    summary: `<b>Copy audit</b>: ${countOf(found.length, 'finding')}`,
    isOpen: false,
    columns: [
      { name: 'campaign', align: 'left' },
      { name: 'found', align: 'left' },
      { name: 'level', align: 'left' },
      { name: 'in', align: 'right' },
      { name: 'share', align: 'right' },
      { name: 'worst row', align: 'right' },
      { name: 'worst case', align: 'left' },
    ],
    rows: found,
    show: ({ campaign, finding }) => formatRow(campaign, finding),
    of: ['finding of the copy audit', 'findings of the copy audit'],
    share: 0.08,
  });
}

function formatRow({ id }: CampaignPlan, finding: AuditFinding): readonly string[] {
  const { check, surface, level, count, of, worst_row, detail } = finding;
  const languages = languagesOf(finding, safeMarkdown);
  return [
    showName(id),
    surface === null ? auditWords[check] : `${auditWords[check]}, ${safeMarkdown(shortenText(surface, longestDetail))}`,
    levels[level],
    languages === '' ? formatCount(count) : `${formatCount(count)} (${languages})`,
    formatPercent(count, of),
    worst_row === null ? '' : formatCount(worst_row),
    safeMarkdown(shortenText(detail, longestDetail)),
  ];
}
