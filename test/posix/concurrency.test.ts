// Several that would send at once, and one that is frozen: a small part of what `npm run prove -- concurrency` does.
import { expect, test } from 'vitest';
import { prove, provePostgres } from '../proof/concurrency.ts';

test.concurrent('of four applies started together one sends, the others name it; what a frozen one had claimed is not sent late', async () => {
  const { violations, notes } = await prove({ count: 4, seed: 1, log: () => undefined });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
  expect(notes['stale'], 'claims that were too old when their holder woke').toBeGreaterThan(0);
}, 600_000);

test.concurrent('the same four on a ledger on PostgreSQL: one sends, and the others are told who, where and since when', async () => {
  const { violations, notes } = await provePostgres({ count: 2, seed: 1, log: () => undefined });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
}, 300_000);
