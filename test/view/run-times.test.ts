import { expect, test } from 'vitest';
import type { DueRun } from '../../src/generated/run.ts';
import { describeMoreTimes, listTimeRows } from '../../src/view/run-times.ts';

test('only the first hundred of many times are shown, and only those are put into words', () => {
  const due: DueRun = {
    due: '2026-12-01T07:00:00.000Z',
    zone: 'Europe/Istanbul',
    planned: 2,
    left: 1,
    first_left_at: '2026-12-01T07:00:01.000Z',
    last_left_at: null,
    not_sent: 1,
    left_out: { late: 1 },
  };
  const unseen: DueRun = { ...due, due: 'no time at all' };
  const timetable = [...Array.from({ length: 100 }, () => due), unseen, unseen];
  const totals = { planned: 204, accepted: 102, refused: 0, rejected: 0, in_doubt: 0, not_sent: 102 };
  const { rows, more } = listTimeRows([{ id: 'sale', totals, refused: {}, rejected: {}, timetable }]);
  expect(rows).toHaveLength(100);
  expect(rows.at(-1)).toEqual({
    at: { due: Date.UTC(2026, 11, 1, 7), first: Date.UTC(2026, 11, 1, 7, 0, 1), last: null },
    campaign: 'sale',
    due: '2026-12-01 10:00 Europe/Istanbul',
    planned: 2,
    left: 1,
    first: '2026-12-01 07:00:01 UTC, 1 s after',
    last: 'nobody',
    notSent: '1: late 1',
  });
  expect(describeMoreTimes(more)).toBe("And 2 more times; the run's JSON has all.");
});
