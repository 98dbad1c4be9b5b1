import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cap } from '../../../src/campaign/campaign.ts';
import {
  countedBy,
  freeFrom,
  isCountedBy,
  lookBackOf,
  placeUnder,
  wasSentRecently,
  type CappedPerson,
  type PastSend,
} from '../../../src/plan/often/caps.ts';
import { OftenForecast } from '../../../src/plan/often/often-forecast.ts';
import { isAskedFor, isResting, limitsFor, oftenIn } from '../../../src/plan/often/often-limits.ts';
import '../../support/property-seed.ts';
import { tries } from '../../support/property-tries.ts';

const hour = 3_600_000;
const now = 100 * hour;

function sent(hoursAgo: number, change: Partial<PastSend> = {}): PastSend {
  return { campaign: 'sale', tags: ['promo'], at: now - hoursAgo * hour, became: 'accepted', ...change };
}

function cap(change: Partial<Cap> = {}): Cap {
  return { max: 2, within: 24 * hour, exceptTags: [], ...change };
}

/** The number of notifications that a person may still get at once. */
function roomUnder(one: Cap, past: readonly PastSend[]): number {
  const times = [...countedBy(one, past)];
  const before = times.length;
  while (freeFrom({ cap: one, times, takesPlace: true }, now) === now) times.push(now);
  return times.length - before;
}

test('a gap also applies to what is sent at the same moment, even for a campaign that the cap does not count', () => {
  const one = cap({ max: 9, gap: hour });
  for (const takesPlace of [true, false]) {
    expect(freeFrom({ cap: one, times: [now], takesPlace }, now)).toBe(now + hour);
  }
});

describe('a cap', () => {
  test.each([
    ['has all its room if nothing was sent', [], 2],
    ['has less room after an accepted notification', [sent(1)], 1],
    ['has no room after two', [sent(1), sent(2)], 0],
    ['has no room after more than it allows', [sent(1), sent(2), sent(3)], 0],
    ['counts what is still open', [sent(1, { became: 'open' })], 1],
    ['does not count what was refused', [sent(1, { became: 'refused', reason: 'OptOut' })], 2],
    ['does not count what is older than its span', [sent(24), sent(30)], 2],
    ['counts up to the last millisecond of its span', [sent(24, { at: now - 24 * hour + 1 })], 1],
    ['counts what another clock, which is ahead, has recorded', [sent(-1)], 1],
  ] as const)('%s', (_, past, room) => {
    expect(roomUnder(cap(), past)).toBe(room);
  });

  test('keeps two notifications apart by its gap, also if that is longer than the span', () => {
    expect(roomUnder(cap({ gap: 4 * hour }), [sent(3)])).toBe(0);
    expect(roomUnder(cap({ gap: 4 * hour }), [sent(4)])).toBe(1);
    expect(roomUnder(cap({ gap: 48 * hour }), [sent(30)])).toBe(0);
    expect(lookBackOf({ caps: [cap({ gap: 48 * hour })], recent: [{ sent: 'a', within: hour }] })).toBe(48 * hour);
    expect(lookBackOf({ caps: [], recent: [] })).toBe(0);
  });

  test('counts by tag, except campaigns that it excepts', () => {
    expect(isCountedBy(cap(), [])).toBe(true);
    expect(isCountedBy(cap({ tag: 'promo' }), ['autumn'])).toBe(false);
    expect(isCountedBy(cap({ tag: 'promo', exceptTags: ['service'] }), ['promo', 'service'])).toBe(false);
    expect(roomUnder(cap({ exceptTags: ['promo'] }), [sent(1)])).toBe(2);
  });
});

describe('the time when a place is free', () => {
  const of = (times: readonly number[], change: Partial<Cap> = {}, takesPlace = true): CappedPerson => ({
    cap: cap(change),
    times: times.map((hours) => now + hours * hour),
    takesPlace,
  });

  test.each([
    ['is now if there is room', of([-1]), 0],
    ['is when the oldest that counts leaves the span', of([-20, -10]), 4],
    ['is when enough have left the span to make room for one', of([-20, -15, -10]), 9],
    ['is after a gap', of([-1], { gap: 4 * hour }), 3],
    ['is after the gap to a later one', of([1], { gap: 4 * hour }), 5],
    ['is after later ones if one more would be too many in their spans', of([2, 20]), 26],
    ['is before later ones if that leaves room for them', of([25, 26]), 0],
    ['does not depend on later ones if the cap does not count this one', of([1, 2], {}, false), 0],
    ['depends on earlier ones even if the cap does not count this one', of([-20, -10], { gap: hour }, false), 4],
  ] as const)('%s', (_, person, hours) => {
    expect(freeFrom(person, now)).toBe(now + hours * hour);
  });

  test('is when both caps have room, if one leaves people out and the other defers them', () => {
    const defers = of([-20, -10], { when: 'defer' });
    expect(placeUnder([of([]), defers], now)).toBe(now + 4 * hour);
    expect(placeUnder([of([-20, -10]), defers], now)).toBeUndefined();
    expect(placeUnder([defers, of([4], { gap: 2 * hour })], now)).toBe(now + 6 * hour);
    expect(placeUnder([of([-1]), of([-2], { when: 'defer' })], now)).toBe(now);
    expect(placeUnder([], now)).toBe(now);
  });

  test('is in full minutes', () => {
    const person = of([], { when: 'defer', max: 1 });
    const at = now - 24 * hour + 61_001;
    expect(placeUnder([{ ...person, times: [at] }], now)).toBe(now + 120_000);
  });

  test('is what a search through every moment finds', () => {
    const times = fc.array(fc.integer({ min: -12, max: 12 }), { maxLength: 6 });
    const written = fc.record({ max: fc.integer({ min: 1, max: 3 }), within: fc.integer({ min: 1, max: 8 }) });
    const gaps = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(times, written, gaps, (sent, { max, within }, gap) => {
        const fits = (at: number): boolean => {
          const all = [...sent, at];
          const spans = Array.from({ length: 80 }, (_, index) => index - 40);
          return (
            sent.every((one) => gap === 0 || Math.abs(one - at) >= gap) &&
            spans
              .filter((end) => at <= end && at > end - within)
              .every((end) => all.filter((one) => one <= end && one > end - within).length <= max)
          );
        };
        const found = Array.from({ length: 60 }, (_, index) => index).find(fits);
        const one = { max, within, exceptTags: [], ...(gap > 0 && { gap }) };
        expect(freeFrom({ cap: one, times: sent, takesPlace: true }, 0)).toBe(found);
      }),
      { numRuns: tries(300) },
    );
  });
});

test('an exclusion is by campaign or by tag, and what was refused does not count as sent', () => {
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
    ['applies while it lasts', [refused(29)], true],
    ['ends after its time', [refused(30)], false],
    ['does not apply for another reason', [refused(1, 'NoUserFound')], false],
    ['ends when something is accepted', [refused(5), sent(4)], false],
    ['is not ended by what was accepted before', [sent(6), refused(5)], true],
    ['is not ended by what is still open', [refused(5), sent(4, { became: 'open' })], true],
    ['does not apply for a reason without rest, even if a clock is ahead', [refused(-1, 'UserGloballyCapped')], false],
    ['does not apply to a refusal without a reason', [sent(1, { became: 'refused' })], false],
    ['does not apply to a reason with the name of a property of every object', [refused(1, 'constructor')], false],
  ] as const)('%s', (_, past, rests) => {
    expect(isResting(after, past, now)).toBe(rests);
  });
});

function limits(change: object) {
  return [{ caps: [], recent: [], restAfter: {}, ...change }];
}

describe('the limits of a campaign', () => {
  const own = cap({ tag: 'news', max: 1 });
  const policy = {
    caps: [cap({ tag: 'promo' }), cap({ exceptTags: ['service'] })],
    rest: { after: { OptOut: hour }, exceptTags: ['service'] },
  };

  test('are the caps of the policy that count it, and all of its own', () => {
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

  test('look up a campaign if a cap counts it or an exclusion names it', () => {
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

test('a forecast reports for each cap and exclusion how many people it is about, and what happens to them', () => {
  const caps = [
    cap({ tag: 'promo', gap: 4 * hour }),
    cap({ max: 1, within: hour }),
    cap({ tag: 'news', max: 1, when: 'defer' }),
  ];
  const forecast = new OftenForecast(
    {
      caps,
      recent: [
        { sent: 'cart', within: hour },
        { tag: 'news', within: 48 * hour },
      ],
    },
    ['promo', 'news'],
    now,
  );
  const out = { asked: now, leaves: Number.NaN };
  forecast.look([], out);
  forecast.look([sent(5)], { asked: now, leaves: now });
  forecast.look([sent(1), sent(5)], out);
  // This person is excluded, so that caps were not checked.
  forecast.look([sent(0.5, { tags: ['news'] })], { asked: Number.NaN, leaves: Number.NaN });
  forecast.look([sent(1, { became: 'refused' })], { asked: now, leaves: now });
  // This person is deferred until the present promotion is long past.
  forecast.look([sent(1)], { asked: now + 48 * hour, leaves: now + 48 * hour });
  forecast.look([sent(30, { tags: ['news'] }), sent(-47, { tags: ['news'] })], {
    asked: now + 48 * hour,
    leaves: now + 71 * hour,
  });
  expect(forecast.list()).toEqual([
    { rule: 'cap of 2 promo in 24h, 4h apart', met: 2, full: 1 },
    { rule: 'cap of 1 in 1h', met: 1, full: 0 },
    { rule: 'cap of 1 news in 24h, which defers', met: 2, full: 0, put_off: 1 },
    { rule: 'cart within 1h', met: 0, full: 0 },
    { rule: 'tag news within 2d', met: 2, full: 1 },
  ]);
});
