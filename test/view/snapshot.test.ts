import { expect, test } from 'vitest';
import { describeWaiting } from '../../src/view/snapshot.ts';

test.each([
  ['pace', 'Waiting 600 seconds: keeping to the limit'],
  ['throttled', 'Waiting 600 seconds: too many requests'],
  ['throttled_long', 'Waiting 600 seconds: API asked for more'],
  ['breaker', 'Waiting 600 seconds: API is in trouble'],
  ['canary', 'Waiting for the answer to one request'],
  ['retry', 'Waiting 600 seconds to try again'],
  ['delivery_log', 'Waiting 600 seconds: Message Center'],
] as const)('the reason for waiting (%s) is shown in a line that fits', (reason, words) => {
  expect(describeWaiting({ reason, until: 600_000 }, 0)).toEqual([words]);
  expect(words.length).toBeLessThanOrEqual(41);
});

const lastError = {
  name: 'ECONNREFUSED',
  status: null,
  means: 'the connection is refused',
  remedy: 'Look at the endpoint.',
  lasting: undefined,
};

test.each(['retry', 'breaker', 'canary'] as const)(
  'during trouble (%s), shows the last error as far as there is room',
  (reason) => {
    const texts = describeWaiting({ reason, until: 0, lastError }, 0);
    const [least] = describeWaiting({ reason, until: 0 }, 0);
    expect(texts).toEqual([
      `${least}. Last error ECONNREFUSED: the connection is refused. Look at the endpoint`,
      `${least}. Last error ECONNREFUSED: the connection is refused`,
      `${least} (ECONNREFUSED)`,
      least,
    ]);
  },
);

test.each(['throttled', 'throttled_long', 'delivery_log'] as const)(
  'an answer that asks to wait (%s) needs no other cause',
  (reason) => {
    expect(describeWaiting({ reason, until: 0, lastError }, 0)).toHaveLength(1);
  },
);
