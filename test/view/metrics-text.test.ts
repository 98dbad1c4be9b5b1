// The metrics of a worker for Prometheus, read by a parser of that format.
import { expect, test } from 'vitest';
import { WorkTally } from '../../src/delivery/jobs/work-tally.ts';
import { formatMetrics } from '../../src/view/metrics-text.ts';
import { readPrometheus } from '../support/prometheus-text.ts';

function samples(tally: WorkTally): Readonly<Record<string, number>> {
  const families = [...readPrometheus(formatMetrics(tally.counts()))];
  return Object.fromEntries(
    families.flatMap(([name, family]) =>
      [...family.samples].map(([labels, value]) => [labels === '' ? name : `${name}{${labels}}`, value]),
    ),
  );
}

test('each metric has a description and a type, and starts at zero', () => {
  const families = readPrometheus(formatMetrics(new WorkTally(() => 0).counts()));
  expect([...families.keys()].every((name) => name.startsWith('pushplan_worker_'))).toBe(true);
  expect(
    Object.fromEntries([...families].map(([name, { type }]) => [name.replace('pushplan_worker_', ''), type])),
  ).toEqual({
    requests_total: 'counter',
    requests_in_last_minute: 'gauge',
    requests_under_way: 'gauge',
    notifications_total: 'counter',
    chunks_open: 'gauge',
    chunks_total: 'counter',
    runs_total: 'counter',
    failures_total: 'counter',
    waiting: 'gauge',
  });
  for (const { help, samples: all } of families.values()) {
    expect(help).toMatch(/\.$/);
    expect(new Set(all.values())).toEqual(new Set([0]));
  }
});

test('counts requests, outcomes of notifications, chunks and waits', () => {
  let now = 0;
  const tally = new WorkTally(() => now);
  const job = { kind: 'chunk', run: 'run_ab12cd34ef56', chunk: 0, priority: 'normal' } as const;
  tally.tell({ kind: 'took', job });
  tally.listen({ kind: 'sending', campaign: 0, notifications: 2 });
  tally.listen({ kind: 'sending', campaign: 0, notifications: 2 });
  tally.listen({
    kind: 'settled',
    campaign: 0,
    outcomes: [{ kind: 'accepted' }, { kind: 'refused', reason: 'OptOut' }],
  });
  tally.listen({ kind: 'waiting', reason: 'breaker', until: 30_000 });
  expect(samples(tally)).toMatchObject({
    pushplan_worker_requests_total: 2,
    pushplan_worker_requests_in_last_minute: 2,
    pushplan_worker_requests_under_way: 1,
    'pushplan_worker_notifications_total{outcome="accepted"}': 1,
    'pushplan_worker_notifications_total{outcome="refused"}': 1,
    pushplan_worker_chunks_open: 1,
    'pushplan_worker_waiting{reason="breaker"}': 1,
    'pushplan_worker_waiting{reason="pace"}': 0,
  });
  now = 61_000;
  tally.listen({ kind: 'going_on' });
  tally.tell({ kind: 'left', job, stop: undefined });
  tally.tell({ kind: 'failed', error: new Error('the ledger is away') });
  expect(samples(tally)).toMatchObject({
    pushplan_worker_requests_total: 2,
    pushplan_worker_requests_in_last_minute: 0,
    'pushplan_worker_chunks_total{end="done"}': 1,
    pushplan_worker_chunks_open: 0,
    pushplan_worker_failures_total: 1,
    'pushplan_worker_waiting{reason="breaker"}': 0,
  });
});
