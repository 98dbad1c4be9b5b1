import { describe, expect, test } from 'vitest';
import type { Cap } from '../../../src/campaign/campaign.ts';
import { isCountedBy, lookBackOf, roomUnder, wasSentRecently, type PastSend } from '../../../src/plan/often/caps.ts';
import { OftenForecast } from '../../../src/plan/often/often-forecast.ts';
import { isAskedFor, isResting, limitsFor, oftenIn } from '../../../src/plan/often/often-limits.ts';

const hour = 3_600_000;
const now = 100 * hour;

function sent(hoursAgo: number, change: Partial<PastSend> = {}): PastSend {
  return { campaign: 'sale', tags: ['promo'], at: now - hoursAgo * hour, became: 'accepted', ...change };
}

function cap(change: Partial<Cap> = {}): Cap {
  return { max: 2, within: 24 * hour, exceptTags: [], ...change };
}

describe('a cap', () => {
  test.each([
    ['nothing was sent', [], 2],
    ['one was accepted', [sent(1)], 1],
    ['two were', [sent(1), sent(2)], 0],
    ['more than it allows', [sent(1), sent(2), sent(3)], 0],
    ['what is open counts', [sent(1, { became: 'open' })], 1],
    ['what was refused does not', [sent(1, { became: 'refused', reason: 'OptOut' })], 2],
    ['what is older does not', [sent(24), sent(30)], 2],
    ['up to the last millisecond', [sent(24, { at: now - 24 * hour + 1 })], 1],
    ['another clock may be ahead', [sent(-1)], 1],
  ] as const)('%s', (_, past, room) => {
    expect(roomUnder(cap(), past, now)).toBe(room);
  });

  test('a gap keeps two apart, also one that is longer than the span', () => {
    expect(roomUnder(cap({ gap: 4 * hour }), [sent(3)], now)).toBe(0);
    expect(roomUnder(cap({ gap: 4 * hour }), [sent(4)], now)).toBe(1);
    expect(roomUnder(cap({ gap: 48 * hour }), [sent(30)], now)).toBe(0);
    expect(lookBackOf({ caps: [cap({ gap: 48 * hour })], recent: [{ sent: 'a', within: hour }] })).toBe(48 * hour);
    expect(lookBackOf({ caps: [], recent: [] })).toBe(0);
  });

  test('it counts by tag, but for campaigns that it excepts', () => {
    expect(isCountedBy(cap(), [])).toBe(true);
    expect(isCountedBy(cap({ tag: 'promo' }), ['autumn'])).toBe(false);
    expect(isCountedBy(cap({ tag: 'promo', exceptTags: ['service'] }), ['promo', 'service'])).toBe(false);
    expect(roomUnder(cap({ exceptTags: ['promo'] }), [sent(1)], now)).toBe(2);
  });
});

test('an exclusion is by campaign or by tag, and what was refused was not sent', () => {
  const past = [sent(5, { campaign: 'cart', tags: ['cart'] })];
  expect(wasSentRecently([{ sent: 'cart', within: 6 * hour }], past, now)).toBe(true);
  expect(wasSentRecently([{ sent: 'cart', within: 5 * hour }], past, now)).toBe(false);
  expect(wasSentRecently([{ tag: 'cart', within: 6 * hour }], past, now)).toBe(true);
  expect(
    wasSentRecently(
      [
        { sent: 'sale', within: 6 * hour },
        { tag: 'promo', within: 6 * hour },
      ],
      past,
      now,
    ),
  ).toBe(false);
  expect(
    wasSentRecently([{ sent: 'cart', within: 6 * hour }], [sent(1, { campaign: 'cart', became: 'refused' })], now),
  ).toBe(false);
  expect(wasSentRecently([{ within: 6 * hour }], past, now)).toBe(false);
});

describe('rest', () => {
  const after = { OptOut: 30 * hour };
  const refused = (hoursAgo: number, reason = 'OptOut'): PastSend => sent(hoursAgo, { became: 'refused', reason });

  test.each([
    ['while it lasts', [refused(29)], true],
    ['not longer', [refused(30)], false],
    ['not for another reason', [refused(1, 'NoUserFound')], false],
    ['until something is accepted', [refused(5), sent(4)], false],
    ['not by what was accepted before', [sent(6), refused(5)], true],
    ['what is open ends nothing', [refused(5), sent(4, { became: 'open' })], true],
    ['a refusal without a reason', [sent(1, { became: 'refused' })], false],
    ['a reason that is named like what every object has', [refused(1, 'constructor')], false],
  ] as const)('%s', (_, past, rests) => {
    expect(isResting(after, past, now)).toBe(rests);
  });
});

function limits(change: object) {
  return [{ caps: [], recent: [], restAfter: {}, ...change }];
}

describe('what holds for a campaign', () => {
  const own = cap({ tag: 'news', max: 1 });
  const policy = {
    caps: [cap({ tag: 'promo' }), cap({ exceptTags: ['service'] })],
    rest: { after: { OptOut: hour }, exceptTags: ['service'] },
  };

  test('caps of the policy that count it, and all of its own', () => {
    const excludeRecent = [{ tag: 'cart', within: hour, index: 1 }];
    const promo = limitsFor({ tags: ['promo'], caps: [own], excludeRecent }, policy);
    expect(promo.caps).toEqual([...policy.caps, own]);
    expect(promo.restAfter).toEqual({ OptOut: hour });
    expect(oftenIn(promo)).toEqual({ often: { caps: [...policy.caps, own], recent: [{ tag: 'cart', within: hour }] } });
    const service = limitsFor({ tags: ['service'], caps: [], excludeRecent: [] }, policy);
    expect(service).toEqual({ caps: [], recent: [], restAfter: {} });
    expect(oftenIn(service)).toEqual({});
    expect(limitsFor({ tags: [], caps: [], excludeRecent: [] }, { caps: [] }).restAfter).toEqual({});
  });

  test('a campaign is asked for where a cap counts it or an exclusion means it', () => {
    expect(isAskedFor({ id: 'a', tags: ['promo'] }, limits({ caps: [cap({ tag: 'promo' })] }))).toBe(true);
    expect(isAskedFor({ id: 'a', tags: [] }, limits({ caps: [cap({ tag: 'promo' })] }))).toBe(false);
    expect(isAskedFor({ id: 'a', tags: [] }, limits({ recent: [{ sent: 'a', within: 1 }] }))).toBe(true);
    expect(
      isAskedFor(
        { id: 'b', tags: ['x'] },
        limits({
          recent: [
            { sent: 'a', within: 1 },
            { tag: 'x', within: 1 },
          ],
        }),
      ),
    ).toBe(true);
    expect(isAskedFor({ id: 'b', tags: [] }, limits({ recent: [{ tag: 'x', within: 1 }] }))).toBe(false);
  });
});

test('a forecast says of each cap and exclusion how many it is about', () => {
  const caps = [cap({ tag: 'promo', gap: 4 * hour }), cap({ max: 1, within: hour })];
  const forecast = new OftenForecast(
    {
      caps,
      recent: [
        { sent: 'cart', within: hour },
        { tag: 'news', within: 48 * hour },
      ],
    },
    now,
  );
  for (const sends of [
    [],
    [sent(5)],
    [sent(1), sent(5)],
    [sent(0.5, { tags: ['news'] })],
    [sent(1, { became: 'refused' })],
  ]) {
    forecast.look(sends, true);
  }
  // What is not due yet is left out by no rule.
  forecast.look([sent(1), sent(5)], false);
  expect(forecast.list()).toEqual([
    { rule: 'cap of 2 promo in 24h, 4h apart', met: 3, full: 1 },
    { rule: 'cap of 1 in 1h', met: 1, full: 1 },
    { rule: 'cart within 1h', met: 0, full: 0 },
    { rule: 'tag news within 2d', met: 1, full: 1 },
  ]);
});
