// Steps of a rollout: the lowest draws first, each step with its share, and every arm equally in each step.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignArm } from '../../../src/plan/selection/assign-arm.ts';
import { drawOf } from '../../../src/plan/selection/draw.ts';
import { rolloutStepOf } from '../../../src/plan/selection/rollout-step.ts';
import '../../support/property-seed.ts';

const people = 20_000;
const uuids = Array.from({ length: people }, (_, index) => ({ name: 'INSIDER.uuid', text: `c-${index}` }));
const rollout = [{ upTo: 0.01, pause: 1_000 }, { upTo: 0.1, pause: null }, { upTo: 1 }];
const assignment = { rollout, salt: 'sale' };

/** Expects a count within five standard deviations of its mean. */
function expectShare(count: number, chance: number, of: number): void {
  expect(Math.abs(count - of * chance)).toBeLessThan(5 * Math.sqrt(of * chance * (1 - chance)));
}

describe('a step', () => {
  it('has its share, and only lower draws than later steps; everybody is in one', () => {
    const steps = uuids.map((person) => rolloutStepOf(assignment, [person]) ?? -1);
    for (const [step, chance] of [0.01, 0.09, 0.9].entries()) {
      expectShare(steps.filter((one) => one === step).length, chance, people);
    }
    const drawn = uuids.map((person) => drawOf('rollout', 'sale', person));
    const order = [...drawn.keys()].toSorted((one, other) => (drawn[one] ?? 0) - (drawn[other] ?? 0));
    const inOrder = order.map((index) => steps[index] ?? -1);
    expect(inOrder).toEqual(inOrder.toSorted((one, other) => one - other));
    expect(new Set(steps)).toEqual(new Set([0, 1, 2]));
  });

  it('has its part of every arm and of the holdout: the draws are independent', () => {
    const arms = [
      { name: 'A', weight: 50, campId: 1 },
      { name: 'B', weight: 50, campId: 2 },
    ];
    const first = uuids.filter((person) => rolloutStepOf(assignment, [person]) !== 2);
    const inA = first.filter((person) => assignArm({ arms, holdout: 0, testShare: 1, salt: 'sale' }, [person]) === 0);
    expectShare(inA.length, 0.5, first.length);
    expectShare(first.filter((person) => drawOf('holdout', 'sale', person) < 0.2).length, 0.2, first.length);
  });

  it('is the same whatever other identifiers somebody has, and the last one for people without a draw', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (text, email) => {
        const uuid = { name: 'INSIDER.uuid', text };
        const both = [{ name: 'INSIDER.email', text: email }, uuid];
        expect(rolloutStepOf(assignment, both)).toBe(rolloutStepOf(assignment, [uuid]));
        expect(rolloutStepOf({ ...assignment, assignBy: 'phone_number' }, both)).toBe(2);
      }),
    );
    expect(rolloutStepOf({ salt: 'sale' }, uuids.slice(0, 1))).toBeUndefined();
  });

  it('is the first one for more people when its share grows', () => {
    const wider = { ...assignment, rollout: [{ upTo: 0.3 }, { upTo: 1 }] };
    for (const person of uuids.slice(0, 2_000)) {
      if (rolloutStepOf(assignment, [person]) !== 2) expect(rolloutStepOf(wider, [person])).toBe(0);
    }
  });
});
