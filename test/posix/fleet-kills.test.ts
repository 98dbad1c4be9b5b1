// Twelve deaths of workers and two of the database: a small part of what `npm run prove -- fleet` does.
import { expect, test } from 'vitest';
import { prove } from '../proof/fleet.ts';

test('four workers killed, ended, frozen and cut off at random over two crashes of the database: nobody twice, nobody lost', async () => {
  const { trials, violations, notes } = await prove({ count: 12, seed: 3, log: () => undefined });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
  expect(notes).toMatchObject({ duplicates: 0, lost: 0, falseAccepted: 0, crashes: 2 });
  expect(trials).toBeGreaterThanOrEqual(12);
  // Some of them had chunks, or nothing would have been shown.
  expect(notes['takeovers']).toBeGreaterThan(0);
}, 900_000);
