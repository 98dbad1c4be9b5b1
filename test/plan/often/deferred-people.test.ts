// Deferred people take a place under caps when they are due, and a cap may itself defer people.
import { describe, expect, test } from 'vitest';
import { PlannedPeople } from '../../../src/plan/often/planned-people.ts';
import { ana, before, bo, cap, hour, knowing, now, planGated } from '../../support/gated-plan.ts';

describe('a deferred person', () => {
  const limits = { caps: [cap({ tag: 'promo' })] };
  const tomorrow = now + 30 * hour;

  test('takes a place when it is due, which later campaigns of the plan respect', async () => {
    const planned = new PlannedPeople();
    const first = await planGated([ana], { planned, limits, id: 'first', until: tomorrow });
    expect(first.deferred).toEqual([[1, tomorrow]]);
    // There is room long before it is due, but none a day before or after it.
    expect((await planGated([ana, bo], { planned, limits, id: 'now' })).sent).toEqual([1, 2]);
    const near = await planGated([ana, bo], { planned, limits, id: 'near', until: tomorrow + 5 * hour });
    expect(near.deferred).toEqual([[2, tomorrow + 5 * hour]]);
    expect(near.counts).toMatchObject({ deferred: 1, removed: { capped: 1 } });
    expect(near.later).toHaveLength(1);
    expect(near.forecast).toEqual([{ rule: 'cap of 1 promo in 24h', met: 1, full: 1 }]);
  });

  test('is left out if the cap is reached by then', async () => {
    const planned = new PlannedPeople();
    await planGated([ana], { planned, limits, id: 'first' });
    const soon = await planGated([ana, bo], { planned, limits, id: 'second', until: now + hour });
    expect([soon.deferred, soon.counts.removed.capped]).toEqual([[[2, now + hour]], 1]);
    const late = await planGated([ana], { planned, limits, id: 'third', until: now + 24 * hour });
    expect(late.deferred).toEqual([[1, now + 24 * hour]]);
  });

  test('is not excluded from other campaigns by what was not sent yet', async () => {
    const planned = new PlannedPeople();
    await planGated([ana], { planned, limits, id: 'first', until: tomorrow });
    const recent = [{ sent: 'first', within: 48 * hour }];
    expect((await planGated([ana], { planned, limits: { recent }, id: 'second' })).sent).toEqual([1]);
  });
});

describe('a cap that defers', () => {
  const caps = [cap({ tag: 'promo', when: 'defer' as const })];
  const history = knowing({ 'email=ana@example.com': [before(20)] });

  test('defers people until there is a place, and reports how many', async () => {
    const { deferred, sent, counts, timetable, later, forecast } = await planGated([ana, bo], {
      limits: { caps },
      history,
    });
    expect([sent, deferred, later]).toEqual([[2], [[1, now + 4 * hour]], []]);
    expect(counts).toMatchObject({ rows: 2, send: 1, deferred: 1, removed: { capped: 0 } });
    expect(timetable).toEqual([{ due: now + 4 * hour, zone: 'UTC', count: 1 }]);
    expect(forecast).toEqual([{ rule: 'cap of 1 promo in 24h, which defers', met: 1, full: 0, put_off: 1 }]);
  });

  test('defers a second row of the same person, in the same block or in another', async () => {
    const rows = [ana, { ...ana, key: 'a2' }, { ...ana, key: 'a3' }];
    for (const size of [1, 3]) {
      const { deferred, sent } = await planGated(rows, { limits: { caps }, history, size });
      expect([sent, deferred]).toEqual([
        [],
        [
          [1, now + 4 * hour],
          [2, now + 28 * hour],
          [3, now + 52 * hour],
        ],
      ]);
    }
  });

  test('looks for a place again when the window opens next', async () => {
    // From 3 to 6 hours after now, each day.
    const window = { days: [1, 2, 3, 4, 5, 6, 7], from: 7 * hour, to: 10 * hour };
    const schedule = { zone: 'UTC', isZoned: true, window, outside: 'hold' as const };
    const times = { schedule, quiet: [], blackouts: [] };
    const open = await planGated([ana, bo], { limits: { caps }, history, times });
    expect(open.deferred).toEqual([
      [1, now + 4 * hour],
      [2, now + 3 * hour],
    ]);
    const sixLeft = knowing({ 'email=ana@example.com': [before(18)] });
    expect((await planGated([ana], { limits: { caps }, history: sixLeft, times })).deferred).toEqual([
      [1, now + 27 * hour],
    ]);
    const skips = { ...times, schedule: { ...schedule, window: { ...window, from: 0 }, outside: 'skip' as const } };
    const out = await planGated([ana, bo], { limits: { caps }, history: sixLeft, times: skips });
    expect([out.sent, out.counts.removed.capped, out.later.length]).toEqual([[2], 1, 1]);
  });

  test('leaves people out if the place comes too late for the deadline', async () => {
    const schedule = { zone: 'UTC', isZoned: false, outside: 'hold' as const, deadline: 3 * hour };
    const begins = { kind: 'at' as const, local: now };
    const times = { schedule: { ...schedule, begins }, quiet: [], blackouts: [] };
    const { sent, counts } = await planGated([ana, bo], { limits: { caps }, history, times });
    expect([sent, counts.deferred, counts.removed.capped]).toEqual([[2], 0, 1]);
  });
});
