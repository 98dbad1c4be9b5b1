import { expect, test } from 'vitest';
import type { Settlement } from '../../../src/delivery/ledger.ts';
import { Settlements } from '../../../src/delivery/doubt/settlements.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

function settlement(attempt: number): Settlement {
  return { attempt, outcomes: [{ kind: 'accepted' }], status: 200, error: null };
}

test('what waits in the same turn is committed together, in order, and what comes later by itself', async () => {
  const commits: number[][] = [];
  const ledger = {
    settle: async (settlements: readonly Settlement[]) => {
      commits.push(settlements.map(({ attempt }) => attempt));
    },
  };
  const settlements = new Settlements(ledger, virtualClock());
  await Promise.all([1, 2, 3].map((attempt) => settlements.settle(settlement(attempt))));
  await settlements.settle(settlement(4));
  expect(commits).toEqual([[1, 2, 3], [4]]);
});

test('nobody hears that it is committed before it is, and whoever went together hears of a failure', async () => {
  const commits: PromiseWithResolvers<void>[] = [];
  const ledger = {
    settle: () => {
      const commit = Promise.withResolvers<void>();
      commits.push(commit);
      return commit.promise;
    },
  };
  const settlements = new Settlements(ledger, virtualClock());
  let isHeard = false;
  const first = settlements.settle(settlement(1)).then(() => (isHeard = true));
  await expect.poll(() => commits.length).toBe(1);
  const others = Promise.allSettled([2, 3].map((attempt) => settlements.settle(settlement(attempt))));
  await expect.poll(() => commits.length).toBe(2);
  expect(isHeard).toBe(false);
  commits[1]?.reject(new Error('disk full'));
  expect(await others).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  expect(isHeard).toBe(false);
  commits[0]?.resolve();
  expect(await first).toBe(true);
});
