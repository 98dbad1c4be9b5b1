// Kills workers twelve times and the database twice: a small part of `npm run prove -- fleet`.
import { expect, test } from 'vitest';
import { prove } from '../proof/fleet.ts';

test('with four workers killed, ended, frozen and cut off at random and two database crashes, nobody is lost or gets a notification twice', async () => {
  const { trials, violations, notes } = await prove({ count: 12, seed: 3, log: () => undefined });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
  expect(notes).toMatchObject({ duplicates: 0, lost: 0, falseAccepted: 0, crashes: 2 });
  expect(trials).toBeGreaterThanOrEqual(12);
  // Some of them must have had chunks. Otherwise the test shows nothing.
  expect(notes['takeovers']).toBeGreaterThan(0);
}, 900_000);
