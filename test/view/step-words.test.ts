// In which step of its rollout a campaign is, in words for people and as data for scripts.
import { expect, test } from 'vitest';
import { chooseRollout, describeStep, presentRollout } from '../../src/view/step-words.ts';
import { startedRollout } from '../support/sample-progress.ts';

const until = Date.UTC(2026, 10, 29, 10, 20, 0, 1);

test.each([
  [{}, 'sale: step 1 of 3, to 1%'],
  [{ endedAt: 5 }, 'sale: step 1 of 3, to 1%, paused until somebody ends it'],
  // The time is rounded up, as the pause is not over before that second.
  [{ endedAt: 5, until }, 'sale: step 1 of 3, to 1%, paused until 2026-11-29 10:20:01 UTC'],
  [{ step: 2, next: null }, 'sale: step 3 of 3, to 100%'],
])('%j: %s', (change, words) => {
  expect(describeStep({ ...presentRollout(startedRollout(change)), campaign: 'sale' })[0]).toBe(words);
});

test('data for scripts', () => {
  expect(presentRollout(startedRollout({ endedAt: 5, until }))).toEqual({
    state: 'paused',
    step: 1,
    until: '2026-11-29T10:20:00.001Z',
    steps: [
      { share: 1, planned: 400 },
      { share: 10, planned: 3_600 },
      { share: 100, planned: 37_230 },
    ],
  });
  expect(presentRollout(startedRollout({ step: 2, next: null, endedAt: 5 })).state).toBe('last_step');
});

test('of several rollouts, chooses the first with people in later steps', () => {
  const over = { ...presentRollout(startedRollout({ step: 2, next: null })), campaign: 'over' };
  const goesOn = { ...presentRollout(startedRollout()), campaign: 'sale' };
  expect(chooseRollout([over, goesOn])).toBe(goesOn);
  expect(chooseRollout([over])).toBe(over);
  expect(chooseRollout([])).toBeUndefined();
});
