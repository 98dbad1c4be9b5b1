// The notifications that wait in runs, and what happens to them when the plan is applied.
import type { Plan } from '../../generated/plan.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { describeMoment } from '../plan/due-words.ts';
import { fateWords } from '../plan/waiting-words.ts';
import { foldedTable } from './folded-table.ts';
import type { Section } from './markdown-page.ts';
import { showName } from './plan-markdown-decision.ts';

export function waitingSection({ waiting = [] }: Plan): Section {
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  return foldedTable({
    summary: `<b>Waiting in runs</b>: ${countOf(count, 'notification')}`,
    isOpen: true,
    columns: [
      { name: 'campaign', align: 'left' },
      { name: 'run', align: 'left' },
      { name: 'first due', align: 'left' },
      { name: 'notifications', align: 'right' },
      { name: 'then', align: 'left' },
    ],
    rows: waiting,
    show: ({ campaign, run, next_due: due, count, becomes }) => [
      showName(campaign),
      showName(run),
      due === null ? 'after the pause' : describeMoment(due),
      formatCount(count),
      fateWords[becomes],
    ],
    of: ['run', 'runs'],
    share: 0.03,
  });
}
