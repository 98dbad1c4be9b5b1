import { expect, test } from 'vitest';
import { describeEarlier } from '../../src/view/earlier-words.ts';

test.each([
  [0, undefined],
  [1, '1 of those settled was sent this very text before the last one: it is not sent to them again.'],
  [2100, '2,100 of those settled were sent this very text before their last one: it is not sent to them again.'],
])('%i', (count, sentence) => {
  expect(describeEarlier(count)).toBe(sentence);
});
