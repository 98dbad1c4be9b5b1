import { expect, test } from 'vitest';
import { describeWaiting } from '../../src/view/snapshot.ts';

test.each([
  ['pace', 'Waiting 600 seconds: keeping to the limit'],
  ['throttled', 'Waiting 600 seconds: too many requests'],
  ['throttled_long', 'Waiting 600 seconds: API asked for more'],
  ['breaker', 'Waiting 600 seconds: API is in trouble'],
  ['canary', 'Waiting for the answer to one request'],
  ['retry', 'Waiting 600 seconds to try again'],
  ['message_center', 'Waiting 600 seconds: Message Center'],
] as const)('what is waited for (%s) is said in a line that fits', (reason, words) => {
  expect(describeWaiting({ reason, until: 600_000 }, 0)).toEqual([words]);
  expect(words.length).toBeLessThanOrEqual(41);
});
