// The deferred notifications by due time and zone, and the time when the last of them has left.
import type { Plan } from '../../generated/plan.ts';
import { describeDue } from '../plan/due-words.ts';
import { foldedTable } from './folded-table.ts';
import type { Section } from './markdown-page.ts';
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
    rows: campaigns.flatMap(({ id, timetable = [] }) => timetable.map((time) => ({ id, time }))),
    show: ({ id, time }) => [showName(id), safeMarkdown(describeDue(time)), formatCount(time.count)],
    of: ['time', 'times'],
    share: 0.05,
  });
}
