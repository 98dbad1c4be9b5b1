// Whom a plan leaves out because of earlier sends, in the ledger or by earlier campaigns of the plan.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlannedPeople } from '../../../src/plan/often/planned-people.ts';
import { historyOf, sentOnce } from '../../support/a-history.ts';
import { ana, before, bo, cap, cy, hour, knowing, planGated, type GatedRow } from '../../support/gated-plan.ts';
import '../../support/property-seed.ts';
import { tries } from '../../support/property-tries.ts';

describe('a plan that knows the history', () => {
  test('leaves out people who have reached a cap, by any identifier', async () => {
    const history = knowing({
      'email=ana@example.com': [before(1)],
      'phone_number=905301234567': [before(2)],
    });
    const { counts, sent } = await planGated([ana, bo, cy], { limits: { caps: [cap()] }, history });
    expect(sent).toEqual([2]);
    expect(counts).toMatchObject({ rows: 3, send: 1, removed: { capped: 2 } });
  });

  test('applies rest before exclusions, and both before invalid or duplicate rows; a row that was sent is settled', async () => {
    const history = knowing(
      {
        'email=ana@example.com': [before(1, { became: 'refused', reason: 'OptOut' }), before(2)],
        'email=bo@example.com': [before(1)],
        'email=cy@example.com': [before(1)],
      },
      historyOf((key) => (key.includes('"c"') ? sentOnce('accepted') : undefined)),
    );
    const limits = { restAfter: { OptOut: 24 * hour }, recent: [{ tag: 'promo', within: 24 * hour }] };
    const again = { ...bo, email: 'bo2@example.com' };
    const { counts, sent } = await planGated([ana, bo, again, cy], { limits, history });
    expect(sent).toEqual([3]);
    expect(counts).toMatchObject({ send: 1, settled: 1, removed: { resting: 1, excluded: 1, duplicate: 0 } });
  });

  test('leaves out people who may get it later: a saved plan knows their notifications, and nobody new', async () => {
    const people = {
      'email=ana@example.com': [before(1)],
      'email=bo@example.com': [before(1, { became: 'refused', reason: 'OptOut' })],
    };
    const limits = { caps: [cap()], restAfter: { OptOut: 24 * hour } };
    const free = await planGated([ana, bo, cy]);
    const held = await planGated([ana, bo, cy], { limits, history: knowing(people) });
    expect([free.sent, free.later, held.sent]).toEqual([[1, 2, 3], [], [3]]);
    expect(held.counts.removed).toMatchObject({ capped: 1, resting: 1 });
    expect(new Set(held.later).size).toBe(2);
  });

  test('settles a text that somebody has before exclusions are checked, and does not send another text', async () => {
    const history = knowing(
      { 'email=ana@example.com': [before(1)] },
      historyOf(() => sentOnce('accepted', 'f'.repeat(32))),
    );
    const limits = { recent: [{ tag: 'promo', within: 24 * hour }] };
    const { counts } = await planGated([ana, bo], { limits, history, resend: 'on_change' });
    expect(counts).toMatchObject({ resend: 1, settled: 0, removed: { excluded: 1 } });
  });
});

describe('in one plan', () => {
  test('the first campaign wins, and a campaign that does not count takes no place', async () => {
    const planned = new PlannedPeople();
    const limits = { caps: [cap({ tag: 'promo' })] };
    expect((await planGated([ana, bo], { planned, id: 'service', tags: ['service'] })).sent).toEqual([1, 2]);
    expect((await planGated([ana], { planned, limits, id: 'first' })).sent).toEqual([1]);
    const second = await planGated([ana, bo], { planned, limits, id: 'second' });
    expect(second.sent).toEqual([2]);
    expect(second.counts.removed.capped).toBe(1);
    // The comparison with a base sees the campaign as it would be without the cap.
    expect(second.seen).toEqual(['v1:"a" send', 'v1:"b" send']);
    const recent = [{ sent: 'first', within: hour }];
    expect((await planGated([ana, bo], { planned, limits: { recent }, id: 'third', tags: [] })).sent).toEqual([2]);
  });

  test('a row that was left out by a cap still takes its key', async () => {
    const rows = [ana, { ...ana, key: 'a2' }, { ...bo, key: 'a2' }];
    const { counts, sent } = await planGated(rows, { limits: { caps: [cap()] } });
    expect(sent).toEqual([1]);
    expect(counts.removed).toMatchObject({ capped: 1, duplicate: 1 });
  });

  test('a gap allows one notification of a plan', async () => {
    const rows = [ana, { ...ana, key: 'a2' }];
    const { sent } = await planGated(rows, { limits: { caps: [cap({ max: 5, gap: hour })] } });
    expect(sent).toEqual([1]);
  });

  test('a cap that counts only other campaigns lets all rows of its campaign pass, or none', async () => {
    const rows = [ana, { ...ana, key: 'a2' }];
    const limits = { caps: [cap({ tag: 'news' })] };
    expect((await planGated(rows, { limits })).sent).toEqual([1, 2]);
    const history = knowing({ 'email=ana@example.com': [before(1, { tags: ['news'] })] });
    expect((await planGated(rows, { limits, history })).sent).toEqual([]);
  });
});

/** Applies the rule as it is written: row by row, over all campaigns. */
function oracle(campaigns: readonly (readonly GatedRow[])[], caps: readonly number[]): readonly (readonly number[])[] {
  const sent: string[][] = [];
  return campaigns.map((rows, index) =>
    rows.flatMap((row, at) => {
      const mine = [row.email, row.phone].filter((one) => one !== undefined && one !== '').map(String);
      const theirs = sent.filter((other) => other.some((one) => mine.includes(one)));
      if (theirs.length >= (caps[index] ?? 0)) return [];
      sent.push(mine);
      return [at + 1];
    }),
  );
}

test('the result follows the rule, wherever blocks end', async () => {
  const row = fc.record({
    email: fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com'),
    phone: fc.constantFrom('', '+905301234567', '+905301234568'),
  });
  const campaigns = fc.array(fc.array(row, { maxLength: 12 }), { minLength: 1, maxLength: 3 });
  const most = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(campaigns, most, fc.integer({ min: 1, max: 5 }), async (audiences, caps, size) => {
      const keyed = audiences.map((rows) => rows.map((one, at) => ({ ...one, key: `k${at}` })));
      const planned = new PlannedPeople();
      const found: (readonly number[])[] = [];
      for (const [index, rows] of keyed.entries()) {
        const limits = { caps: [cap({ max: caps[index] ?? 1 })] };
        const { sent, counts } = await planGated(rows, { planned, limits, id: `c${index}`, size });
        expect(counts.rows).toBe(counts.send + (counts.removed.capped ?? 0));
        found.push(sent);
      }
      expect(found).toEqual(oracle(keyed, caps));
    }),
    { numRuns: tries(40) },
  );
});

test('knows many people, and many notifications for one of them', () => {
  const planned = new PlannedPeople();
  const send = before(0, { became: 'open' });
  planned.begin({ id: send.campaign, tags: send.tags });
  for (let index = 0; index < 3_000; index += 1) planned.add(planned.number([`u${index}`, 'shared']), send.at);
  expect(planned.of(planned.number(['u7']))).toEqual([send]);
  expect(planned.of(planned.number(['shared', 'u7']))).toHaveLength(3_000);
  expect(planned.of(planned.number(['nobody']))).toEqual([]);
  const [own] = planned.of(planned.number(['u7']));
  expect(own && planned.isOwn(own)).toBe(true);
  planned.begin({ id: 'next', tags: [] });
  planned.add(planned.number(['u7']), send.at + hour);
  expect(planned.of(planned.number(['u7'])).map(({ campaign, at }) => [campaign, at])).toEqual([
    ['next', send.at + hour],
    [send.campaign, send.at],
  ]);
  expect(own && planned.isOwn(own)).toBe(false);
});
