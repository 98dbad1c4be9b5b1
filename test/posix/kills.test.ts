// Kills the real program five times: a small part of `npm run prove -- kills`.
import { expect, test } from 'vitest';
import { prove } from '../proof/kills.ts';

test('with a faulty server and kills at random moments, repeated applies lose nobody and send no duplicates', async () => {
  const { trials, violations, notes } = await prove({ count: 5, seed: 4, log: () => undefined });
  expect(notes).toMatchObject({ duplicates: 0, lost: 0, falseAccepted: 0 });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
  expect(trials).toBeGreaterThanOrEqual(5);
  // Some of them must have had requests under way. Otherwise the test shows nothing.
  expect(notes['leftOpen']).toBeGreaterThan(0);
});
