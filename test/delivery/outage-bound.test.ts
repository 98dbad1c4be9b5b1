import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Breaker } from '../../src/delivery/stopping/breaker.ts';
import { Ramp } from '../../src/delivery/ramp.ts';
import { tries } from '../support/property-tries.ts';

interface Outage {
  readonly concurrency: number;
  /** The number of successful requests before it. */
  readonly before: number;
  /** Numbers below 1 that decide which requests under way are lost when it begins, and in which order answers come. */
  readonly chances: readonly number[];
}

/** Returns how many requests are lost until the breaker opens, if every request that starts after the outage has begun is lost. */
function countLost({ concurrency, before, chances }: Outage): number {
  const breaker = new Breaker();
  const ramp = new Ramp(concurrency);
  for (let count = 0; count < before; count++) {
    ramp.wentWell();
    breaker.record(false, 0, 0);
  }
  let drawn = 0;
  const draw = (): number => chances[drawn++ % chances.length] ?? 0;
  const underWay = Array.from({ length: ramp.width }, () => draw() < 0.5);
  let lost = underWay.filter(Boolean).length;
  while (!breaker.isOpen) {
    while (underWay.length < ramp.width) {
      underWay.push(true);
      lost++;
    }
    const [isLost = true] = underWay.splice(Math.floor(draw() * underWay.length), 1);
    breaker.record(isLost, 0, 1);
    if (isLost) ramp.metTrouble();
    else ramp.wentWell();
  }
  return lost;
}

test('whenever an outage begins and in whatever order answers come, it loses at most 3 more requests than the concurrency', () => {
  const outage = fc.record({
    concurrency: fc.integer({ min: 1, max: 16 }),
    before: fc.integer({ min: 0, max: 100 }),
    chances: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 64 }),
  });
  fc.assert(
    fc.property(outage, (given) => {
      expect(countLost(given)).toBeLessThanOrEqual(3 + given.concurrency);
    }),
    { numRuns: tries(5_000) },
  );
});
