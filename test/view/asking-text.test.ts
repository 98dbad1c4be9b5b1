import { expect, test } from 'vitest';
import { formatAsked, formatAskingLine, formatAskingOnce } from '../../src/view/asking-text.ts';

test.each([
  [
    { found: 160, asked: 160, accepted: 158, freed: 0, left: 2 },
    'about 160 in doubt from earlier runs: 158 accepted, 2 left.',
  ],
  [
    { found: 1_600, asked: 1_000, accepted: 900, freed: 40, left: 660 },
    'about 1,000 of 1,600 in doubt from earlier runs: 900 accepted, 40 proved not sent, 660 left.',
  ],
])('shows the result', (asked, expected) => {
  expect(formatAsked(asked)).toBe(`Asked the Message Center ${expected}`);
});

test('shows the progress', () => {
  expect(formatAskingOnce({ found: 1_600, left: 120_000 })).toBe(
    'Asking the Message Center about 1,600 in doubt from earlier runs, for at most 2 min.',
  );
  expect(formatAskingLine({ found: 160, answered: 0, waiting: 54_200, left: 120_000 }, 120)).toBe(
    'Asking the Message Center: 0 of 160 in doubt from earlier runs, waiting 55 s, at most 2 min more',
  );
  expect(formatAskingLine({ found: 160, answered: 40, waiting: 0, left: 61_000 }, 120)).toBe(
    'Asking the Message Center: 40 of 160 in doubt from earlier runs, at most 1 min 1 s more',
  );
  const asking = { found: 160, answered: 40, waiting: 0, left: 61_000 };
  expect(formatAskingLine(asking, 60)).toBe('Asking the Message Center: 40 of 160, at most 1 min 1 s more');
  expect(formatAskingLine(asking, 39)).toBe('Message Center: 40 of 160, 1 min 1 s');
});
