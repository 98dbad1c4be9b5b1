// The memory of what was sent: limited for lookups, complete for counts.
import { expect, test } from 'vitest';
import { Deliveries } from '../../src/sandbox/deliveries.ts';
import { RateLimit } from '../../src/sandbox/rate.ts';

function toPerson(id: string, at: number) {
  const push = { campId: 1, title: 'Hello', message: 'Half price', imageUrl: undefined, deepLinks: {}, silent: false };
  return { at, person: { id, keys: [`uuid:${id}`, 'email:all@example.com'] }, ...push };
}

test('forgets pushes beyond the newest 100,000, but still recognises their duplicates', () => {
  const deliveries = new Deliveries();
  for (let number = 0; number < 100_001; number += 1) deliveries.record(toPerson(String(number), number));
  expect(deliveries.toIdentity('uuid:0')).toEqual([]);
  expect(deliveries.toIdentity('uuid:1')).toHaveLength(1);
  expect(deliveries.toIdentity('email:all@example.com')).toHaveLength(100_000);
  expect(deliveries.toIdentity('email:all@example.com')[0]?.at).toBe(1);
  deliveries.record(toPerson('0', 200_000));
  expect([deliveries.count, ...deliveries.duplicates]).toEqual([100_002, [1, 1]]);
});

test('counts a sliding window exactly over thousands of requests', () => {
  const rate = new RateLimit(1000);
  const refused = Array.from({ length: 10_000 }, (_, index) => rate.admit('key', 100, index * 10)).filter(
    (wait) => wait !== undefined,
  );
  expect(refused).toEqual([]);
  expect(rate.figures(99_990)).toEqual({ now: 100, highest: 100, breaches: 0 });
  expect(rate.admit('key', 100, 99_990)).toBe(10);
});
