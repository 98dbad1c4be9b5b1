import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/delivery/run-event.ts';
import { startedRollout } from '../support/sample-progress.ts';
import {
  advance,
  emptyProgress,
  etaSeconds,
  recallRequests,
  requestsInLastMinute,
  type Progress,
} from '../../src/delivery/tally.ts';

const started: RunEvent = {
  kind: 'started',
  run: 'run_1',
  environment: 'sandbox',
  requestsPerMinute: 1000,
  mostInRequest: 20,
  campaigns: [
    { id: 'sale', planned: 10, settled: 4 },
    { id: 'news', planned: 3, settled: 0 },
  ],
};

function after(...events: readonly (readonly [number, RunEvent])[]): Progress {
  return events.reduce((progress, [at, event]) => advance(progress, event, at), emptyProgress);
}

test('a resumed run starts with its previous figures', () => {
  const progress = after([0, started]);
  expect(progress.campaigns[0]).toMatchObject({ planned: 10, settled: 4, buckets: { not_sent: 6 }, underWay: 0 });
  expect(etaSeconds(progress, 0)).toBe(1);
  expect(etaSeconds(emptyProgress, 0)).toBeNull();
});

test('settling doubt moves people to accepted, or back to not sent', () => {
  const progress = after(
    [0, started],
    [
      1_000,
      { kind: 'settled', campaign: 1, outcomes: [{ kind: 'in_doubt' }, { kind: 'in_doubt' }, { kind: 'accepted' }] },
    ],
    [2_000, { kind: 'resolved', campaign: 1, accepted: 1, notSent: 1 }],
  );
  expect(progress.campaigns[1]).toMatchObject({
    settled: 2,
    buckets: { accepted: 2, refused: 0, rejected: 0, in_doubt: 0, not_sent: 1 },
  });
});

test('settling doubt of an earlier delivery does not make figures negative', () => {
  const progress = after([0, started], [1_000, { kind: 'resolved', campaign: 0, accepted: 2, notSent: 1 }]);
  expect(progress.campaigns[0]).toMatchObject({
    settled: 3,
    buckets: { accepted: 2, refused: 0, rejected: 0, in_doubt: 0, not_sent: 7 },
  });
});

test('outcomes move people out of not sent, except for those that will be sent again', () => {
  const progress = after(
    [0, started],
    [0, { kind: 'sending', campaign: 0, notifications: 6 }],
    [
      2_000,
      {
        kind: 'settled',
        campaign: 0,
        outcomes: [
          { kind: 'accepted' },
          { kind: 'refused', reason: 'OptOut' },
          { kind: 'rejected', code: 'x' },
          { kind: 'in_doubt' },
          { kind: 'not_sent' },
          { kind: 'repeated' },
        ],
      },
    ],
  );
  expect(progress.campaigns[0]).toEqual({
    id: 'sale',
    planned: 10,
    settled: 8,
    buckets: { accepted: 1, refused: 1, rejected: 1, in_doubt: 1, not_sent: 2 },
    underWay: 0,
  });
  expect(progress.campaigns[1]).toMatchObject({ settled: 0 });
  expect(progress.speed?.at).toBe(2_000);
});

test('requests of the last minute are counted', () => {
  const sending: RunEvent = { kind: 'sending', campaign: 1, notifications: 1 };
  const progress = after([0, started], [500, sending], [900, sending], [30_000, sending], [90_000, sending]);
  expect(requestsInLastMinute(progress, 90_000)).toBe(1);
  expect(requestsInLastMinute(after([0, started], [500, sending], [900, sending]), 50_000)).toBe(2);
  expect(progress.recentRequests.length).toBeLessThanOrEqual(61);
  expect(progress.campaigns[1]?.underWay).toBe(4);
});

test('requests of the last minute include those before the start, until a minute after them', () => {
  const before = [
    { secondsAgo: 40, count: 3 },
    // The clock was set back since.
    { secondsAgo: -5, count: 2 },
  ];
  const begun = advance(recallRequests(emptyProgress, before, 5_000), started, 6_000);
  const progress = advance(begun, { kind: 'sending', campaign: 0, notifications: 1 }, 7_000);
  expect(requestsInLastMinute(progress, 7_000)).toBe(6);
  expect(requestsInLastMinute(progress, 26_000)).toBe(3);
  expect(requestsInLastMinute(progress, 66_000)).toBe(1);
});

test('shows what is waited for, why it stops, and that it ended', () => {
  const waiting = after([0, started], [0, { kind: 'waiting', reason: 'throttled', until: 7_000 }]);
  expect(waiting.waiting).toEqual({ reason: 'throttled', until: 7_000 });
  expect(advance(waiting, { kind: 'going_on' }, 7_000).waiting).toBeNull();
  expect(advance(waiting, { kind: 'stopping', why: 'SIGINT' }, 1).stopping).toBe('SIGINT');
  expect(advance(waiting, { kind: 'ended' }, 1)).toMatchObject({ isEnded: true, waiting: null });
});

test('in a rollout, the remaining time is the time until its pause', () => {
  const left = (change: Parameters<typeof startedRollout>[0]): number | null => {
    const campaigns = [{ id: 'sale', planned: 41_230, settled: 0, rollout: startedRollout(change) }];
    return etaSeconds(after([0, { ...started, campaigns }]), 0);
  };
  expect(left({})).toBe(2);
  // No pause follows any more, so this is the time for everybody. At a pause, nothing of the rollout is left.
  expect(left({ step: 1, next: 2 })).toBe(124);
  const paused = {
    kind: 'rollout',
    run: 'run_1',
    rollout: startedRollout({ endedAt: 5, planned: [0, 10, 10] }),
  } as const;
  expect(etaSeconds(after([0, started], [1, paused]), 1)).toBe(1);
});

test('an answer that settles nobody does not change the speed', () => {
  const begun = after([0, started], [0, { kind: 'sending', campaign: 0, notifications: 2 }]);
  const outcomes = [{ kind: 'repeated' }, { kind: 'not_sent' }] as const;
  const answered = advance(begun, { kind: 'settled', campaign: 0, outcomes }, 2_000);
  expect(answered.speed).toEqual(begun.speed);
  expect(answered.campaigns[0]).toMatchObject({ settled: 4, buckets: { not_sent: 6 }, underWay: 0 });
});
