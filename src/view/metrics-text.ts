// Formats what a worker has done in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats). Only numbers.
import type { WaitReason } from '../delivery/run-event.ts';
import type { WorkCounts } from '../delivery/jobs/work-tally.ts';

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  /** The values by the value of the label, or under '' if the metric has no label. */
  readonly values: Readonly<Record<string, number>>;
  readonly label?: string;
}

/** The reasons for waiting, with the labels under which they are published. */
const waitReasons = Object.entries({
  pace: 'pace',
  throttled: 'throttled',
  throttled_long: 'throttled_long',
  retry: 'retry',
  canary: 'canary',
  breaker: 'breaker',
  delivery_log: 'message_center',
} satisfies Record<WaitReason, string>);

export function formatMetrics(counts: WorkCounts): string {
  return metricsOf(counts).map(formatMetric).join('');
}

function metricsOf(counts: WorkCounts): readonly Metric[] {
  const { open, ...chunks } = counts.chunks;
  return [
    counter('requests_total', 'Requests that left.', { '': counts.requests }),
    gauge('requests_in_last_minute', 'Requests that left in the last minute.', counts.requestsInLastMinute),
    gauge('requests_under_way', 'Requests without an outcome yet.', counts.underWay),
    counter('notifications_total', 'Notifications by what became of an attempt.', counts.outcomes, 'outcome'),
    gauge('chunks_open', 'Chunks that are worked on.', open),
    counter('chunks_total', 'Chunks by whether all of them is settled.', chunks, 'end'),
    counter('runs_total', 'Runs that ended in this worker.', counts.runs, 'state'),
    counter('failures_total', 'Failures of the queue and of the ledger; they are tried again.', {
      '': counts.failures,
    }),
    {
      name: 'waiting',
      type: 'gauge',
      help: '1 for what is waited for now. Waiting for the pace is normal; everything else is trouble.',
      values: Object.fromEntries(waitReasons.map(([reason, label]) => [label, reason === counts.waiting ? 1 : 0])),
      label: 'reason',
    },
  ];
}

function counter(name: string, help: string, values: Metric['values'], label?: string): Metric {
  return { name, type: 'counter', help, values, ...(label === undefined ? {} : { label }) };
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, type: 'gauge', help, values: { '': value } };
}

function formatMetric({ name, type, help, values, label }: Metric): string {
  const full = `pushplan_worker_${name}`;
  const lines = Object.entries(values).map(([value, count]) =>
    label === undefined ? `${full} ${count}` : `${full}{${label}="${value}"} ${count}`,
  );
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines, ''].join('\n');
}
