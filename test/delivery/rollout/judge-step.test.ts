// The end of a step is judged by its answers, and a pause may follow.
import { expect, test } from 'vitest';
import type { CampaignTotals } from '../../../src/delivery/ledger.ts';
import { judgeStep, pauseAfter } from '../../../src/delivery/rollout/judge-step.ts';

function totals(accepted: number, optOut: number, inDoubt = 0): Pick<CampaignTotals, 'buckets' | 'refused'> {
  const buckets = { accepted, refused: optOut, rejected: 0, in_doubt: inDoubt, not_sent: 0 };
  return { buckets, refused: { OptOut: optOut } };
}

const half = { kind: 'share', share: 0.5 } as const;
const few = { kind: 'count', count: 3 } as const;

test.each([
  [[], totals(0, 19), { kind: 'good' }],
  [[{ of: 'refused', limit: half }], totals(0, 19, 40), { kind: 'too_few', answers: 19 }],
  [[{ of: 'refused', limit: half }], totals(10, 10), { kind: 'good' }],
  [[{ of: 'refused', limit: half }], totals(9, 11), { kind: 'excess', count: 11, answers: 20 }],
  [[{ of: 'OptOut', limit: few }], totals(16, 4), { kind: 'excess', count: 4, answers: 20 }],
  [[{ of: 'NoUserFound', limit: few }], totals(16, 4), { kind: 'good' }],
])('a step with the limits %j and the totals %j is judged as %j', (limits, found, verdict) => {
  expect(judgeStep(limits, found)).toMatchObject(verdict);
});

const steps = [
  { upTo: 0.1, pause: 60_000 },
  { upTo: 0.2, pause: null },
  { upTo: 0.3, pause: 5_000 },
  { upTo: 0.4 },
  { upTo: 1 },
];

test.each([
  [0, 1, [5, 5, 5, 5, 5], 60_000],
  [1, 2, [5, 5, 5, 5, 5], null],
  [2, 3, [5, 5, 5, 5, 5], 5_000],
  [3, 4, [5, 5, 5, 5, 5], undefined],
  // Nobody is in the second step, but its manual pause is not skipped.
  [0, 2, [5, 0, 5, 5, 5], null],
  [2, 4, [5, 5, 5, 0, 5], 5_000],
  // Nobody has been sent to yet.
  [0, 1, [0, 5, 5, 5, 5], undefined],
])('from step %i to step %i of %j, the pause is %s', (step, next, planned, pause) => {
  expect(pauseAfter(steps, { step, next, planned })).toBe(pause);
});
