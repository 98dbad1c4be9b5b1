// A run that one process sends in steps: pauses are kept, also by the next process, and the outcomes decide whether it continues.
import { expect, test } from 'vitest';
import type { RunCampaign } from '../../../src/delivery/ledger.ts';
import type { Sender } from '../../../src/delivery/sender.ts';
import { makeWorld, type World } from '../../support/delivery-world.ts';
import { madeSender, settledAs } from '../../support/made-sender.ts';
import { payloadsOf, payloadsTo } from '../../support/payloads.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

const by = { host: 'test', pid: process.pid };
const noon = Date.UTC(2026, 10, 29, 12);
const rollout = [{ upTo: 0.1, pause: 600_000 }, { upTo: 0.5, pause: null }, { upTo: 1 }];

/** A sender that refuses the first `refused` people and accepts all others. It records whom it got, in order. */
function taker(refused = 0): Sender & { readonly sent: string[] } {
  const sent: string[] = [];
  const sender = madeSender(async (request) => {
    const outcomes = request.notifications.map((_, index) =>
      sent.length + index < refused
        ? ({ kind: 'refused', reason: 'OptOut' } as const)
        : ({ kind: 'accepted' } as const),
    );
    sent.push(...payloadsOf(request));
    return settledAs(outcomes);
  });
  return { ...sender, sent };
}

/** Puts every third person into each of the three steps, in reverse order of the file. */
function worldOf(count: number, change: Partial<RunCampaign> = {}, others = 0) {
  const clock = virtualClock(noon);
  const payloads = payloadsTo(count);
  const steps = payloads.map((_, index) => 2 - (index % 3));
  const campaigns = [
    { payloads, steps, rollout, ...change },
    ...(others === 0 ? [] : [{ payloads: payloadsTo(others) }]),
  ];
  const ofStep = (step: number): readonly string[] => payloads.filter((_, index) => steps[index] === step);
  return makeWorld({ campaigns, clock, requestsPerMinute: 60_000 }).then((world) => ({ world, clock, ofStep }));
}

async function resume({ ledger, run }: World): Promise<void> {
  await ledger.adoptRun(run.id, by);
}

test('a rollout is sent step by step, with a pause that ends by itself and one that somebody ends', async () => {
  const { world, clock, ofStep } = await worldOf(90);
  await using _world = world;
  const { ledger, run } = world;
  await using first = taker();
  const end = await world.deliver(first);
  const until = 'until 2026-11-29 12:10';
  expect(end).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP431', severity: 'warning' } });
  expect(await ledger.run(run.id)).toMatchObject({
    state: 'paused',
    haltedBy: null,
    why: expect.stringContaining(`after step 1 of 3 (to 10%) of campaign-0, ${until}`),
  });
  expect(first.sent.toSorted()).toEqual(ofStep(0).toSorted());
  expect(world.events.filter(({ kind }) => kind === 'rollout')).toMatchObject([
    { rollout: { campaign: 0, step: 0, next: 1, planned: [30, 30, 30] } },
  ]);

  // Too early, so nothing is sent.
  await resume(world);
  expect(await world.deliver(first)).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP431' } });
  expect(first.sent).toHaveLength(30);

  clock.pass(600_000 + 60_000);
  await resume(world);
  await using second = taker();
  await world.deliver(second);
  expect(second.sent.toSorted()).toEqual(ofStep(1).toSorted());
  const why = 'paused after step 2 of 3 (to 50%) of campaign-0, until somebody ends it';
  expect(await ledger.run(run.id)).toMatchObject({ state: 'paused', why });
  clock.pass(365 * 86_400_000);
  await resume(world);
  await world.deliver(second);
  expect(second.sent).toHaveLength(30);

  const [standing] = await ledger.rollouts(run.id);
  expect(standing).toMatchObject({ step: 1, until: null, open: 0, next: 2 });
  const from = { step: 1, endedAt: standing?.endedAt ?? null };
  const to = { step: 2, endedAt: null, until: null };
  expect(await ledger.moveRollout(run.id, { campaign: 0, from, to })).toBe(true);
  await resume(world);
  await using third = taker();
  expect(await world.deliver(third)).toMatchObject({ kind: 'finished' });
  expect(third.sent.toSorted()).toEqual(ofStep(2).toSorted());
  expect(await world.totals()).toMatchObject({ planned: 90, accepted: 90 });
});

test('other campaigns of the run are sent during a pause, and the pause counts from the end of the step', async () => {
  const { world } = await worldOf(9, {}, 50);
  await using _world = world;
  await using client = taker();
  await world.deliver(client);
  expect(await world.totals()).toMatchObject({ accepted: 53, not_sent: 6 });
  const [standing] = await world.ledger.rollouts(world.run.id);
  const kinds = world.events.map(({ kind }) => kind);
  expect(kinds.lastIndexOf('settled')).toBeGreaterThan(kinds.indexOf('rollout'));
  expect((standing?.until ?? 0) - (standing?.endedAt ?? 0)).toBe(600_000);
  // Nothing of the other campaign is left.
  await resume(world);
  expect(await world.deliver(client, { only: 1 })).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP431' } });
  expect(client.sent).toHaveLength(53);
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'paused', haltedBy: null });
});

test.each([
  [60, 12, 'stopped', 'PP421', undefined],
  [60, 9, 'paused', 'PP431', undefined],
  // 19 answers are too few to judge, so the step ends as usual, with a warning.
  [57, 19, 'paused', 'PP431', 'PP432'],
])('a step with a third of %i people and %i refusals: the run is %s', async (count, refused, state, code, warning) => {
  const abortIf = [{ of: 'refused', limit: { kind: 'share', share: 0.5 } }] as const;
  const { world, ofStep } = await worldOf(count, { abortIf });
  await using _world = world;
  await using client = taker(refused);
  const end = await world.deliver(client, { concurrency: 1 });
  expect(end).toMatchObject({ kind: 'stopped', diagnostic: { code } });
  expect(end.findings.map((finding) => finding.code)).toEqual(warning === undefined ? [] : [warning]);
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state });
  expect(client.sent).toHaveLength(ofStep(0).length);
  // The step has ended all the same, so its pause also applies after a resume.
  await resume(world);
  expect(await world.deliver(client)).toMatchObject({ diagnostic: { code: 'PP431' } });
  expect(client.sent).toHaveLength(ofStep(0).length);
});

test('steps without a pause follow one another, and a first step without people is skipped', async () => {
  const steps = [{ upTo: 0.01, pause: null }, { upTo: 0.5 }, { upTo: 1 }];
  const payloads = payloadsTo(20);
  const campaigns = [{ payloads, steps: payloads.map((_, index) => 1 + (index % 2)), rollout: steps }];
  await using world = await makeWorld({ campaigns, clock: virtualClock(noon), requestsPerMinute: 60_000 });
  await using client = taker();
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(client.sent).toEqual([
    ...payloads.filter((_, index) => index % 2 === 0),
    ...payloads.filter((_, index) => index % 2 === 1),
  ]);
});

test('a step waits for people who are not due before its pause begins, and so does another campaign', async () => {
  const hour = 3_600_000;
  const payloads = payloadsTo(6);
  const steps = [0, 0, 0, 1, 1, 1];
  const untils = [undefined, undefined, noon + hour, undefined, undefined, noon];
  const clock = virtualClock(noon);
  await using world = await makeWorld({
    campaigns: [
      { payloads, steps, untils, rollout: [{ upTo: 0.5, pause: null }, { upTo: 1 }] },
      { payloads: payloadsTo(1), untils: [noon + 2 * hour] },
    ],
    clock,
    requestsPerMinute: 60_000,
  });
  const { ledger, run } = world;
  await using client = taker();
  expect(await world.deliver(client, { waits: true })).toMatchObject({ kind: 'waiting' });
  expect(await ledger.run(run.id)).toMatchObject({ state: 'waiting', nextDue: noon + hour });
  expect(client.sent).toEqual(payloads.slice(0, 2));
  expect(await ledger.rollouts(run.id)).toMatchObject([{ step: 0, endedAt: null, open: 1, next: 1 }]);
  clock.pass(hour);
  await resume(world);
  // The pause is also for people who wait in the other campaign: a paused run sends nothing.
  expect(await world.deliver(client, { waits: true })).toMatchObject({ diagnostic: { code: 'PP431' } });
  expect(client.sent).toHaveLength(3);
  expect(await ledger.run(run.id)).toMatchObject({ state: 'paused' });
  const [standing] = await ledger.rollouts(run.id);
  const from = { step: 0, endedAt: standing?.endedAt ?? null };
  await ledger.moveRollout(run.id, { campaign: 0, from, to: { step: 1, endedAt: null, until: null } });
  await resume(world);
  expect(await world.deliver(client, { waits: true })).toMatchObject({ kind: 'waiting' });
  expect(client.sent).toHaveLength(6);
  clock.pass(2 * hour);
  await resume(world);
  expect(await world.deliver(client, { waits: true })).toMatchObject({ kind: 'finished' });
  expect(client.sent).toHaveLength(7);
});
