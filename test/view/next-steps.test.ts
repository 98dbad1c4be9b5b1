import { expect, test } from 'vitest';
import { formatNextSteps } from '../../src/view/next-steps.ts';

const steps = [
  'pushplan resume run_ab12cd34ef56 --env production',
  'see why there is nothing to send: pushplan plan --env production',
  'A person has to settle what is in doubt.',
];

test.each([
  [
    80,
    [
      'Next: pushplan resume run_ab12cd34ef56 --env production',
      '      see why there is nothing to send: pushplan plan --env production',
      '      A person has to settle what is in doubt.',
    ],
  ],
  [
    40,
    [
      'Next: pushplan resume run_ab12cd34ef56 --env production',
      '      see why there is nothing to send:',
      '      pushplan plan --env production',
      '      A person has to settle what is in',
      '      doubt.',
    ],
  ],
  [
    30,
    [
      'Next: pushplan resume run_ab12cd34ef56 --env production',
      '      see why there is nothing to',
      '      send:',
      '      pushplan plan --env production',
      '      A person has to settle',
      '      what is in doubt.',
    ],
  ],
])('in %i columns sentences are wrapped, and commands stay in one piece', (columns, lines) => {
  expect(formatNextSteps(steps, columns)).toEqual(lines);
});
