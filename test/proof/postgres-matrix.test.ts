// A part of the fault matrix with the ledger on PostgreSQL: the API throttles, fails or resets the connection.
import { expect, test } from 'vitest';
import { provePostgres } from './matrix.ts';

test('with PostgreSQL too, everybody is in the expected bucket, nobody gets two, and nobody is lost', async () => {
  const logged: string[] = [];
  const { trials, violations, notes } = await provePostgres({ count: 38, seed: 1, log: (line) => logged.push(line) });
  expect({ violations, logged: violations > 0 ? logged : [] }).toEqual({ violations: 0, logged: [] });
  expect(notes).toMatchObject({ duplicates: 0, lost: 0, 'false accepted': 0 });
  expect(trials).toBe(38);
}, 600_000);
