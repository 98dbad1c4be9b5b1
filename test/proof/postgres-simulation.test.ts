// A few of the simulated worlds with their ledgers on PostgreSQL. `npm run prove -- postgres-simulation` runs as many as wanted.
import { expect, test } from 'vitest';
import { provePostgres } from './simulation.ts';

test('with PostgreSQL too, nobody gets two, is lost or is falsely accepted, and no minute exceeds the limit', async () => {
  const logged: string[] = [];
  const { trials, violations, notes } = await provePostgres({ count: 6, seed: 1, log: (line) => logged.push(line) });
  expect({ violations, logged }).toEqual({ violations: 0, logged: [] });
  expect(trials).toBeGreaterThanOrEqual(6);
  expect(notes['deaths']).toBeGreaterThan(0);
}, 600_000);
