// The policy in a saved plan: where only apply can measure, it uses the stricter of the plan's policy and its own.
import { describe, expect, test } from 'vitest';
import { keepStricter, savePolicy } from '../../../src/planning/saved/saved-policy.ts';
import type { SavedPlan } from '../../../src/planning/saved/saved-plan.ts';
import { parseWorkspace } from '../../../src/workspace/parse-workspace.ts';
import type { Policy } from '../../../src/workspace/settings.ts';
import { readDiagnostics, readPlan, readRun } from '../../support/documents.ts';
import { commitDate } from '../../support/git-repository.ts';
import { expectNothingSent, makeMergingWorld, type MergingWorld } from '../../support/merging.ts';
import { realClock } from '../../support/real-clock.ts';
import { campaignText, people, sandboxOnly } from '../../support/workspace.ts';

const hello = (count: number): Readonly<Record<string, string>> => ({
  'push/hello.campaign.yaml': campaignText(),
  'push/people.csv': people(count),
});

async function makeSent(policy: string, count: number, keys = ''): Promise<MergingWorld> {
  const world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(policy, keys) }));
  await world.merge(hello(count));
  const env = { LEDGER: 'sqlite:.pushplan/team.db' };
  expect((await world.send('push', [], { plan: { env }, apply: { env } })).sends).toBe(count);
  return world;
}

describe('a max_growth that the change loosens or tightens', () => {
  const strict = 'policy: { max_growth: 1.2x }';
  const loose = 'policy: { max_growth: 1000x }';

  test('blocks a plan that sees the ledger', async () => {
    await using world = await makeSent(strict, 10);
    await world.merge({ 'push/pushplan.yaml': world.settings(loose), 'push/people.csv': people(1_000) });
    expectNothingSent(await world.send('push'), [4, 4]);
  });

  test('blocks the apply of a plan that saw no ledger, and is reported as the limit of the plan', async () => {
    const keys = ', ledger_env: LEDGER';
    await using world = await makeSent(strict, 10, keys);
    await world.merge({ 'push/pushplan.yaml': world.settings(loose, keys), 'push/people.csv': people(1_000) });
    const sent = await world.send('push', ['--json'], { apply: { env: { LEDGER: 'sqlite:.pushplan/team.db' } } });
    expectNothingSent(sent, [0, 4]);
    expect(readPlan(sent.planned)).toMatchObject({ history: 'none', totals: { send: 1_000 } });
    expect(readDiagnostics(sent.applied)).toMatchObject([
      {
        code: 'PP307',
        message: 'hello would be sent to 990 recipients, 99x the 10 of its last run, and max_growth is 1.2x',
        help: expect.stringMatching(
          /max_growth comes from the saved plan, made under the policy of HEAD\^1 \([0-9a-f]{12}\); merging does not loosen it\.$/v,
        ),
      },
    ]);
  });

  test('is reported as that of the workspace if the workspace is stricter than the plan', async () => {
    const keys = ', ledger_env: LEDGER';
    await using world = await makeSent(loose, 10, keys);
    await world.merge({ 'push/pushplan.yaml': world.settings(strict, keys), 'push/people.csv': people(1_000) });
    const sent = await world.send('push', [], { apply: { env: { LEDGER: 'sqlite:.pushplan/team.db' } } });
    expectNothingSent(sent, [0, 4]);
    expect(readDiagnostics(sent.applied)).toMatchObject([
      { code: 'PP307', help: expect.stringContaining('max_growth is set at pushplan.yaml:4; everybody who may merge') },
    ]);
  });
});

test('abort_if that the change removes still stops the run, and the message says where it comes from', async () => {
  await using world = await makeMergingWorld(
    (settings) => ({ 'push/pushplan.yaml': settings('policy: { abort_if: { refused: 10% } }') }),
    { shares: { noUserFound: 0, optOut: 1, unregistered: 0 } },
  );
  await world.merge({ 'push/pushplan.yaml': world.settings(), ...hello(2_000) });
  const { planned, applied } = await world.send('push');
  expect([planned.exitCode, applied.exitCode]).toEqual([0, 8]);
  expect(world.sandbox.stats().requests).toBeLessThan(50);
  expect(readRun(applied).diagnostics).toMatchObject([
    {
      code: 'PP421',
      message: expect.stringMatching(
        /and abort_if\.refused is 10%, which comes from the saved plan, made under the policy of HEAD\^1 \([0-9a-f]{12}\)\.$/v,
      ),
    },
  ]);
});

test('max_age that the change removes still applies if the plan is applied too late', async () => {
  const plan = { clock: { ...realClock, now: () => commitDate + 86_400_000 } };
  const strict = 'policy: { max_age: 7d }';
  await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
  await world.merge({ 'push/pushplan.yaml': world.settings(), ...hello(5) });
  const sent = await world.send('push', [], { plan });
  expectNothingSent(sent, [0, 4]);
  expect(readDiagnostics(sent.applied)).toMatchObject([
    {
      code: 'PP317',
      message: 'people.csv, the audience of hello, is of 2026-03-01T12:00:00Z, and max_age is 7d',
      help: expect.stringContaining('max_age comes from the saved plan, made under the policy of HEAD^1'),
    },
  ]);
});

test('a plan without a base keeps the policy that it was made under', async () => {
  await using world = await makeMergingWorld((settings) => ({
    'push/pushplan.yaml': settings('policy: { max_age: 7d }'),
    ...hello(5),
  }));
  const clock = { ...realClock, now: () => commitDate };
  await world.run('push', ['plan', '--out', world.planFile], { clock });
  await world.repository.write('push/pushplan.yaml', world.settings());
  const applied = await world.run('push', ['apply', world.planFile, '--yes', '--json'], {});
  expect(applied.exitCode).toBe(4);
  expect(readDiagnostics(applied)[0]?.help).toContain('max_age comes from the saved plan; merging');
  expect(world.sandbox.stats().requests).toBe(0);
});

function policyOf(text: string): Policy {
  const { settings } = parseWorkspace('pushplan.yaml', `${sandboxOnly}policy: { ${text} }\n`);
  if (settings === undefined) throw new Error(`no policy: ${text}`);
  return settings.policy;
}

/** The policy in force for a saved plan with the first policy, if pushplan.yaml has the second. */
function joined(saved: string, here: string) {
  const own = { ...policyOf(here), locate: () => ({ file: 'pushplan.yaml', line: 1, column: 1 }) };
  return keepStricter(own, { saved: { policy: savePolicy(policyOf(saved)) } } as unknown as SavedPlan);
}

describe('times when nothing may be sent', () => {
  const quiet = '{ from: "22:30", to: "24:00", timezone: UTC, except_tags: [service] }';
  const blackout = '{ from: 2026-12-01T08:00, to: 2026-12-01T09:00:30, zone: Asia/Tokyo, because: mourning }';
  const policy = `quiet_hours: ${quiet}, blackout: [${blackout}]`;

  test('are kept as they are written in pushplan.yaml', () => {
    expect(savePolicy(policyOf(policy))).toEqual({
      abort_if: [],
      quiet_hours: [{ from: '22:30', to: '24:00', timezone: 'UTC', except_tags: ['service'] }],
      blackout: [
        {
          from: '2026-12-01T08:00:00',
          to: '2026-12-01T09:00:30',
          zone: 'Asia/Tokyo',
          except_tags: [],
          because: 'mourning',
        },
      ],
    });
  });

  test('are respected by apply from both policies', () => {
    const [saved, own] = [policyOf(policy), policyOf('quiet_hours: { from: "10:00", to: "11:00", timezone: UTC }')];
    expect(joined(policy, 'quiet_hours: { from: "10:00", to: "11:00", timezone: UTC }')).toMatchObject({
      quietHours: [...own.quietHours, ...saved.quietHours],
      blackouts: saved.blackouts,
    });
    expect(joined('', policy)).toMatchObject({ quietHours: saved.quietHours, blackouts: saved.blackouts });
    const once = joined(policy, policy);
    expect([once.quietHours, once.blackouts]).toEqual([saved.quietHours, saved.blackouts]);
  });

  test.each([
    ['quiet hours', 'quiet_hours: { from: "22:00", to: "08:00", timezone: UTC }', '2026-12-02T08:00:00Z'],
    [
      'a blackout',
      'blackout: [{ from: 2026-12-01T12:00, to: 2026-12-03T12:00, zone: UTC, because: mourning }]',
      '2026-12-03T12:00:00Z',
    ],
  ])('%s that the change removes still hold back what it approves', async (_, strict, next) => {
    const clock = { ...realClock, now: () => Date.parse('2026-12-01T23:00:00Z') };
    await using world = await makeMergingWorld((settings) => ({
      'push/pushplan.yaml': settings(`policy: { ${strict} }`),
    }));
    await world.merge({ 'push/pushplan.yaml': world.settings(), ...hello(5) });
    const { planned, applied, sends } = await world.send('push', ['--json'], { plan: { clock }, apply: { clock } });
    expect([planned.exitCode, applied.exitCode, sends]).toEqual([0, 0, 0]);
    expect(readPlan(planned)).toMatchObject({ totals: { send: 0, deferred: 5 }, next_due: next });
    expect(readRun(applied)).toMatchObject({ totals: { planned: 0 }, deferred: 5, next_due: next });
  });
});

describe('caps and rests', () => {
  const hour = 3_600_000;
  const cap = '{ tag: promo, max: 1, within: 24h, gap: 2h, except_tags: [service] }';
  const rest = 'rest: { OptOut: 30d, Unregistered: 36h, except_tags: [service, news] }';

  test('are kept as they are written in pushplan.yaml', () => {
    expect(savePolicy(policyOf(`caps: [${cap}, { max: 5, within: 7d }], ${rest}`))).toEqual({
      abort_if: [],
      caps: [
        { tag: 'promo', max: 1, within: '24h', gap: '2h', except_tags: ['service'] },
        { max: 5, within: '7d', except_tags: [] },
      ],
      rest: { after: { OptOut: '30d', Unregistered: '36h' }, except_tags: ['service', 'news'] },
    });
  });

  test('apply from both policies, and people rest for the longer of both times', () => {
    const merged = joined(
      `caps: [${cap}], ${rest}`,
      'caps: [{ max: 5, within: 7d }], rest: { OptOut: 1d, NoUserFound: 7d, except_tags: [news] }',
    );
    expect(merged.caps.map(({ max }) => max)).toEqual([5, 1]);
    const both = `caps: [${cap}, { max: 5, within: 7d, when: defer }]`;
    expect(joined(both, both).caps).toEqual(policyOf(both).caps);
    expect(merged.rest).toEqual({
      after: { OptOut: 720 * hour, NoUserFound: 168 * hour, Unregistered: 36 * hour },
      exceptTags: ['news'],
    });
    expect(joined('', `caps: [${cap}], ${rest}`).rest?.after).toEqual({ OptOut: 720 * hour, Unregistered: 36 * hour });
    expect(joined(rest, '').rest?.exceptTags).toEqual(['service', 'news']);
    expect(joined('', '')).not.toHaveProperty('rest');
  });
});

describe('the kept policy', () => {
  const all = 'max_growth: 1.25x, max_age: 36h, abort_if: { refused: 0.05%, OptOut: 7 }';

  test('is written as in pushplan.yaml, and has only what apply can measure', () => {
    expect(savePolicy(policyOf(`${all}, max_recipients: 5, broadcast_above: 2`))).toEqual({
      max_growth: '1.25x',
      max_age: '36h',
      abort_if: [
        { of: 'refused', limit: '0.05%' },
        { of: 'OptOut', limit: 7 },
      ],
    });
    expect(savePolicy(policyOf(''))).toEqual({ abort_if: [] });
  });

  test.each([
    [all, '', [1.25, 129_600_000], ['max_growth', 'max_age']],
    [all, 'max_growth: 2x, max_age: 2d', [1.25, 129_600_000], ['max_growth', 'max_age']],
    [all, 'max_growth: 1.25x, max_age: 36h', [1.25, 129_600_000], []],
    [all, 'max_growth: 1.1x, max_age: 2d', [1.1, 129_600_000], ['max_age']],
    ['', 'max_growth: 1.1x, max_age: 1h', [1.1, 3_600_000], []],
    ['', '', [undefined, undefined], []],
    // As large as a number can be written.
    [`max_growth: 9${'0'.repeat(30)}x`, '', [9e30, undefined], ['max_growth']],
  ])('%s in the plan and %s here: the stricter one applies', (saved, here, limits, guards) => {
    const own = { ...policyOf(here), locate: () => ({ file: 'pushplan.yaml', line: 1, column: 1 }) };
    const kept = keepStricter(own, { saved: { policy: savePolicy(policyOf(saved)) } } as unknown as SavedPlan);
    expect([kept.maxGrowth, kept.maxAge]).toEqual(limits);
    expect(kept.kept).toEqual({ by: 'the saved plan', guards });
  });

  test('has every abort_if of both', () => {
    const own = {
      ...policyOf('abort_if: { refused: 3 }'),
      locate: () => ({ file: 'pushplan.yaml', line: 1, column: 1 }),
    };
    const kept = keepStricter(own, { saved: { policy: savePolicy(policyOf(all)) } } as unknown as SavedPlan);
    expect(kept.abortIf).toEqual([
      { of: 'refused', limit: { kind: 'count', count: 3 } },
      { of: 'refused', limit: { kind: 'share', share: 0.0005 }, by: 'the saved plan' },
      { of: 'OptOut', limit: { kind: 'count', count: 7 }, by: 'the saved plan' },
    ]);
  });
});
