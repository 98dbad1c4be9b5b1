// A few of the simulated worlds with their ledgers on PostgreSQL: `npm run prove -- postgres-simulation` plays as many as are wanted.
import { expect, test } from 'vitest';
import { provePostgres } from './simulation.ts';

test('over PostgreSQL too nobody gets it twice, is lost or falsely accepted, and no minute holds more than the limit', async () => {
  const logged: string[] = [];
  const { trials, violations, notes } = await provePostgres({ count: 6, seed: 1, log: (line) => logged.push(line) });
  expect({ violations, logged }).toEqual({ violations: 0, logged: [] });
  expect(trials).toBeGreaterThanOrEqual(6);
  expect(notes['deaths']).toBeGreaterThan(0);
}, 600_000);
