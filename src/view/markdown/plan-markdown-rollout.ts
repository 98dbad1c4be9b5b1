// The steps of rollouts as a table: how many people get each of them, and which pause follows.
import type { Plan, StepPlan } from '../../generated/plan.ts';
import { formatDuration } from '../duration.ts';
import { formatCount } from '../../numbers.ts';
import { describePause } from '../plan/rollout-plan-words.ts';
import { foldedTable } from './folded-table.ts';
import type { Section } from './markdown-page.ts';
import { showName } from './plan-markdown-decision.ts';

export function rolloutSection({ campaigns }: Plan): Section {
  return foldedTable({
    summary: '<b>Sent in steps</b>',
    isOpen: true,
    columns: [
      { name: 'campaign', align: 'left' },
      { name: 'step', align: 'right' },
      { name: 'to', align: 'right' },
      { name: 'people', align: 'right' },
      { name: 'later', align: 'right' },
      { name: 'requests', align: 'right' },
      { name: 'about', align: 'right' },
      { name: 'then', align: 'left' },
    ],
    rows: campaigns.flatMap(({ id, rollout = [] }) => rollout.map((step, index) => ({ id, step, number: index + 1 }))),
    show: ({ id, step, number }) => formatRow(id, step, number),
    of: ['step', 'steps'],
    share: 0.03,
  });
}

function formatRow(id: string, step: StepPlan, number: number): readonly string[] {
  const { share, send, deferred, requests, eta_seconds: seconds } = step;
  return [
    showName(id),
    String(number),
    `${share}%`,
    send === 0 ? '0' : `**${formatCount(send)}**`,
    formatCount(deferred),
    formatCount(requests),
    requests === 0 ? '' : formatDuration(seconds),
    describePause(step),
  ];
}
