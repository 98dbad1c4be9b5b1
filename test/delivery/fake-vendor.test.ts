// A second vendor needs only a room of its own: delivery and ledger send through this one without changes.
import { expect, test } from 'vitest';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { mostInClaim } from '../../src/delivery/ledger.ts';
import { settleInRun } from '../../src/delivery/doubt/settle-in-run.ts';
import { makeWorld, type World } from '../support/delivery-world.ts';
import {
  fakePayload,
  fakeVendor,
  openFakeClient,
  openFakeLog,
  startFakeApi,
  type FakeApi,
  type FakeFault,
} from '../support/fake-vendor.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { withMethod } from '../support/with-method.ts';

const people = Array.from({ length: 90 }, (_, index) => `p${index}`);

/** Depends on person and try only, and so not on the order. Some fail at first, each in another way, and then succeed. */
function faultFor(to: string, nth: number): FakeFault {
  const kinds = ['cut_before', 'cut_after', 'error_after', 'too_fast', 'error_before'] as const;
  const number = Number(to.slice(1));
  return number % 4 > 0 || nth > number % 3 ? 'none' : (kinds[number % kinds.length] ?? 'none');
}

/** Makes two requests fail with an unknown result. One of them was not sent. */
function faultOfTwo(to: string, nth: number): FakeFault {
  if (nth > 1 || !['p14', 'p28'].includes(to)) return 'none';
  return to === 'p14' ? 'error_before' : 'error_after';
}

function expectOnce({ pushed }: FakeApi): void {
  expect(pushed.map(({ to }) => to).toSorted()).toEqual(people.toSorted());
  expect(new Set(pushed.map(({ id }) => id)).size).toBe(people.length);
}

async function resume({ ledger, run }: World): Promise<void> {
  await ledger.adoptRun(run.id, { host: 'test', pid: 2 });
}

test.each([
  ['one message a request', 1],
  ['seven messages a request', 7],
  ['more than a claim can hold', 50],
])(
  '%s: everybody is reached once, despite lost connections, errors, throttling, an abort and a process that dies',
  async (_name, mostInRequest) => {
    const vendor = fakeVendor({ mostInRequest });
    await using api = await startFakeApi({ fault: faultFor });
    await using client = openFakeClient(api.url, vendor);
    const payloads = people.map((to) => fakePayload(to));
    await using world = await makeWorld({ campaigns: [{ payloads }], clock: virtualClock(), vendor });

    let commits = 0;
    const dying = withMethod(world.ledger, 'settle', async (settlements) => {
      commits++;
      if (commits > 2) throw new Error('it died');
      await world.ledger.settle(settlements);
    });
    await expect(world.deliver(client, { ledger: dying })).rejects.toThrow('it died');
    await resume(world);
    // Its open claims are in doubt. Since the API accepts an id once, it is safe to let them be sent again.
    expect((await world.totals()).in_doubt).toBeGreaterThan(0);
    await world.ledger.resolve(world.run.id, { as: 'not_sent', who: 'ada', reason: 'an id is taken once' });

    const abort = new AbortController();
    const listen: Delivery['listen'] = (event) => {
      if (event.kind === 'settled' && api.pushed.length > people.length / 2) abort.abort();
    };
    expect(await world.deliver(client, { abort: abort.signal, listen })).toMatchObject({ kind: 'stopped' });

    await resume(world);
    await world.ledger.resolve(world.run.id, { as: 'not_sent', who: 'ada', reason: 'an id is taken once' });
    expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
    expect(await world.totals()).toMatchObject({ planned: people.length, accepted: people.length, in_doubt: 0 });
    expectOnce(api);
    expect(Math.max(...api.sizes)).toBe(Math.min(mostInRequest, mostInClaim));
  },
);

test('if the API does not accept an id only once, its own log settles doubt, and an absence in it can be proof', async () => {
  const vendor = fakeVendor({ mostInRequest: 7, takesIdOnce: false });
  const clock = virtualClock();
  await using api = await startFakeApi({ takesIdOnce: false, fault: faultOfTwo, now: () => clock.now() });
  await using client = openFakeClient(api.url, vendor);
  await using deliveryLog = openFakeLog(api.url);
  const payloads = people.map((to) => fakePayload(to));
  await using world = await makeWorld({ campaigns: [{ payloads }], clock, vendor });
  const resolved: unknown[] = [];
  const listen: Delivery['listen'] = (event) => {
    if (event.kind === 'settled') clock.pass(1_000);
    if (event.kind === 'resolved') resolved.push(event);
  };
  const terms = { vendor, deliveryLog, after: 60_000, requestsPerMinute: 5_000 };
  const { ledger } = world;
  const end = await world.deliver(client, {
    concurrency: 1,
    listen,
    settleDoubts: (doubtful) => settleInRun({ ...doubtful, ledger, spool: ledger, terms, clock, listen }),
  });
  expect(end).toMatchObject({ kind: 'finished' });
  expect(resolved).toMatchObject([{ accepted: 7, notSent: 7 }]);
  expect(await world.totals()).toMatchObject({ accepted: people.length, in_doubt: 0 });
  expectOnce(api);
});

test('the report has what the API returned for each notification, also if a person is in a request twice', async () => {
  const vendor = fakeVendor({ mostInRequest: 7 });
  await using api = await startFakeApi();
  await using client = openFakeClient(api.url, vendor);
  const payloads = ['first', 'a', 'b', 'c'].map((text) => fakePayload(text === 'first' ? 'p0' : 'ada', text));
  await using world = await makeWorld({ campaigns: [{ payloads }], vendor });
  const told: unknown[] = [];
  await world.deliver(client, { report: async (rows) => void told.push(...rows) });
  expect(api.sizes).toEqual([1, 3]);
  expect(told).toHaveLength(4);
  expect(told).toMatchObject(
    [1, 2, 3, 4].map((row) => ({ row, attributes: { message_id: expect.stringMatching(/^m-[0-9a-f]{32}-0$/) } })),
  );
});
