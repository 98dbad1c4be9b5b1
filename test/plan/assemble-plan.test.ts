import { expect, it } from 'vitest';
import type { Priority } from '../../src/campaign/campaign.ts';
import { assemblePlan } from '../../src/plan/assemble-plan.ts';
import { aCampaign } from '../support/a-campaign.ts';

const frame = {
  environment: 'production',
  requestsPerMinute: 60,
  mostInRequest: 20,
  history: 'ledger',
  allowed: [],
  seal: `pp1:${'0'.repeat(64)}`,
  lists: [],
  diagnostics: [],
  now: Date.UTC(2026, 11, 1),
  zoneData: undefined,
} as const;

function planned(send: number, resend = 0, priority: Priority = 'normal'): Parameters<typeof assemblePlan>[1][number] {
  const removed = { invalid: 1, duplicate: 2, filtered: 3, short: 4 };
  const counts = {
    rows: send + resend + 10,
    send,
    resend,
    retry: 0,
    deferred: 0,
    settled: 0,
    settled_earlier: 0,
    in_doubt: 0,
    removed,
  };
  return {
    campaign: { ...aCampaign(), priority },
    result: {
      counts,
      samples: [],
      audit: [],
      bounds: [],
      timetable: [],
      listed: new Map(),
      diagnostics: [],
      faults: [],
    },
    limits: [],
    lists: [],
    often: [],
    changes: [],
    diagnostics: [],
  };
}

it('adds up the campaigns, and counts each row in exactly one place', () => {
  const { totals } = assemblePlan(frame, [planned(30), planned(5, 6)]);
  expect(totals).toMatchObject({ rows: 61, send: 35, resend: 6, removed: 20 });
  expect(totals.rows).toBe(
    totals.send + totals.resend + totals.retry + totals.deferred + totals.settled + totals.in_doubt + totals.removed,
  );
});

it('counts full requests, and one request with a single notification at the start of the run', () => {
  const { campaigns, totals } = assemblePlan(frame, [planned(0), planned(41), planned(40)]);
  expect(campaigns.map(({ requests }) => requests)).toEqual([0, 3, 2]);
  expect(totals).toMatchObject({ requests: 5, eta_seconds: 5 });
  const { totals: smaller } = assemblePlan({ ...frame, mostInRequest: 7 }, [planned(0), planned(41), planned(40)]);
  expect(smaller).toMatchObject({ requests: 13 });
});

it('counts that single request for the campaign of high priority, which is sent before the others', () => {
  const { campaigns } = assemblePlan(frame, [planned(20), planned(0, 0, 'high'), planned(40, 1, 'high')]);
  expect(campaigns.map(({ requests, priority }) => [priority, requests])).toEqual([
    ['normal', 1],
    ['high', 0],
    ['high', 3],
  ]);
});
