import { expect, test } from 'vitest';
import { KnownAccepted } from '../../../src/delivery/doubt/known-accepted.ts';
import type { RunEvent } from '../../../src/delivery/run-event.ts';
import { settleDoubt, type DoubtInquiry } from '../../../src/delivery/doubt/settle-doubt.ts';
import type { InDoubt } from '../../../src/delivery/spool.ts';
import type { LoggedPush, LogAnswer, DeliveryLog } from '../../../src/delivery/doubt/delivery-log.ts';
import { payloadTo } from '../../support/payloads.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { envelopeOf, evidenceOf } from '../../../src/insider/envelope.ts';
import { insider } from '../../../src/insider/insider.ts';

const begin = Date.parse('2026-11-23T10:00:00Z');

function doubt(uuid: string, second: number, changed: Partial<InDoubt> = {}): InDoubt {
  return {
    attempt: second,
    position: 0,
    campaign: 0,
    row: 1,
    payload: Buffer.from(payloadTo(uuid)),
    claimedAt: begin + second * 1000,
    settledAt: begin + second * 1000 + 200,
    status: 500,
    error: 'http_500',
    ...changed,
  };
}

interface Shown {
  readonly campId?: number;
  readonly title?: string;
  readonly message?: string;
  readonly at?: number;
}

function pushed(second: number, changed: Shown = {}): LoggedPush {
  const { campId = 1204, title = 'Sale', message = '30% off', at = begin + second * 1000 } = changed;
  return { evidence: evidenceOf(campId, title, message) ?? '', at };
}

type Known = Readonly<Record<string, LogAnswer | readonly LoggedPush[]>>;

/** A delivery log that gives the answers of the table, which may change with every query. It records each query and its times. */
function logOf(known: Known | ((nth: number) => Known)) {
  const asked: [string, number, number][] = [];
  const deliveryLog: DeliveryLog = {
    async ask({ identities, from, to }) {
      const uuid = identities[0]?.replace('uuid=', '') ?? '';
      asked.push([uuid, from, to]);
      const said = (typeof known === 'function' ? known(asked.length) : known)[uuid] ?? [];
      return 'kind' in said ? said : { kind: 'seen', pushes: said };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { deliveryLog, asked };
}

/** Returns people who were accepted, as the run remembers them. */
function knownOf(...known: readonly (readonly [uuid: string, second: number])[]): Pick<KnownAccepted, 'of'> {
  const knownAccepted = new KnownAccepted();
  for (const [uuid, second] of known) {
    knownAccepted.remember(0, { attempt: second, claimedAt: begin + second * 1000, ...envelopeOf(payloadTo(uuid)) });
  }
  return knownAccepted;
}

function inquire(doubts: readonly InDoubt[], deliveryLog: DeliveryLog, changed: Partial<DoubtInquiry> = {}) {
  const clock = virtualClock(begin + 3_600_000);
  const events: RunEvent[] = [];
  const report = settleDoubt({
    runs: ['run_1'],
    spool: {
      async *inDoubt() {
        yield doubts;
      },
    },
    vendor: insider,
    deliveryLog,
    clock,
    after: 60_000,
    requestsPerMinute: 5000,
    signal: new AbortController().signal,
    listen: (event) => events.push(event),
    ...changed,
  });
  return { report, clock, events };
}

test('a notification that the delivery log shows is accepted, whatever the problem was', async () => {
  const { deliveryLog } = logOf({ a: [pushed(2)], b: [pushed(3)] });
  const doubts = [doubt('a', 1, { position: 7 }), doubt('b', 2, { status: null, error: 'UND_ERR_SOCKET' })];
  const report = await inquire(doubts, deliveryLog).report;
  expect(report.proposals).toEqual([
    { run: 'run_1', attempt: 1, position: 7, campaign: 0, as: 'accepted' },
    { run: 'run_1', attempt: 2, position: 0, campaign: 0, as: 'accepted' },
  ]);
  expect(report.counts).toEqual({ accepted: 2, notSent: 0, unproven: 0, silent: 0, unasked: 0 });
});

test.each([
  ['another campaign', { campId: 9 }],
  ['another title', { title: 'Other' }],
  ['another message', { message: 'Other' }],
  ['an earlier push', { at: begin - 60_000 }],
])('%s is not taken for the notification', async (_name, changed) => {
  const { deliveryLog } = logOf({ a: [pushed(2, changed)] });
  const report = await inquire([doubt('a', 1)], deliveryLog).report;
  expect(report).toMatchObject({ proposals: [], counts: { unproven: 1 } });
});

test('one push proves only one notification, if somebody was to get the same text twice', async () => {
  const { deliveryLog } = logOf({ a: [pushed(2)] });
  const report = await inquire([doubt('a', 1), doubt('a', 1, { attempt: 2 })], deliveryLog).report;
  expect(report.counts).toMatchObject({ accepted: 1, unproven: 1 });
});

test('a 500 that the log does not show counts as not sent only if a control began after its answer', async () => {
  const { deliveryLog } = logOf({ known: [pushed(100)], other: [pushed(500)] });
  const doubts = [
    doubt('before', 50),
    doubt('answered late', 60, { settledAt: begin + 99_500 }),
    doubt('known', 99),
    doubt('after', 101),
    doubt('elsewhere', 50, { campaign: 2, attempt: 51 }),
    doubt('other', 499, { campaign: 3 }),
  ];
  const report = await inquire(doubts, deliveryLog).report;
  expect(report.proposals.map(({ attempt, as }) => [attempt, as])).toEqual([
    [99, 'accepted'],
    [499, 'accepted'],
    [50, 'not_sent'],
  ]);
  expect(report.counts).toEqual({ accepted: 2, notSent: 1, unproven: 3, silent: 0, unasked: 0 });
});

test.each([
  ['a timeout', { status: null, error: 'UND_ERR_HEADERS_TIMEOUT' }],
  ['a 500 that was cut', { status: 500, error: 'UND_ERR_SOCKET' }],
  ['a 502', { status: 502, error: 'http_502' }],
  ['an attempt that nobody settled', { status: null, error: null, settledAt: null }],
  ['a 200 that was cut', { status: 200, error: 'answer_not_understood' }],
])('%s that the log does not show stays in doubt, even with a control', async (_name, changed) => {
  const { deliveryLog } = logOf({ control: [pushed(100)] });
  const report = await inquire([doubt('a', 1, changed)], deliveryLog, { knownAccepted: knownOf(['control', 99]) })
    .report;
  expect(report).toMatchObject({ proposals: [], counts: { unproven: 1 } });
});

test('an accepted person whom the run remembers is a control if the delivery log shows them', async () => {
  const knownAccepted = knownOf(['first', 99], ['latest', 100]);
  const { deliveryLog, asked } = logOf({ first: [pushed(99)] });
  const report = await inquire([doubt('a', 1)], deliveryLog, { knownAccepted }).report;
  expect(report.proposals).toMatchObject([{ attempt: 1, as: 'not_sent' }]);
  // The person in doubt is looked up again after the control was found.
  expect(asked.map(([uuid]) => uuid)).toEqual(['a', 'latest', 'first', 'a']);
});

test.each([
  ['that the delivery log does not show either', ['hidden', 99]],
  ['from before the attempt', ['early', 0]],
] as const)('a control %s proves nothing', async (_name, control) => {
  const { deliveryLog } = logOf({ early: [pushed(0)] });
  const report = await inquire([doubt('a', 1)], deliveryLog, { knownAccepted: knownOf(control) }).report;
  expect(report).toMatchObject({ proposals: [], counts: { unproven: 1 } });
});

test('a delivery log that learns of both only after the first query is used at the second one', async () => {
  const late: Known = { a: [pushed(1)], control: [pushed(99)] };
  const { deliveryLog } = logOf((nth) => (nth === 1 ? {} : late));
  const report = await inquire([doubt('a', 1)], deliveryLog, { knownAccepted: knownOf(['control', 99]) }).report;
  expect(report.proposals).toMatchObject([{ attempt: 1, as: 'accepted' }]);
});

test('a delivery log without usable answers settles nothing, and is not queried again after three queries', async () => {
  const silent: LogAnswer = { kind: 'silent', error: 'http_401' };
  const names = ['a', 'b', 'c', 'd', 'e'];
  const { deliveryLog, asked } = logOf(Object.fromEntries(names.map((name) => [name, silent])));
  const doubts = names.map((name, index) => doubt(name, index));
  const report = await inquire(doubts, deliveryLog, { requestsPerMinute: 60 }).report;
  expect(report).toMatchObject({ proposals: [], counts: { silent: 3, unasked: 2 }, errors: ['http_401'] });
  expect(asked).toHaveLength(3);
});

test('the log is queried at its own pace, and not before its delay is over', async () => {
  const { deliveryLog, asked } = logOf({});
  const { report, clock, events } = inquire([doubt('a', 3590), doubt('b', 3590)], deliveryLog, {
    requestsPerMinute: 60,
  });
  await report;
  expect(clock.slept).toEqual([50_000, 1_000]);
  expect(asked[0]).toEqual(['a', begin + 3_585_000, begin + 3_655_000]);
  expect(events).toMatchObject([
    { kind: 'waiting', reason: 'delivery_log', until: 50_000 },
    { kind: 'waiting', until: 51_000 },
    { kind: 'going_on' },
  ]);
});

test('a fast delivery log is queried in parallel, and never more often in a minute than it allows', async () => {
  const times: number[] = [];
  const clock = virtualClock(begin + 3_600_000);
  const deliveryLog: DeliveryLog = {
    ask: async () => {
      times.push(clock.monotonic());
      return { kind: 'seen', pushes: [] };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const doubts = Array.from({ length: 2500 }, (_, index) => doubt(`u${index}`, index, { status: 502 }));
  await inquire(doubts, deliveryLog, { requestsPerMinute: 1000, clock }).report;
  const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
  expect(busiest).toBeLessThanOrEqual(1000);
  expect(busiest).toBeGreaterThan(980);
});

test('nothing more is settled after a stop before the next query', async () => {
  const stop = new AbortController();
  const { deliveryLog } = logOf({ a: [pushed(2)], b: [pushed(2)] });
  const stopping: DeliveryLog = {
    ...deliveryLog,
    ask: async (...args) => {
      stop.abort();
      return deliveryLog.ask(...args);
    },
  };
  const changed = { signal: stop.signal, requestsPerMinute: 60 };
  const report = await inquire([doubt('a', 1), doubt('b', 1)], stopping, changed).report;
  expect(report.counts).toMatchObject({ accepted: 1, unasked: 1 });
});
