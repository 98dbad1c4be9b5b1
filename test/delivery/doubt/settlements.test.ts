import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Settlement } from '../../../src/delivery/ledger.ts';
import { Settlements } from '../../../src/delivery/doubt/settlements.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

function settlement(attempt: number): Settlement {
  return { attempt, outcomes: [{ kind: 'accepted' }], status: 200, error: null };
}

test('settlements that wait in the same turn are committed together, in order, and later ones separately', async () => {
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

test('a settlement resolves only after the commit, and all of the same commit get its error', async () => {
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
  expect(isHeard).toBe(false);
  commits[0]?.resolve();
  expect(await first).toBe(true);
  const others = Promise.allSettled([2, 3].map((attempt) => settlements.settle(settlement(attempt))));
  await expect.poll(() => commits.length).toBe(2);
  commits[1]?.reject(new Error('disk full'));
  expect(await others).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
});

test('settlements that come during a commit are committed together in the next one, also after one that failed', async () => {
  const commits: { readonly attempts: readonly number[]; readonly end: PromiseWithResolvers<void> }[] = [];
  const ledger = {
    settle: (settlements: readonly Settlement[]) => {
      const end = Promise.withResolvers<void>();
      commits.push({ attempts: settlements.map(({ attempt }) => attempt), end });
      return end.promise;
    },
  };
  const settlements = new Settlements(ledger, virtualClock());
  const first = Promise.allSettled([settlements.settle(settlement(1))]);
  await expect.poll(() => commits.length).toBe(1);
  const second = settlements.settle(settlement(2));
  await setImmediate();
  const third = settlements.settle(settlement(3));
  await setImmediate();
  expect(commits).toHaveLength(1);
  commits[0]?.end.reject(new Error('disk full'));
  expect(await first).toMatchObject([{ status: 'rejected' }]);
  await expect.poll(() => commits.map(({ attempts }) => attempts)).toEqual([[1], [2, 3]]);
  commits[1]?.end.resolve();
  await Promise.all([second, third]);
});
