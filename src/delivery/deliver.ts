// Sends a run in this process alone, from its spool to outcomes: a worker on the jobs of that run.
import type { Diagnostic } from '../diagnostic.ts';
import type { Delivered, Delivery, DeliveryEnd } from './delivery.ts';
import type { CampaignTotals, Ledger, RunRecord } from './ledger.ts';
import { OwnRun } from './jobs/own-run.ts';
import { hasBegun, isAtPause } from './rollout/rollout-standing.ts';
import { describePauses, pausedBetween } from './rollout/rollout-words.ts';
import type { Listen, RunEvent } from './run-event.ts';
import type { Stop } from './stopping/halt.ts';
import { halted, stopped } from './stopping/stops.ts';
import { whyAborted } from './stopping/why-aborted.ts';
import { limitTime } from './stopping/time-limit.ts';
import { work } from './jobs/work.ts';
import { addUp, totalOf } from '../counts.ts';

export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { clock, deadline } = delivery;
  using time = limitTime(clock, deadline && deadline.at - clock.monotonic(), deadline?.why);
  const signal = AbortSignal.any([delivery.signal, time.signal]);
  const listen = sayingOnce('stopping', delivery.listen);
  // Also before the first job, and while doubt is settled.
  const onStop = (): void => listen({ kind: 'stopping', why: whyAborted(signal) });
  signal.addEventListener('abort', onStop, { once: true });
  const findings: Diagnostic[] = [];
  let stop: Stop | undefined;
  try {
    await announce(delivery);
    const own = new OwnRun(delivery);
    // Otherwise the worker would find an empty queue and sleep before it looks again.
    await own.add(await own.findJobs());
    await work({
      ...delivery,
      environment: delivery.run.environment,
      listen,
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
    return { ...(await conclude({ ...delivery, listen }, stop, signal)), findings };
  } finally {
    signal.removeEventListener('abort', onStop);
    listen({ kind: 'ended' });
  }
}

async function announce({ run, ledger, vendor, requestsPerMinute, listen }: Delivery): Promise<void> {
  const totals = await ledger.totals(run.id);
  const campaigns = run.campaigns.map(({ id }, index) => {
    const planned = totals[index]?.planned ?? 0;
    const settled = planned - countLeftIn(totals.slice(index, index + 1));
    return { id, planned, settled, rollout: totals[index]?.rollout };
  });
  const { mostInRequest } = vendor;
  listen({ kind: 'started', run: run.id, environment: run.environment, requestsPerMinute, mostInRequest, campaigns });
}

/** Ends the run. The ledger decides whether it is finished: a stop that came after the last request changes nothing. */
async function conclude(delivery: Delivery, told: Stop | undefined, signal: AbortSignal): Promise<DeliveryEnd> {
  const { run, ledger, listen } = delivery;
  const left = await countLeft(ledger, run);
  if (told === undefined && left > 0 && (await isWaiting(delivery, signal))) {
    await ledger.setState(run.id, 'waiting', {});
    return { kind: 'waiting' };
  }
  const stop = told ?? (await stopOfLeft(delivery, signal, left));
  if (stop === undefined || ((stop.kind === 'stopped' || stop.kind === 'halted') && left === 0)) {
    await ledger.setState(run.id, 'finished', {});
    return { kind: 'finished' };
  }
  listen({ kind: 'stopping', why: stop.why });
  if (stop.kind === 'halted') return { kind: 'stopped', ...(await tellWho(run, ledger, stop)) };
  if (stop.kind !== 'fenced') await ledger.setState(run.id, 'stopped', { why: stop.why });
  const { kind, why, diagnostic } = stop;
  return kind === 'shut_out' ? { kind, diagnostic } : { kind: 'stopped', why, diagnostic };
}

/** Whether only notifications are left that were deferred or belong to a later step than those. The first of them may be due by now. */
async function isWaiting({ run, ledger, spool, only }: Delivery, { aborted }: AbortSignal): Promise<boolean> {
  if (only !== undefined || aborted) return false;
  const rollouts = await ledger.rollouts(run.id);
  const chunks = (await spool.chunks(run.id)).filter((chunk) => hasBegun(rollouts, chunk));
  return chunks.length > 0 && chunks.every(({ due }) => due !== null);
}

async function countLeft(ledger: Ledger, { id }: RunRecord): Promise<number> {
  return countLeftIn(await ledger.totals(id));
}

/** Counts what is left. Notifications that were left out are not sent in this run, so they do not count. */
function countLeftIn(totals: readonly CampaignTotals[]): number {
  return totalOf(totals, ({ buckets, leftOut }) => buckets.not_sent - addUp(Object.values(leftOut)));
}

/**
 * Returns why the run stops with something left. If only one campaign is sent and others are at a pause, the run becomes paused, so
 * that no other run can send them.
 */
async function stopOfLeft(
  { run, ledger, only }: Delivery,
  signal: AbortSignal,
  left: number,
): Promise<Stop | undefined> {
  if (left === 0) return undefined;
  const paused = only === undefined || signal.aborted ? [] : (await ledger.rollouts(run.id)).filter(isAtPause);
  if (paused.length === 0) return stopped(run, whyLeft(signal, left));
  const why = describePauses(paused);
  await ledger.setState(run.id, 'paused', { why });
  return pausedBetween(run, why);
}

function whyLeft(signal: AbortSignal, left: number): string {
  return signal.aborted ? whyAborted(signal) : `notifications that are left to send: ${left}`;
}

/** Passes on only the first event of that kind. A stop is reported by the job that meets it, or here if there is no job. */
function sayingOnce(kind: RunEvent['kind'], listen: Listen): Listen {
  let isSaid = false;
  return (event) => {
    if (event.kind === kind && isSaid) return;
    isSaid ||= event.kind === kind;
    listen(event);
  };
}

/** Adds who paused or stopped the run: the refused claim tells that it happened, the run's record by whom. */
async function tellWho(
  run: RunRecord,
  ledger: Ledger,
  stop: Extract<Stop, { kind: 'halted' }>,
): Promise<Pick<Stop, 'why' | 'diagnostic'>> {
  const now = await ledger.run(run.id);
  // Claims of this process that are open and could not be settled become in doubt. A paused run keeps its state.
  if (now?.state === 'stopped') await ledger.setState(run.id, 'stopped', {});
  const { why, diagnostic } = now?.haltedBy === null || typeof now?.why !== 'string' ? stop : halted(run, now.why);
  return { why, diagnostic };
}
