// Draws: always the same, as specified, even, and independent of each other.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../../src/campaign/assignment.ts';
import { assignArm } from '../../../src/plan/selection/assign-arm.ts';
import { drawOf, pickIdentifier } from '../../../src/plan/selection/draw.ts';
import '../../support/property-seed.ts';

const people = 20_000;
const uuids = Array.from({ length: people }, (_, index) => [{ name: 'INSIDER.uuid', text: `c-${index}` }]);

function assignment(change: Partial<Assignment> = {}): Assignment {
  const arms = [
    { name: 'A', weight: 50, campId: 1 },
    { name: 'B', weight: 30, campId: 2 },
    { name: 'C', weight: 20, campId: 3 },
  ];
  return { arms, holdout: 0, testShare: 1, salt: 'sale', ...change };
}

/** Expects a count within five standard deviations of its mean. One in two million is farther off. */
function expectShare(count: number, chance: number, of = people): void {
  expect(Math.abs(count - of * chance)).toBeLessThan(5 * Math.sqrt(of * chance * (1 - chance)));
}

function below(purpose: 'holdout' | 'arm', salt: string): readonly boolean[] {
  return uuids.map(([one]) => one !== undefined && drawOf(purpose, salt, one) < 0.5);
}

describe('a draw', () => {
  it('is the first 8 bytes of SHA-256 as a number below 2^64', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (salt, text) => {
        const bytes = createHash('sha256').update(`arm\0${salt}\0email\0${text}`).digest();
        const drawn = Number(bytes.readBigUInt64BE(0)) / 2 ** 64;
        expect(drawOf('arm', salt, { name: 'INSIDER.email', text })).toBeCloseTo(drawn, 12);
      }),
    );
  });

  it('is even, and independent of draws for another purpose or with another salt', () => {
    const draws = [below('holdout', 'sale'), below('arm', 'sale'), below('arm', 'other')];
    for (const draw of draws) expectShare(draw.filter(Boolean).length, 0.5);
    for (const [one, other] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      expectShare(uuids.filter((_, index) => draws[one]?.[index] === draws[other]?.[index]).length, 0.5);
    }
  });
});

describe('the identifier that decides', () => {
  const all = ['custom.b', 'INSIDER.custom.a', 'INSIDER.phone_number', 'email', 'INSIDER.uuid'].map((name) => ({
    name,
    text: name,
  }));

  it('is the first by kind, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all), (some) => {
        const kinds = ['INSIDER.uuid', 'email', 'INSIDER.phone_number', 'INSIDER.custom.a', 'custom.b'];
        const first = kinds.find((kind) => some.some(({ name }) => name === kind));
        expect(pickIdentifier(some, undefined)?.name).toBe(first);
      }),
    );
  });

  it('is the one that assign_by names, or none', () => {
    expect(pickIdentifier(all, 'custom.a')?.name).toBe('INSIDER.custom.a');
    expect(pickIdentifier(all, 'custom.c')).toBeUndefined();
    expect(assignArm(assignment({ assignBy: 'custom.c' }), all)).toBeUndefined();
  });
});

describe('an arm', () => {
  it('has its share, and each person keeps one for ever, whatever other identifiers they have', () => {
    const counts = [0, 0, 0];
    for (const person of uuids) {
      const arm = assignArm(assignment(), person) ?? -1;
      counts[arm] = (counts[arm] ?? 0) + 1;
    }
    for (const [arm, chance] of [0.5, 0.3, 0.2].entries()) expectShare(counts[arm] ?? 0, chance);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (text, email) => {
        const uuid = { name: 'INSIDER.uuid', text };
        const both = [{ name: 'INSIDER.email', text: email }, uuid];
        expect(assignArm(assignment(), both)).toBe(assignArm(assignment(), [uuid]));
      }),
    );
  });

  it('has its part of the test share, and people outside the test wait or get the winner', () => {
    const arms = uuids.map((person) => assignArm(assignment({ testShare: 0.2 }), person));
    expectShare(arms.filter((arm) => arm === undefined).length, 0.8);
    expectShare(arms.filter((arm) => arm === 0).length, 0.1);
    const won = uuids.map((person) => assignArm(assignment({ testShare: 0.2, winner: 2 }), person));
    for (const [index, arm] of arms.entries()) expect(won[index]).toBe(arm ?? 2);
  });

  it('stays when the test grows or ends without a winner, and new people join all arms by weight', () => {
    const [small, larger, all] = [0.2, 0.4, 1].map((testShare) =>
      uuids.map((person) => assignArm(assignment({ testShare }), person)),
    );
    for (const [index, arm] of (small ?? []).entries()) {
      if (arm !== undefined) expect([larger?.[index], all?.[index]]).toEqual([arm, arm]);
    }
    const joined = (larger ?? []).filter((arm, index) => arm !== undefined && small?.[index] === undefined);
    for (const [arm, chance] of [0.5, 0.3, 0.2].entries()) {
      expectShare(joined.filter((one) => one === arm).length, chance, joined.length);
    }
  });

  it('is the last one if the shares add up to less than 1', () => {
    const thirds = assignment().arms.map((arm) => ({ ...arm, weight: 0 }));
    expect(assignArm(assignment({ arms: thirds }), uuids[0] ?? [])).toBe(2);
  });
});
