// Who is deferred: by due time and zone, and by when the last of them has left.
import type { CampaignPlan, DueTime, Plan } from '../../generated/plan.ts';
import { describeDue } from '../plan/due-words.ts';
import { foldedTable } from './folded-table.ts';
import type { Section } from './markdown-page.ts';
import { tableRow } from './markdown-table.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeMarkdown } from './safe-markdown.ts';

export function timetableSection({ campaigns, totals }: Plan): Section {
  return foldedTable({
    summary: `<b>Deferred</b>: ${countOf(totals.deferred, 'notification')}`,
    isOpen: true,
    columns: [
      { name: 'campaign', align: 'left' },
      { name: 'due, on the clock of the zone', align: 'left' },
      { name: 'notifications', align: 'right' },
    ],
    rows: campaigns.flatMap((campaign) => (campaign.timetable ?? []).map((time) => () => formatTime(campaign, time))),
    of: ['time', 'times'],
    share: 0.05,
  });
}

function formatTime({ id }: CampaignPlan, time: DueTime): string {
  return tableRow([showName(id), safeMarkdown(describeDue(time)), formatCount(time.count)]);
}
