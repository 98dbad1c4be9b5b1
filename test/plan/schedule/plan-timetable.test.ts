import { expect, test } from 'vitest';
import { planTimetable } from '../../../src/plan/schedule/plan-timetable.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const speed = { requestsPerMinute: 1_000, mostInRequest: 20 };

test('400,000 notifications at ten take twenty minutes, and those due meanwhile are sent after them', () => {
  const ten = { due: at('2026-12-01T07:00'), zone: 'Europe/Istanbul', count: 400_000 };
  const meanwhile = { due: at('2026-12-01T07:10'), zone: 'UTC', count: 20_000 };
  const [first, second] = planTimetable([[ten], [meanwhile]], at('2026-12-01T06:00'), speed);
  expect(first).toEqual([
    { due: '2026-12-01T07:00:00Z', zone: 'Europe/Istanbul', count: 400_000, done_by: '2026-12-01T07:20:00Z' },
  ]);
  expect(second).toMatchObject([{ due: '2026-12-01T07:10:00Z', done_by: '2026-12-01T07:21:00Z' }]);
});

test('what is sent now comes before deferred notifications', () => {
  const [times] = planTimetable(
    [[{ due: at('2026-12-01T07:00'), zone: 'UTC', count: 20 }]],
    at('2026-12-01T08:00'),
    speed,
  );
  expect(times).toMatchObject([{ done_by: '2026-12-01T08:00:01Z' }]);
});
