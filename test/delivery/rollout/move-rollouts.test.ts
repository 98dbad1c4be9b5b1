// Two processes that end the same step: only one of them ends it and reports the findings.
import { expect, test } from 'vitest';
import type { AbortLimit } from '../../../src/campaign/campaign.ts';
import { moveRollouts } from '../../../src/delivery/rollout/move-rollouts.ts';
import type { RolloutStanding } from '../../../src/delivery/rollout/rollout-standing.ts';
import { runCampaign } from '../../contract/world.ts';

const noon = Date.UTC(2026, 10, 29, 12);
const tooMany: AbortLimit = { of: 'refused', limit: { kind: 'share', share: 0.5 } };

/** Ends a first step in which everybody was refused. */
function endStep(refused: number, isMoved: boolean) {
  const buckets = { accepted: 0, refused, rejected: 0, in_doubt: 0, not_sent: 0 };
  const standing: RolloutStanding = {
    campaign: 0,
    terms: runCampaign('sale', { abortIf: [tooMany] }),
    steps: [{ upTo: 0.1, pause: null }, { upTo: 1 }],
    planned: [refused, 5],
    step: 0,
    endedAt: null,
    until: null,
    open: 0,
    next: 1,
  };
  const totals = { planned: refused, buckets, refused: {}, rejected: {}, leftOut: {} };
  return moveRollouts({
    run: 'run_1',
    environment: 'production',
    ledger: {
      rollouts: async () => [standing],
      stepTotals: async () => ({ ...totals, maybeTwice: 0, requests: 1, retries: 0 }),
      moveRollout: async () => isMoved,
    },
    clock: { now: () => noon },
    listen: () => undefined,
  });
}

test.each([
  [19, { kind: 'paused', findings: [{ code: 'PP432' }] }],
  [
    20,
    {
      kind: 'stopped',
      stop: { diagnostic: { code: 'PP421', help: expect.stringContaining('resume run_1 --env production, ') } },
    },
  ],
])('with %i answers, only the process that ends the step reports a finding', async (refused, moved) => {
  expect(await endStep(refused, true)).toMatchObject(moved);
  expect(await endStep(refused, false)).toEqual({ kind: 'goes_on', findings: [] });
});
