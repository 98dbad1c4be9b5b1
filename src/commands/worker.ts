// pushplan worker: takes part in runs on a shared ledger, chunk by chunk, until it is told to stop or nothing is left.
import { adviseFurther } from './sending/advise-further.ts';
import type { FleetLedger } from '../delivery/jobs/fleet-ledger.ts';
import type { Stop } from '../delivery/stopping/halt.ts';
import { judgeRun } from '../delivery/stopping/judge-run.ts';
import { usualLanes, work, type Work } from '../delivery/jobs/work.ts';
import type { WorkEvent } from '../delivery/jobs/work-event.ts';
import { WorkTally } from '../delivery/jobs/work-tally.ts';
import { exitCodes, gravestOf, Refusal, refuse, type ExitCode } from '../errors.ts';
import { defineCommand } from './program/command.ts';
import { findPlace } from '../opening/find-place.ts';
import { openSharedLedger } from '../opening/open-fleet.ts';
import { openTarget } from '../opening/open-target.ts';
import { senderTerms } from './sending/sender-terms.ts';
import { serveHealth } from './worker-health.ts';
import { describeError, logEvent, logSteps, logWaits, openLog } from './worker-log.ts';
import { vendor } from '../opening/vendor.ts';

export const workerCommand = defineCommand({
  most: 0,
  about:
    'Any number of workers, on any machines, share a ledger on PostgreSQL and its pace. A worker needs pushplan.yaml, the key and the ledger, but no campaigns. It logs to stdout, one line of JSON per event, with or without --json. SIGTERM ends it within 6 s. After that, and after a crash, other workers continue its chunks.',
  options: {
    concurrency: {
      kind: 'count',
      value: 'N',
      least: 1,
      most: 64,
      help: `number of chunks that start requests at the same time; ${usualLanes} by default`,
    },
    once: { kind: 'flag', help: 'work on one chunk, then end' },
    drain: {
      kind: 'flag',
      help: 'end when there is no run to work on; waiting runs are left for later',
    },
    port: {
      kind: 'count',
      value: 'N',
      least: 0,
      most: 65_535,
      help: 'answer /health and /metrics on this port, on all interfaces; 0 takes any free port',
    },
  },
  examples: [
    { line: 'pushplan worker --env production --port 9100', what: 'work until SIGTERM, with metrics for Prometheus' },
    { line: 'pushplan worker --drain', what: 'send what is due, and end with the exit code that apply would give' },
  ],
  run: async (context, values): Promise<ExitCode> => {
    const until = readUntil(values);
    const { workspace, environment } = await findPlace(context, values.env);
    const log = openLog(context);
    const tally = new WorkTally(() => context.clock.monotonic());
    using interrupts = context.interrupts.take();
    await using target = await openTarget(context, environment);
    const failed = (message: string): void => log('warning', 'queue failed, tried again', { why: message });
    await using fleet = await openSharedLedger(context, workspace, environment, failed);
    const { port } = values;
    const terms = { counts: () => tally.counts(), isDraining: () => interrupts.soft.aborted };
    await using health = port === undefined ? undefined : await serveHealth({ ...terms, port });
    const runs = new Set<string>();
    const tell = (event: WorkEvent): void => {
      if (event.kind === 'took') runs.add(event.job.run);
      if (event.kind === 'closed') runs.add(event.run);
      tally.tell(event);
      logEvent(log, event);
    };
    const concurrency = values.concurrency ?? usualLanes;
    const { name, requestsPerMinute } = environment;
    log('info', 'worker began', {
      format_version: '1.0',
      environment: name,
      version: context.version,
      concurrency,
      requests_per_minute: requestsPerMinute,
      ...(health && { port: health.port }),
    });
    const logWait = logWaits(log, context.clock);
    const logStep = logSteps(log);
    interrupts.soft.addEventListener('abort', () => log('info', 'draining', { why: String(interrupts.soft.reason) }));
    const stop = await work({
      ...senderTerms(context, environment, {
        ledger: fleet.ledger,
        target,
        abort: interrupts.hard,
        listen: (event) => {
          tally.listen(event);
          logWait(event);
          logStep(event);
        },
      }),
      ...fleet,
      until,
      lanes: concurrency,
      signal: interrupts.soft,
      beSeen: (chunks) => fleet.ledger.beSeen({ chunks, requests: tally.requestsInLastMinute() }),
      tell,
    }).catch((error: unknown) => {
      log('error', 'worker failed', { ...figuresOf(tally), why: describeError(error) });
      throw adviseFurther(error, (help) => `${help} A worker only has to be started again.`);
    });
    if (stop !== undefined) {
      log('error', 'worker left', { ...figuresOf(tally), why: stop.why });
      // If the ledger is unreachable too, the heartbeat of the worker stops, which tells others the same without a reason.
      await fleet.ledger.leave(stop.why).catch(() => undefined);
      throw refusalOf(stop);
    }
    log('info', 'worker ended', figuresOf(tally));
    return until === 'drained' && !interrupts.soft.aborted ? await judgeRuns(fleet.ledger, runs) : exitCodes.done;
  },
});

function figuresOf(tally: WorkTally): { readonly chunks: number; readonly requests: number } {
  const { chunks, requests } = tally.counts();
  return { chunks: chunks.done, requests };
}

function readUntil({ once, drain }: { readonly once: boolean; readonly drain: boolean }): Work['until'] {
  if (once && drain) {
    const help =
      '--once works on one chunk, --drain on all that there are. Without them the worker runs until it is stopped.';
    throw refuse(exitCodes.invalidInput, 'PP502', '--once and --drain exclude each other', help);
  }
  if (once) return 'one';
  return drain ? 'drained' : 'told';
}

/** It concerns this worker alone: its key, its address, its connection to the API. Others continue. */
function refusalOf(stop: Stop): Refusal {
  if (stop.kind === 'shut_out') return new Refusal(exitCodes.vendorRefused, [stop.diagnostic]);
  const help = 'Other workers continue its runs; without any, the runs wait. Start it again when this is fixed.';
  return refuse(exitCodes.stopped, 'PP420', `This worker ended: ${stop.why}.`, help);
}

/** The exit code as for an apply, over all runs that this worker took part in. */
async function judgeRuns(ledger: FleetLedger, runs: ReadonlySet<string>): Promise<ExitCode> {
  return gravestOf(await Promise.all([...runs].map((run) => judgeOne(ledger, run))));
}

async function judgeOne(ledger: FleetLedger, id: string): Promise<ExitCode> {
  const run = await ledger.run(id);
  if (run === undefined) return exitCodes.done;
  // A run that waits is sent by whichever worker there is when it is due.
  if (run.state !== 'finished' && run.state !== 'waiting') return exitCodes.stopped;
  if ((await ledger.countInDoubt(run.campaigns.map((campaign) => campaign.id))) > 0) return exitCodes.inDoubt;
  return judgeRun(run.campaigns, await ledger.totals(id), vendor).length > 0 ? exitCodes.aboveFailOn : exitCodes.done;
}
