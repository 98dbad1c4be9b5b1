// Caps and exclusions by what people were sent: how many people of each campaign each of them concerns.
import type { Plan } from '../../generated/plan.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { showName } from './plan-markdown-decision.ts';

export function oftenSection({ campaigns }: Plan): Section {
  const rows = campaigns.flatMap(({ id, often = [] }) =>
    often.filter(({ met, full }) => met + full > 0).map((one) => ({ id, ...one })),
  );
  const full = rows.reduce((sum, row) => sum + row.full, 0);
  const putOff = rows.reduce((sum, row) => sum + (row.put_off ?? 0), 0);
  const head = tableHead([
    { name: 'campaign', align: 'left' },
    { name: 'cap or exclusion', align: 'left' },
    { name: 'got what it counts', align: 'right' },
    ...(putOff > 0 ? [{ name: 'put off', align: 'right' } as const] : []),
    { name: 'left out', align: 'right' },
  ]);
  const later = putOff > 0 ? `, ${formatCount(putOff)} put off` : '';
  const note = 'By the ledger, and by campaigns that come first in this plan. What is sent from the panel is not seen.';
  return {
    head: `<details><summary><b>How often people get something</b>: ${countOf(full, 'row')} left out${later}</summary>\n\n${note}\n\n${head}\n`,
    parts: rows.map((row) => () => {
      const held = putOff > 0 ? [formatCount(row.put_off ?? 0)] : [];
      return tableRow([showName(row.id), showName(row.rule), formatCount(row.met), ...held, formatCount(row.full)]);
    }),
    separator: '\n',
    tail: '\n\n</details>',
    leftOut: leaveOut('cap or exclusion', 'caps and exclusions', 'pushplan plan --json'),
    rank: 6,
    share: 0.03,
  };
}
