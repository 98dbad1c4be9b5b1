// Counts whom the draws choose out of many people, and compares the counts with the expected ones.
import type { Assignment } from '../../src/campaign/assignment.ts';
import { assignArm } from '../../src/plan/selection/assign-arm.ts';
import { drawOf } from '../../src/plan/selection/draw.ts';

interface DrawCount {
  readonly what: string;
  readonly count: number;
  readonly expected: number;
  /** The distance from the expected count, in standard deviations of a binomial distribution. */
  readonly deviations: number;
}

const assignment: Assignment = {
  arms: [
    { name: 'A', weight: 50, campId: 1 },
    { name: 'B', weight: 30, campId: 2 },
    { name: 'C', weight: 20, campId: 3 },
  ],
  holdout: 0.05,
  testShare: 1,
  salt: 'sale',
};

interface Drawn {
  readonly isHeldOut: boolean;
  readonly arm: number | undefined;
  readonly rollout: number;
}

/** The last ones show whether the draws are independent: then the chance of both is the product of the two chances. */
const questions: readonly (readonly [what: string, chance: number, holds: (drawn: Drawn) => boolean])[] = [
  ['holdout 5%', 0.05, ({ isHeldOut }) => isHeldOut],
  ['arm A, 50%', 0.5, ({ arm }) => arm === 0],
  ['arm B, 30%', 0.3, ({ arm }) => arm === 1],
  ['arm C, 20%', 0.2, ({ arm }) => arm === 2],
  ['rollout, first 1%', 0.01, ({ rollout }) => rollout < 0.01],
  ['rollout, first 10%', 0.1, ({ rollout }) => rollout < 0.1],
  ['holdout and arm A', 0.025, ({ isHeldOut, arm }) => isHeldOut && arm === 0],
  ['holdout and first 10%', 0.005, ({ isHeldOut, rollout }) => isHeldOut && rollout < 0.1],
  ['arm B and first 10%', 0.03, ({ arm, rollout }) => arm === 1 && rollout < 0.1],
];

export function countDraws(people: number): readonly DrawCount[] {
  const counts = questions.map(() => 0);
  for (let person = 0; person < people; person += 1) {
    const email = { name: 'INSIDER.email', text: `person${person}@example.com` };
    const drawn = {
      isHeldOut: drawOf('holdout', assignment.salt, email) < assignment.holdout,
      arm: assignArm(assignment, [email]),
      rollout: drawOf('rollout', assignment.salt, email),
    };
    for (const [index, [, , holds]] of questions.entries()) if (holds(drawn)) counts[index] = (counts[index] ?? 0) + 1;
  }
  return questions.map(([what, chance], index) => {
    const [count = 0, expected] = [counts[index], people * chance];
    return { what, count, expected, deviations: (count - expected) / Math.sqrt(expected * (1 - chance)) };
  });
}
