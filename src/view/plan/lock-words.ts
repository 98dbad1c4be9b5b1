// Describes what a lock says about an audience.
import type { LockReport } from '../../generated/plan.ts';
import { countOf, listFirst } from '../../numbers.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Formats "2026-11-28T06:00:00Z" as "28 November 2026". A text that is not a date stays as it is. */
function spellDay(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/v.exec(date) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? date : `${Number(day)} ${name} ${year}`;
}

/** Formats "41,230 rows of 28 November 2026 (before: 40,112 of 21 November 2026), query unchanged". */
export function describeLock({ rows, fetched_at, query, was, columns }: LockReport): string {
  const before = was === null ? '' : ` (before: ${countOf(was.rows, 'row')} of ${spellDay(was.fetched_at)})`;
  const changes = [
    ...(query === null ? [] : [`query ${query}`]),
    ...listColumns('new', columns.added),
    ...listColumns('without', columns.removed),
    ...listColumns('other type of', columns.retyped),
  ];
  return [`${countOf(rows, 'row')} of ${spellDay(fetched_at)}${before}`, ...changes].join(', ');
}

const mostNamed = 5;

function listColumns(word: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const named = listFirst(names, mostNamed);
  return [`${word} ${names.length === 1 ? 'column' : 'columns'} ${named}`];
}
