// Windows at the time when requests leave: people who are held back wait for resume, late people get nothing, others are sent to.
import { expect, test } from 'vitest';
import type { SendingTimes } from '../../src/plan/schedule/sending-times.ts';
import type { Sender } from '../../src/delivery/sender.ts';
import { makeWorld, type World } from '../support/delivery-world.ts';
import { acceptAll, madeSender } from '../support/made-sender.ts';
import { payloadsTo } from '../support/payloads.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const day = 86_400_000;
const noon = Date.UTC(2026, 11, 1, 12);

/** From ten to twenty o'clock in the time zone of each person, for at most a day. */
const times: SendingTimes = {
  schedule: {
    zone: 'UTC',
    isZoned: true,
    window: { days: [1, 2, 3, 4, 5, 6, 7], from: 10 * 3_600_000, to: 20 * 3_600_000 },
    outside: 'hold',
    deadline: day,
  },
  quiet: [],
  blackouts: [],
};

function taker(): Sender & { readonly sent: number[] } {
  const sent: number[] = [];
  const sender = madeSender(async (request) => {
    sent.push(request.notifications.length);
    return acceptAll(request);
  });
  return { ...sender, sent };
}

function worldOf(whens: readonly { readonly due: number; readonly zone: string }[]): Promise<World> {
  const campaigns = [{ payloads: payloadsTo(whens.length), whens, times }];
  return makeWorld({ campaigns, clock: virtualClock(noon), requestsPerMinute: 60_000 });
}

test('of people in three time zones, some are sent to, some are held back, and some are late', async () => {
  const due = (zone: string, at = noon - 3_600_000) => ({ due: at, zone });
  await using world = await worldOf([
    ...Array.from({ length: 30 }, () => due('UTC')),
    ...Array.from({ length: 25 }, () => due('Asia/Tokyo')),
    due('UTC', noon - 2 * day),
  ]);
  await using client = taker();
  const end = await world.deliver(client);
  expect(end).toMatchObject({
    kind: 'stopped',
    diagnostic: { code: 'PP381', help: expect.stringMatching(/resume run_\w+ --env \w+$/v) },
  });
  const why = '25 notifications are held back by a window, quiet hours or a blackout until 2026-12-02 01:00 UTC';
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'stopped', why });
  expect(await world.totals()).toMatchObject({ planned: 56, accepted: 30, not_sent: 26 });
  expect(await world.ledger.totals(world.run.id)).toMatchObject([{ leftOut: { late: 1 } }]);
  expect(client.sent.reduce((sum, count) => sum + count, 0)).toBe(30);
});

test('a run with a single person who is held back sends nothing and stops', async () => {
  await using world = await worldOf([{ due: noon, zone: 'Asia/Tokyo' }]);
  await using client = taker();
  expect(await world.deliver(client)).toMatchObject({
    kind: 'stopped',
    why: expect.stringMatching(/^1 notification is held/v),
  });
  expect(client.sent).toEqual([]);
});

test('in a run that waits, they are due when the first of their windows opens', async () => {
  await using world = await worldOf([
    ...Array.from({ length: 25 }, () => ({ due: noon - 1, zone: 'Asia/Tokyo' })),
    ...Array.from({ length: 25 }, () => ({ due: noon - 1, zone: 'America/Los_Angeles' })),
    { due: noon - 1, zone: 'UTC' },
  ]);
  await using client = taker();
  expect(await world.deliver(client, { waits: true })).toMatchObject({ kind: 'waiting' });
  const opens = Date.UTC(2026, 11, 1, 18);
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'waiting', nextDue: opens });
  expect(await world.totals()).toMatchObject({ accepted: 1, not_sent: 50 });
});

test('people whom a deferring cap holds back are due when the cap allows it, if the run waits; otherwise they are left to the next plan', async () => {
  const caps = [{ max: 1, within: day, exceptTags: [], when: 'defer' as const }];
  const campaigns = [
    { payloads: payloadsTo(45) },
    { payloads: payloadsTo(50), tags: ['promo'], often: { caps, recent: [] } },
  ];
  for (const waits of [true, false]) {
    // In the middle of a minute: they are due when the next minute starts.
    await using world = await makeWorld({ campaigns, clock: virtualClock(noon + 500), requestsPerMinute: 60_000 });
    await using client = taker();
    const end = await world.deliver(client, { waits });
    expect(end.kind).toBe(waits ? 'waiting' : 'finished');
    expect(await world.totals()).toMatchObject({ accepted: 50, not_sent: 45 });
    const [, capped] = await world.ledger.totals(world.run.id);
    expect(capped?.leftOut).toEqual(waits ? {} : { capped: 45 });
    if (!waits) continue;
    expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'waiting', nextDue: noon + day + 60_000 });
  }
});
