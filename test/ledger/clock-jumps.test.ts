// Clocks that are set forward or back, machines that sleep and processes that die: the limit is kept, and used, in true time.
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/delivery/clock.ts';
import type { SqliteLedger } from '../../src/ledger/sqlite/sqlite-ledger.ts';
import { accepted, openAll, plannedMany, spoolRun } from '../contract/world.ts';
import { fullestMinute, shareUsed } from '../support/simulate-ring.ts';
import { sqliteWorld, type SqliteWorld } from '../support/sqlite-world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const limit = 30;

/** The true time, and the clocks that try to show it. */
class Time implements Clock {
  truly = 0;
  wall = Date.parse('2026-10-25T00:30:00Z');
  #monotonic = 0;

  now(): number {
    return this.wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.pass(milliseconds);
  }

  pass(milliseconds: number): void {
    this.truly += milliseconds;
    this.wall += milliseconds;
    this.#monotonic += milliseconds;
  }

  /** Lets the machine sleep: the monotonic clock stands still meanwhile. */
  suspend(milliseconds: number): void {
    this.truly += milliseconds;
    this.wall += milliseconds;
  }
}

interface Sending {
  readonly world: SqliteWorld;
  readonly time: Time;
  readonly arrivals: number[];
  ledger: SqliteLedger;
}

function open({ world, time }: Pick<Sending, 'world' | 'time'>): Promise<SqliteLedger> {
  return world.open({ clock: time, requestsPerMinute: limit, requestTimeout: 1_000, uptime: () => time.truly });
}

/** Sends as fast as allowed until the given true time. Every answer takes 100 ms. */
async function sendUntil(sending: Sending, run: string, until: number): Promise<void> {
  const { ledger, time, arrivals } = sending;
  const [one] = await ledger.chunks(run);
  const waiting = [...(await ledger.open(run, one?.number ?? 0))];
  while (time.truly < until) {
    const result = await ledger.claim({ run, chunk: 0, campaign: 0, notifications: waiting.slice(0, 1) });
    if (result.kind === 'fenced') throw new Error(`It is ${result.state}.`);
    if (result.kind === 'wait') {
      time.pass(Math.min(result.milliseconds, until - time.truly));
      continue;
    }
    waiting.shift();
    arrivals.push(time.truly);
    time.pass(100);
    await ledger.settle([{ attempt: result.attempt, outcomes: [accepted], status: 200, error: null }]);
  }
}

/** What happens to the clocks, while a process sends and before the next one starts. */
const happenings: readonly (readonly [string, (time: Time) => void])[] = [
  ['nothing', () => undefined],
  ['an hour forward', (time) => (time.wall += 60 * minute)],
  ['an hour back', (time) => (time.wall -= 60 * minute)],
  ['a day forward', (time) => (time.wall += day)],
  ['a day back', (time) => (time.wall -= day)],
  ['into the year 2038', (time) => (time.wall = Date.parse('2038-01-19T03:14:06Z'))],
  ['a second forward', (time) => (time.wall += 1_000)],
];

describe('clock jumps', () => {
  test.each(happenings)(
    'the wall clock is set %s while a process sends, and again before the next process',
    async (_, jump) => {
      const time = new Time();
      await using world = await sqliteWorld();
      const sending: Sending = { world, time, arrivals: [], ledger: await open({ world, time }) };
      const run = await spoolRun(sending.ledger, plannedMany(500));
      for (let process = 1; process <= 3; process += 1) {
        await sendUntil(sending, run.id, (2 * process - 1) * minute);
        jump(time);
        await sendUntil(sending, run.id, 2 * process * minute);
        await world.kill(sending.ledger);
        jump(time);
        sending.ledger = await open({ world, time });
        await sending.ledger.adoptRun(run.id, { host: 'h', pid: 1 });
      }
      expect(fullestMinute(sending.arrivals)).toBeLessThanOrEqual(limit);
      expect(shareUsed(sending.arrivals, limit, 6 * minute)).toBeGreaterThanOrEqual(0.99);
      expect(await openAll(sending.ledger, run.id)).toHaveLength(500 - sending.arrivals.length);
      await world.kill(sending.ledger);
    },
  );

  test('a machine that sleeps for ten minutes continues where it was, and does not catch up on the slots it missed', async () => {
    const time = new Time();
    await using world = await sqliteWorld();
    const sending: Sending = { world, time, arrivals: [], ledger: await open({ world, time }) };
    const run = await spoolRun(sending.ledger, plannedMany(500));
    await sendUntil(sending, run.id, 2 * minute);
    time.suspend(10 * minute);
    await sendUntil(sending, run.id, 14 * minute);
    expect(fullestMinute(sending.arrivals)).toBeLessThanOrEqual(limit);
    expect(shareUsed(sending.arrivals, limit, 14 * minute, 10 * minute)).toBeGreaterThanOrEqual(0.98);
    await world.kill(sending.ledger);
  });

  test('a block of ten minutes is over after ten minutes, also if no process was running', async () => {
    const time = new Time();
    await using world = await sqliteWorld();
    const first = await open({ world, time });
    const run = await spoolRun(first, plannedMany(1));
    await first.block(600_000, { halve: true });
    await world.kill(first);
    time.pass(9 * minute);
    time.wall += day;
    const second = await open({ world, time });
    await second.adoptRun(run.id, { host: 'h', pid: 1 });
    const claim = { run: run.id, chunk: 0, campaign: 0, notifications: await openAll(second, run.id) };
    expect(await second.claim(claim)).toEqual({ kind: 'wait', milliseconds: expect.any(Number) });
    await world.kill(second);
    time.pass(minute + 100);
    time.wall -= day;
    await using third = await open({ world, time });
    await third.adoptRun(run.id, { host: 'h', pid: 1 });
    expect(await third.claim(claim)).toMatchObject({ kind: 'claimed' });
  });
});
