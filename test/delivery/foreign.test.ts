// Answers that are not the API's own: how many of them a run accepts, and which notifications are set aside while others are sent.
import { expect, test } from 'vitest';
import { ForeignAnswers } from '../../src/delivery/stopping/foreign-answers.ts';
import { leftAside } from '../../src/delivery/stopping/foreign-stops.ts';
import type { Sender } from '../../src/delivery/sender.ts';
import { makeWorld, type World } from '../support/delivery-world.ts';
import { payloadText } from '../../src/delivery/envelope.ts';
import { madeSender, settledAs } from '../support/made-sender.ts';
import { payloadsTo } from '../support/payloads.ts';
import { realClock } from '../support/real-clock.ts';

/** What the server does with a request, by the names in it and its number. */
type Decide = (names: readonly string[], number: number) => 'take' | 'foreign' | 'unacceptable' | 'refuse' | 'unclear';

interface Wire extends Sender {
  readonly requests: (readonly string[])[];
}

/** Foreign answers come at once and those of the API after a while, as with a proxy in front of the API. */
function wire(decide: Decide): Wire {
  const requests: (readonly string[])[] = [];
  return {
    requests,
    ...madeSender(async ({ notifications }) => {
      const names = notifications.map((one) => /"INSIDER\.uuid":"(u\d+)"/.exec(payloadText(one))?.[1] ?? '');
      requests.push(names);
      const course = decide(names, requests.length);
      if (course === 'foreign') return { kind: 'foreign', status: 400, code: 'http_400', excerpt: 'Bad Request' };
      await realClock.sleep(10);
      if (course === 'unacceptable') return { kind: 'unacceptable', status: 400, code: 'invalid_payload', message: '' };
      if (course === 'unclear') return { kind: 'unclear', status: 500, error: 'http_500' };
      const outcomes = names.map(() =>
        course === 'take' ? ({ kind: 'accepted' } as const) : ({ kind: 'refused', reason: 'OptOut' } as const),
      );
      return settledAs(outcomes);
    }),
  };
}

function worldOf(count: number, more: object = {}): Promise<World> {
  return makeWorld({ campaigns: [{ payloads: payloadsTo(count), ...more }], requestsPerMinute: 60_000 });
}

const holds = (names: readonly string[], ...targets: readonly string[]): boolean =>
  targets.some((target) => names.includes(target));

test.each([1, 8])(
  'three in a row stop the run, with a concurrency of %i, and nobody is rejected because of that',
  async (concurrency) => {
    await using world = await worldOf(200);
    await using client = wire((_names, number) => (number === 1 ? 'take' : 'foreign'));
    const end = await world.deliver(client, { concurrency });
    expect(end).toMatchObject({
      kind: 'stopped',
      diagnostic: { code: 'PP422', message: expect.stringMatching(/Bad Request$/) },
    });
    expect(await world.ledger.run(world.run.id)).toMatchObject({
      state: 'stopped',
      why: "3 answers in a row were not the API's own (status 400)",
    });
    expect(await world.totals()).toMatchObject({ accepted: 1, rejected: 0, in_doubt: 0, not_sent: 199, requests: 4 });
  },
);

test('an answer of the API with outcomes ends a row, whatever the outcomes are; its refusal of a request does not', async () => {
  await using world = await worldOf(60);
  const courses = ['foreign', 'foreign', 'refuse', 'foreign', 'foreign', 'unacceptable', 'foreign'] as const;
  await using client = wire((_names, number) => courses[number - 1] ?? 'take');
  expect(await world.deliver(client, { concurrency: 1 })).toMatchObject({ diagnostic: { code: 'PP422' } });
  expect(client.requests).toHaveLength(courses.length);
});

test.each([1, 2, 8, 16])(
  'one notification is set aside while the others are sent, with a concurrency of %i, at any position',
  async (concurrency) => {
    for (const target of ['u0', 'u1', 'u30', 'u59']) {
      await using world = await worldOf(60);
      await using client = wire((names) => (holds(names, target) ? 'foreign' : 'take'));
      const end = await world.deliver(client, { concurrency });
      expect(end).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP423' } });
      expect(await world.totals()).toMatchObject({ accepted: 59, rejected: 0, not_sent: 1 });
      expect(client.requests.filter((names) => names.length === 1 && holds(names, target))).toHaveLength(1);
      const row = Number(target.slice(1)) + 1;
      expect(await world.ledger.run(world.run.id)).toMatchObject({
        state: 'stopped',
        why: `1 notification was set aside, since the answer was not the API's own (status 400): row ${row} of campaign-0`,
      });
    }
  },
);

test('five in the first twenty requests stop the run, however many succeed between them', async () => {
  await using world = await worldOf(1_000);
  await using client = wire((names) =>
    names.length === 20 && Number(names[0]?.slice(1)) % 40 < 20 ? 'foreign' : 'take',
  );
  const end = await world.deliver(client, { concurrency: 1 });
  expect(end).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP422' } });
  expect((await world.ledger.run(world.run.id))?.why).toMatch(
    /^5 answers to the first \d+ requests of campaign campaign-0 were not the API's own \(status 400\)$/,
  );
  expect(await world.totals()).toMatchObject({ rejected: 0 });
});

test('a notification that is set aside is not claimed again in the run, also after doubt is settled; all others are', async () => {
  await using world = await worldOf(60);
  const { ledger, run } = world;
  await using client = wire((names, number) => {
    if (holds(names, 'u7')) return 'foreign';
    return number === 2 ? 'unclear' : 'take';
  });
  const end = await world.deliver(client, {
    concurrency: 1,
    settleDoubts: async () => ({
      notSent: await ledger.resolve(run.id, { as: 'not_sent', who: 'test', reason: 'seen' }),
      findings: [],
    }),
  });
  expect(end).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP423' } });
  expect(await world.totals()).toMatchObject({ accepted: 59, in_doubt: 0, not_sent: 1 });
  expect(client.requests.filter((names) => names.join() === 'u7')).toHaveLength(1);
});

test('the first twenty rows are named, by campaign, and the others are counted', () => {
  const foreign = new ForeignAnswers();
  expect(foreign.aside).toBeUndefined();
  const verdict = { status: 413, error: 'too_large', excerpt: '' };
  for (let row = 1; row <= 27; row++) {
    const notification = { key: `k${row}`, digest: '', generation: 0, row, payload: Buffer.from('{}') };
    foreign.setAside(row < 3 ? 'sale' : 'news', 0, notification, verdict);
  }
  const { aside } = foreign;
  if (aside === undefined) throw new Error('nobody is set aside');
  const rows = Array.from({ length: 18 }, (_, index) => index + 3).join(', ');
  const why = `27 notifications were set aside, since the answer was not the API's own (status 413, too_large): row 1, 2 of sale; row ${rows} of news; 7 more`;
  expect(leftAside({ id: 'run_1', environment: 'production' }, aside)).toMatchObject({
    why,
    diagnostic: {
      code: 'PP423',
      message: `Run run_1 stopped: ${why}.`,
      help: expect.stringMatching(/pushplan resume run_1 --env production$/v),
    },
  });
});

test('--max-sends does not count notifications that were set aside', async () => {
  await using world = await worldOf(60);
  await using client = wire((names) => (holds(names, 'u3') ? 'foreign' : 'take'));
  await world.deliver(client, { concurrency: 1, maxSends: 59 });
  expect(await world.totals()).toMatchObject({ accepted: 59, not_sent: 1 });
});

test('at least once: a notification that may have been sent, and then gets a foreign answer alone, is set aside and counted as sent', async () => {
  await using world = await worldOf(1, { guarantee: 'at_least_once' });
  await using client = wire((_names, number) => (number === 1 ? 'unclear' : 'foreign'));
  expect(await world.deliver(client, { maxSends: 1 })).toMatchObject({
    kind: 'stopped',
    diagnostic: { code: 'PP423' },
  });
  expect(await world.totals()).toMatchObject({ not_sent: 1, maybeTwice: 1 });
});
