// A run that this process sends by itself, from its spool to outcomes: a worker on the jobs of that run.
import type { Diagnostic } from '../diagnostic.ts';
import type { Delivered, Delivery, DeliveryEnd } from './delivery.ts';
import type { Ledger, RunRecord } from './ledger.ts';
import { OwnRun } from './own-run.ts';
import type { Stop } from './stopping/halt.ts';
import { halted, stopped } from './stopping/stops.ts';
import { limitTime } from './stopping/time-limit.ts';
import { work } from './work.ts';

export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { clock, deadline, listen } = delivery;
  using time = limitTime(clock, deadline && deadline.at - clock.monotonic(), deadline?.why);
  const signal = AbortSignal.any([delivery.signal, time.signal]);
  const findings: Diagnostic[] = [];
  let stop: Stop | undefined;
  try {
    await announce(delivery);
    const own = new OwnRun(delivery);
    await work({
      ...delivery,
      ledger: own,
      queue: own,
      lanes: 1,
      until: 'drained',
      signal,
      tell: (event) => {
        if (event.kind === 'found') findings.push(...event.findings);
        if (event.kind === 'left' || event.kind === 'closed') stop ??= event.stop;
      },
    });
    return { ...(await conclude(delivery, stop, signal)), findings };
  } finally {
    listen({ kind: 'ended' });
  }
}

async function announce({ run, ledger, vendor, requestsPerMinute, listen }: Delivery): Promise<void> {
  const totals = await ledger.totals(run.id);
  const campaigns = run.campaigns.map(({ id }, index) => {
    const planned = totals[index]?.planned ?? 0;
    return { id, planned, settled: planned - (totals[index]?.buckets.not_sent ?? 0) };
  });
  const { mostInRequest } = vendor;
  listen({ kind: 'started', run: run.id, environment: run.environment, requestsPerMinute, mostInRequest, campaigns });
}

/** The ledger has the last word on whether it is finished: a stop that came after the last request stops nothing. */
async function conclude(
  { run, ledger, listen }: Delivery,
  told: Stop | undefined,
  signal: AbortSignal,
): Promise<DeliveryEnd> {
  const left = await countLeft(ledger, run);
  const stop = told ?? (left > 0 ? stopped(run, whyLeft(signal, left)) : undefined);
  if (stop === undefined || ((stop.kind === 'stopped' || stop.kind === 'halted') && left === 0)) {
    await ledger.setState(run.id, 'finished', {});
    return { kind: 'finished' };
  }
  if (told === undefined) listen({ kind: 'stopping', why: stop.why });
  if (stop.kind === 'halted') return { kind: 'stopped', ...(await tellWho(run, ledger, stop)) };
  if (stop.kind !== 'fenced') await ledger.setState(run.id, 'stopped', { why: stop.why });
  const { kind, why, diagnostic } = stop;
  return kind === 'shut_out' ? { kind, diagnostic } : { kind: 'stopped', why, diagnostic };
}

async function countLeft(ledger: Ledger, { id }: RunRecord): Promise<number> {
  return (await ledger.totals(id)).reduce((sum, { buckets }) => sum + buckets.not_sent, 0);
}

/** The signal came before anything was begun, or while doubt was settled. */
function whyLeft({ aborted, reason }: AbortSignal, left: number): string {
  if (!aborted) return `${left} notifications are left to send`;
  return typeof reason === 'string' ? reason : 'interrupted';
}

/** A claim knows that the run was paused or stopped; the run knows by whom. */
async function tellWho(
  run: RunRecord,
  ledger: Ledger,
  stop: Extract<Stop, { kind: 'halted' }>,
): Promise<Pick<Stop, 'why' | 'diagnostic'>> {
  const now = await ledger.run(run.id);
  // What this process had open and could not settle is in doubt from here on; a run that is paused keeps its state.
  if (now?.state === 'stopped') await ledger.setState(run.id, 'stopped', {});
  const { why, diagnostic } = now?.haltedBy === null || typeof now?.why !== 'string' ? stop : halted(run, now.why);
  return { why, diagnostic };
}
