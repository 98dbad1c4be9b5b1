// Several processes that send at once, and one that is frozen: a small part of `npm run prove -- concurrency`.
import { test } from 'vitest';
import { prove, provePostgres } from '../proof/concurrency.ts';

test.concurrent('of four applies that start together one sends and the others name it; claims of a frozen one are not sent late', async ({
  expect,
}) => {
  const { violations, notes } = await prove({ count: 4, seed: 1, log: () => undefined });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
  expect(notes['stale'], 'claims that were too old when their holder woke').toBeGreaterThan(0);
}, 600_000);

test.concurrent('on PostgreSQL, one of the four sends, and the others report which process sends, on which host and since when', async ({
  expect,
}) => {
  const { violations, notes } = await provePostgres({ count: 2, seed: 1, log: () => undefined });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
});
