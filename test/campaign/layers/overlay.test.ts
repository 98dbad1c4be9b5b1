// Overlays: how they are merged, and where each merged value is written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOver, writtenAt } from '../../../src/campaign/layers/overlay.ts';
import { isMap, type YamlMap } from '../../../src/is-map.ts';
import '../../support/property-seed.ts';

const keys = fc.constantFrom('a', 'b', 'c', '__proto__');
const { map } = fc.letrec<{ map: YamlMap; value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.array(fc.integer(), { maxLength: 2 }), tie('map')),
  map: fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
}));
const overlay = map.chain((value) =>
  fc
    .array(keys, { maxLength: 2 })
    .map((gone): YamlMap => Object.fromEntries([...Object.entries(value), ...gone.map((key) => [key, null])])),
);

describe('layOver', () => {
  it('merges maps, replaces lists, and removes what is null', () => {
    const below = { title: 'Hi', ios: { badge: 1, sound: 'x' }, items: [1, 2] };
    const over = { title: 'Merhaba', ios: { badge: null, 'thread-id': 3 }, items: [9], ttl: 5, gone: null };
    expect(layOver(below, over)).toEqual({
      title: 'Merhaba',
      ios: { sound: 'x', 'thread-id': 3 },
      items: [9],
      ttl: 5,
    });
  });

  it('keeps the order of the lower layer, in which a notification is sent', () => {
    expect(Object.keys(layOver({ b: 1, a: 2 }, { c: 0, a: 3 }))).toEqual(['b', 'a', 'c']);
  });

  it('takes a value from the overlay if that has one, and otherwise from below', () => {
    fc.assert(
      fc.property(map, overlay, (below, over) => {
        const merged = layOver(below, over);
        for (const key of new Set([...Object.keys(below), ...Object.keys(over)])) {
          const own = Object.hasOwn(over, key) ? over[key] : undefined;
          if (own === undefined) expect(merged[key]).toEqual(below[key]);
          else if (own === null) expect(Object.hasOwn(merged, key)).toBe(false);
          else if (!isMap(own)) expect(merged[key]).toEqual(own);
        }
        expect(layOver(merged, over)).toEqual(merged);
        expect(layOver(below, {})).toEqual(below);
      }),
    );
  });
});

describe('writtenAt', () => {
  const overlays = [
    { at: ['locales', 'tr'], value: { title: 'a', ios: { badge: null } } },
    { at: ['variants', 0, 'notification'], value: { title: 'b' } },
  ];

  it.each([
    [
      ['notification', 'title'],
      ['variants', 0, 'notification', 'title'],
    ],
    [
      ['notification', 'ios', 'badge'],
      ['locales', 'tr', 'ios', 'badge'],
    ],
    [
      ['notification', 'ios', 'sound'],
      ['notification', 'ios', 'sound'],
    ],
    [
      ['notification', 'message'],
      ['notification', 'message'],
    ],
    [['notification'], ['variants', 0, 'notification']],
    [['key'], ['key']],
  ])('%j is written in %j', (path, origin) => {
    expect(writtenAt(overlays, path)).toEqual(origin);
  });
});
