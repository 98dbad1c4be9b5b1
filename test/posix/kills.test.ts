// Five deaths of the real program: a small part of what `npm run prove -- kills` does.
import { expect, test } from 'vitest';
import { prove } from '../proof/kills.ts';

test('killed at random moments over a faulty server and applied again to the end, nobody gets it twice and nobody is lost', async () => {
  const { trials, violations, notes } = await prove({ count: 5, seed: 4, log: () => undefined });
  expect(notes).toMatchObject({ duplicates: 0, lost: 0, falseAccepted: 0 });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
  expect(trials).toBeGreaterThanOrEqual(5);
  // Some of them died with requests under way, or nothing would have been shown.
  expect(notes['leftOpen']).toBeGreaterThan(0);
}, 180_000);
