// A plan and a run as documents, for the views: two campaigns with consistent figures.
import type { Plan } from '../../src/generated/plan.ts';
import type { Run, RunTotals } from '../../src/generated/run.ts';

export function makePlan(change: Partial<Plan> = {}): Plan {
  return {
    format_version: '1.0',
    seal: `pp1:${'3f9a0c1d'.repeat(8)}`,
    environment: 'production',
    history: 'ledger',
    allowed: [],
    totals: {
      rows: 44_448,
      send: 41_230,
      resend: 318,
      retry: 0,
      deferred: 0,
      settled: 2116,
      in_doubt: 3,
      removed: 781,
      requests: 2078,
      eta_seconds: 125,
    },
    campaigns: [wishlistSale, orderUpdate],
    diagnostics: [],
    ...change,
  };
}

/** Makes cards as they are in a notification. */
export function makeCards(count: number): { headline: string; description: string }[] {
  return Array.from({ length: count }, (_, index) => ({ headline: `Xxxxx ${index + 1}`, description: '€00.00' }));
}

const wishlistSale: Plan['campaigns'][number] = {
  id: 'wishlist-sale',
  camp_id: 1204,
  file: 'campaigns/wishlist-sale.campaign.yaml',
  guarantee: 'at_most_once',
  counts: {
    rows: 43_918,
    send: 41_230,
    resend: 0,
    retry: 0,
    deferred: 0,
    settled: 1904,
    settled_earlier: 0,
    in_doubt: 3,
    removed: { invalid: 72, duplicate: 201, filtered: 508, short: 0 },
  },
  requests: 2062,
  eta_seconds: 124,
  changes: [],
  limits: [],
  audit: [],
  samples: [
    {
      why: 'longest_title',
      row: 17,
      notification: { title: 'Xxxxxxxx-Xxxxxxxx, your wishlist is 30% off', message: '4 items, from €12.90' },
    },
    {
      why: 'most_cards',
      row: 20_411,
      notification: {
        title: '春のセール: your wishlist is 30% off',
        message: '6 items, from €00.00',
        advanced_push_payload: { advanced_push_items: makeCards(6) },
      },
    },
  ],
  diagnostics: [
    {
      severity: 'warning',
      code: 'PP221',
      message: 'notification.identifiers: no identifier (rows 118, 9,204 and 70 more)',
      file: 'audiences/wishlist.csv',
      line: 119,
      column: 1,
      help: 'These rows are left out.',
    },
  ],
};

const orderUpdate: Plan['campaigns'][number] = {
  id: 'order-update',
  camp_id: 77,
  file: 'campaigns/order-update.campaign.yaml',
  guarantee: 'at_least_once',
  counts: {
    rows: 530,
    send: 0,
    resend: 318,
    retry: 0,
    deferred: 0,
    settled: 212,
    settled_earlier: 0,
    in_doubt: 0,
    removed: { invalid: 0, duplicate: 0, filtered: 0, short: 0 },
  },
  requests: 16,
  eta_seconds: 1,
  changes: [],
  limits: [],
  audit: [],
  samples: [],
  diagnostics: [],
};

export function makeTotals(
  accepted: number,
  refused: number,
  rejected: number,
  inDoubt: number,
  notSent: number,
): RunTotals {
  const planned = accepted + refused + rejected + inDoubt + notSent;
  return { planned, accepted, refused, rejected, in_doubt: inDoubt, not_sent: notSent };
}

export function makeRun(change: Partial<Run> = {}): Run {
  return {
    format_version: '1.0',
    run: 'run_ab12cd34ef56',
    state: 'finished',
    environment: 'production',
    seal: null,
    started_at: '2026-03-09T16:02:11.000Z',
    ended_at: '2026-03-09T16:02:29.000Z',
    totals: makeTotals(281, 15, 0, 0, 0),
    refused: { NoUserFound: 6, OptOut: 9 },
    rejected: {},
    maybe_twice: 0,
    requests: 15,
    retries: 0,
    why: null,
    campaigns: [
      {
        id: 'wishlist-sale',
        totals: makeTotals(281, 15, 0, 0, 0),
        refused: { NoUserFound: 6, OptOut: 9 },
        rejected: {},
      },
    ],
    diagnostics: [],
    ...change,
  };
}
