// A run on a real ledger in a temporary folder, ready to be delivered by the real client to any server that a test starts.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/delivery/clock.ts';
import { deliver } from '../../src/delivery/deliver.ts';
import type { Delivered, Delivery } from '../../src/delivery/delivery.ts';
import { planEnvelope } from '../../src/delivery/envelope.ts';
import type { RunCampaign, RunRecord } from '../../src/delivery/ledger.ts';
import type { Bucket } from '../../src/delivery/outcome.ts';
import type { RunEvent } from '../../src/delivery/run-event.ts';
import type { DueIn } from '../../src/plan/selection/selection.ts';
import type { Sender } from '../../src/delivery/sender.ts';
import type { Vendor } from '../../src/delivery/vendor.ts';
import { openClient } from '../../src/insider/client.ts';
import type { Timeouts } from '../../src/insider/timeouts.ts';
import { openSqlite } from '../../src/ledger/sqlite/open-sqlite.ts';
import type { SqliteLedger } from '../../src/ledger/sqlite/sqlite-ledger.ts';
import type { WholeLedger } from '../contract/world.ts';
import { realClock } from './real-clock.ts';
import { insider } from '../../src/insider/insider.ts';

interface PlannedCampaign extends Partial<RunCampaign> {
  readonly payloads: readonly string[];
  /** When each notification is due, in their order. */
  readonly whens?: readonly DueIn[];
  /** The rollout step of each notification, in their order. */
  readonly steps?: readonly number[];
  /** The earliest time of each notification, in their order, in milliseconds since 1970. */
  readonly untils?: readonly (number | undefined)[];
}

export interface WorldOptions {
  readonly campaigns: readonly PlannedCampaign[];
  readonly requestsPerMinute?: number;
  readonly clock?: Clock;
  /** Insider One by default. */
  readonly vendor?: Vendor;
  /** Opens the ledger; by default, a file of its own. */
  readonly open?: (terms: { readonly requestsPerMinute: number }) => Promise<WholeLedger>;
}

export interface World extends AsyncDisposable {
  readonly ledger: WholeLedger;
  readonly run: RunRecord;
  /** The path of the ledger's database, if that is a file. */
  readonly path: string;
  readonly events: RunEvent[];
  deliver(sender: Sender, changed?: Partial<Delivery>): Promise<Delivered>;
  /** The five buckets, and how many are planned, summed over the campaigns. */
  totals(): Promise<Readonly<Record<Bucket | 'planned' | 'requests' | 'maybeTwice', number>>>;
}

/** Requests per minute: one every 10 milliseconds. */
const fast = 6_000;

export async function makeWorld(options: WorldOptions): Promise<World> {
  const { clock = realClock, requestsPerMinute = fast, vendor = insider } = options;
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-'));
  const path = join(folder, 'state', 'sandbox.db');
  const openFile = (): Promise<SqliteLedger> =>
    openSqlite({
      path,
      environment: 'sandbox',
      endpoint: 'sandbox',
      create: 'allow',
      requestsPerMinute,
      requestTimeout: 5_000,
      clock,
      random: (count) => randomBytes(count),
      host: 'test',
      pid: process.pid,
    });
  const ledger = await (options.open ?? openFile)({ requestsPerMinute });
  const run = await spoolRun(ledger, options.campaigns, vendor);
  const events: RunEvent[] = [];
  return {
    ledger,
    run,
    path,
    events,
    deliver: (sender, changed) =>
      deliver({
        vendor,
        run,
        ledger,
        spool: ledger,
        sender,
        clock,
        random: () => 0.01,
        requestsPerMinute,
        signal: new AbortController().signal,
        abort: new AbortController().signal,
        listen: (event) => events.push(event),
        ...changed,
      }),
    async totals() {
      const found = await ledger.totals(run.id);
      const sum = (pick: (campaign: (typeof found)[number]) => number) =>
        found.reduce((total, one) => total + pick(one), 0);
      return {
        planned: sum((one) => one.planned),
        accepted: sum((one) => one.buckets.accepted),
        refused: sum((one) => one.buckets.refused),
        rejected: sum((one) => one.buckets.rejected),
        in_doubt: sum((one) => one.buckets.in_doubt),
        not_sent: sum((one) => one.buckets.not_sent),
        requests: sum((one) => one.requests),
        maybeTwice: sum((one) => one.maybeTwice),
      };
    },
    async [Symbol.asyncDispose]() {
      await ledger[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** Opens a client. By default it has the real timeouts, so that a slow machine does not look like a silent server. */
export function clientFor(endpoint: string, timeouts: Partial<Timeouts> = {}): Sender {
  return openClient({ endpoint, apiKey: 'test-key', userAgent: 'pushplan/test', env: {}, clock: realClock, timeouts });
}

/** Opens a client that soon stops waiting for an answer, for requests that get none. */
export function impatientClientFor(endpoint: string): Sender {
  return clientFor(endpoint, { headers: 500 });
}

async function spoolRun(ledger: WholeLedger, planned: readonly PlannedCampaign[], vendor: Vendor): Promise<RunRecord> {
  const campaigns = planned.map(
    ({ payloads: _payloads, whens: _whens, steps: _steps, untils: _untils, ...given }, index) => ({
      id: `campaign-${index}`,
      file: `campaign-${index}.campaign.yaml`,
      guarantee: 'at_most_once' as const,
      priority: 'normal' as const,
      failOn: {},
      abortIf: [],
      async: false,
      reportAttributes: [],
      ...given,
    }),
  );
  const started = await ledger.startRun({
    environment: 'sandbox',
    host: 'test',
    pid: process.pid,
    campaigns,
  });
  for (const [index, { payloads, whens, steps, untils }] of planned.entries()) {
    const notifications = payloads.map((payload, at) => ({
      key: `v1:${index}:${at}`,
      digest: createHash('sha256').update(payload).digest('hex').slice(0, 32),
      generation: 0,
      row: at + 1,
      ...planEnvelope(Buffer.from(payload), vendor),
      ...(whens?.[at] && { when: whens[at] }),
      ...(steps && { step: steps[at] ?? 0 }),
      ...(untils?.[at] !== undefined && { until: untils[at] }),
    }));
    await ledger.append(started.id, index, notifications);
  }
  await ledger.flush(started.id);
  await ledger.setState(started.id, 'running', { seal: 'test' });
  return (await ledger.run(started.id)) ?? started;
}
