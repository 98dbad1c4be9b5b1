// Holdouts, arms and tests over a whole plan.
import { describe, expect, it } from 'vitest';
import type { Assignment, PolicyHoldout } from '../../../src/campaign/assignment.ts';
import type { Campaign } from '../../../src/campaign/campaign.ts';
import { compileCampaign } from '../../../src/message/compile-campaign.ts';
import { payloadText } from '../../../src/delivery/envelope.ts';
import { noHistory, type History } from '../../../src/plan/history.ts';
import type { ToSend } from '../../../src/plan/plan-block.ts';
import { planCampaign } from '../../../src/plan/plan-campaign.ts';
import { armsOf } from '../../../src/plan/recorded-arms.ts';
import { drawSelectors } from '../../../src/plan/selection/assign-arm.ts';
import { powerOf } from '../../../src/plan/guards/guard-power.ts';
import { neededPeople, shownEffect } from '../../../src/plan/power.ts';
import { aCampaign, aRecipient } from '../../support/a-campaign.ts';
import { historyOf, sentOnce } from '../../support/a-history.ts';

const arms = [
  { name: 'A', weight: 50, campId: 501 },
  { name: 'B', weight: 50, campId: 502 },
];
const split: Assignment = { arms, holdout: 0, testShare: 1, salt: 'sale' };
const ids = Array.from({ length: 400 }, (_, index) => `c-${index}`);

function aTest(assignment: Assignment, tags: readonly string[] = []): Campaign {
  const own = aCampaign({ notification: { identifiers: { uuid: '{{id}}', email: '{{email}}' } } });
  const [{ notification }] = own.variants;
  const variant = (arm: number, title: string) => {
    return { when: { kind: 'for' as const, locale: null, arm }, notification: { ...notification, title } };
  };
  return { ...own, tags, resend: 'on_change', assignment, variants: [variant(0, 'A'), variant(1, 'B')] };
}

async function* blocks() {
  yield ids.map((id, index) => ({ ...aRecipient({ id, email: '' }), row: index + 1, line: index + 2 }));
}

async function plan(campaign: Campaign, history: History = noHistory, policy?: PolicyHoldout) {
  const { renderer } = compileCampaign(campaign, ['id', 'email'], new Map());
  if (renderer === undefined) throw new Error('not compiled');
  const sent: ToSend[] = [];
  const result = await planCampaign({
    campaign,
    renderer,
    history,
    selectors: drawSelectors(campaign, policy, renderer),
    people: { arms: armsOf(campaign, history), identify: ({ text }) => text },
    keep: async (notifications) => {
      sent.push(...notifications);
    },
    blocks: blocks(),
  });
  return { result, sent, rows: new Map(sent.map(({ row, arm, payload }) => [row, { arm, payload }])) };
}

it('each arm gets its own texts, under its name and camp_id, and has samples', async () => {
  const { result, sent } = await plan(aTest(split));
  expect(sent).toHaveLength(400);
  for (const { arm, payload } of sent) expect(payloadText({ payload })).toContain(`"title":"${arm === 0 ? 'A' : 'B'}"`);
  const inA = sent.filter(({ arm }) => arm === 0).length;
  expect(result.arms).toEqual([
    { name: 'A', camp_id: 501, send: inA, deferred: 0 },
    { name: 'B', camp_id: 502, send: 400 - inA, deferred: 0 },
  ]);
  expect(result.armPeople).toEqual([inA, 400 - inA]);
  expect(result.samples.map(({ why, arm }) => [why, arm])).toContainEqual(['arm', 'B']);
});

describe('a recorded arm', () => {
  it('wins over the drawn one, for people who receive it again and for those who are new by another key', async () => {
    const drawn = await plan(aTest(split));
    const history: History = {
      ...historyOf((key) => (key.includes('"c-1"') ? sentOnce('accepted') : undefined)),
      armsInWalk: () => async (people) => people.map(([id]) => (id === 'c-1' || id === 'c-2' ? 'B' : undefined)),
    };
    const { rows, result } = await plan(
      aTest({
        ...split,
        arms: [
          { ...arms[0], weight: 99.999 },
          { ...arms[1], weight: 0.001 },
        ] as Assignment['arms'],
      }),
      history,
    );
    expect([rows.get(2)?.arm, rows.get(3)?.arm, rows.get(4)?.arm]).toEqual([1, 1, 0]);
    expect(result.counts.send + result.counts.resend).toBe(drawn.sent.length);
  });

  it('is ignored if the campaign no longer has it, and a warning names it and the number of people', async () => {
    const history: History = { ...noHistory, armsInWalk: () => async (people) => people.map(() => 'gone') };
    const [forgotten, drawn] = await Promise.all([plan(aTest(split), history), plan(aTest(split))]);
    expect(forgotten.sent).toEqual(drawn.sent);
    expect(forgotten.result.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'PP397 400 people who were sent arm gone get another one: no variant has that name',
    ]);
    expect(drawn.result.diagnostics).toEqual([]);
  });
});

describe('a holdout', () => {
  it('is left out, and stays so when it grows', async () => {
    const [small, large] = await Promise.all([0.1, 0.3].map((holdout) => plan(aTest({ ...split, holdout }))));
    expect(small?.result.counts.removed.holdout).toBeGreaterThan(10);
    for (const row of large?.rows.keys() ?? []) expect(small?.rows.has(row)).toBe(true);
  });

  it('of the policy applies to every campaign, except those with a tag that it excepts', async () => {
    const policy = { share: 0.25, exceptTags: ['service'], salt: 'ws_1' };
    const { assignment: _, ...plain } = aTest(split);
    const all = await plan({ ...plain, tags: ['promo'] }, noHistory, policy);
    expect(all.result.counts.removed.holdout).toBeGreaterThan(60);
    const both = await plan(aTest({ ...split, holdout: 0.25 }), noHistory, policy);
    expect(both.result.counts.removed.holdout).toBeGreaterThan(all.result.counts.removed.holdout ?? 0);
    expect((await plan(aTest(split, ['service']), noHistory, policy)).sent).toHaveLength(400);
  });
});

it('people outside the test wait, and then get the winner', async () => {
  const testing = await plan(aTest({ ...split, testShare: 0.2 }));
  const { awaiting_winner: waiting = 0 } = testing.result.counts.removed;
  expect(waiting).toBeGreaterThan(250);
  const won = await plan(aTest({ ...split, testShare: 0.2, winner: 1 }));
  expect(won.sent).toHaveLength(400);
  for (const [row, { arm }] of won.rows) expect(arm).toBe(testing.rows.get(row)?.arm ?? 1);
});

it('a row without the identifier that assign_by names is invalid', async () => {
  const { result, sent } = await plan(aTest({ ...split, assignBy: 'email', holdout: 0.1 }));
  expect(sent).toEqual([]);
  expect(result.counts.removed.invalid).toBe(400);
  expect(result.diagnostics.map(({ code }) => code)).toContain('PP229');
});

describe('the power of a test', () => {
  it('matches the textbook', () => {
    expect(neededPeople(0.04, 0.02)).toBe(1863);
    expect(neededPeople(0.1, 0.02)).toBe(3841);
    expect(shownEffect(0.04, 1863)).toBe(0.02);
    expect(shownEffect(0.04, 3)).toBe(0.9281);
    expect(shownEffect(0.04, 1)).toBeUndefined();
    expect(shownEffect(1, 1_000)).toBeUndefined();
  });

  it('is reported for the smallest arm, if the campaign asks for it', () => {
    const experiment = { metric: 'opens', baseline: 0.04, smallestEffect: 0.02, allowUnderpowered: false };
    expect(powerOf({ assignment: { ...split, experiment } }, [900, 2_000])).toEqual({
      metric: 'opens',
      people: 900,
      needed: 1863,
      shows_pp: 3.02,
    });
    expect(powerOf({ assignment: { ...split, experiment } }, [0, 2])).toMatchObject({ shows_pp: null });
    expect(powerOf({ assignment: split }, [1, 2])).toBeUndefined();
    expect(powerOf({ assignment: { ...split, experiment } }, [])).toBeUndefined();
  });
});
