// What tests of the ledger contract use: one environment's ledger, opened by one process after another.
import type { Claim, Ledger, NewRun, RunCampaign, RunRecord } from '../../src/delivery/ledger.ts';
import type { ApprovalKeeper } from '../../src/delivery/approvals.ts';
import type { Forgetter } from '../../src/delivery/forgetting.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { InDoubt, Planned, Spool, Spooled } from '../../src/delivery/spool.ts';
import type { ListKeeper } from '../../src/delivery/people-lists.ts';
import type { History } from '../../src/plan/history.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';

export type WholeLedger = Ledger & Spool & History & ListKeeper & Forgetter & ApprovalKeeper;

/** Made for each test. The first `open` creates the ledger; later ones open the same ledger. */
export interface LedgerWorld extends AsyncDisposable {
  readonly clock: VirtualClock;
  open(options?: { readonly requestsPerMinute?: number }): Promise<WholeLedger>;
  /** Ends the process as if it were killed. */
  kill(ledger: WholeLedger): Promise<void>;
  /** `req.person` of every request, in order, as stored. */
  people(): Promise<readonly (Uint8Array | null)[]>;
}

export type MakeWorld = () => Promise<LedgerWorld>;

export function runCampaign(id = 'sale', change: Partial<RunCampaign> = {}): RunCampaign {
  return {
    id,
    file: `campaigns/${id}.campaign.yaml`,
    guarantee: 'at_most_once',
    priority: 'normal',
    failOn: { refused: { kind: 'share', share: 0.4 }, rejected: { kind: 'count', count: 0 } },
    async: false,
    abortIf: [],
    reportAttributes: ['INSIDER.platform'],
    ...change,
  };
}

export function newRun(...campaigns: readonly RunCampaign[]): NewRun {
  return {
    environment: 'sandbox',
    host: 'runner-1',
    pid: 4242,
    campaigns: campaigns.length === 0 ? [runCampaign()] : campaigns,
  };
}

export function planned(key: string, change: Partial<Planned> = {}): Planned {
  const person = [`uuid=${key}`];
  const envelope = { identities: person, person, evidence: null, payload: Buffer.from(JSON.stringify({ title: key })) };
  return { key, digest: 'ab'.repeat(16), generation: 0, row: 1, ...envelope, ...change };
}

export function plannedMany(count: number, prefix = 'u'): readonly Planned[] {
  return Array.from({ length: count }, (_, index) => planned(`${prefix}${index}`, { row: index + 1 }));
}

/** Makes a run with at least one chunk that is ready to send. */
export async function spoolRun(ledger: WholeLedger, notifications: readonly Planned[]): Promise<RunRecord> {
  const run = await ledger.startRun(newRun());
  await ledger.append(run.id, 0, notifications);
  await ledger.flush(run.id);
  await ledger.setState(run.id, 'running', { seal: 'seal-1' });
  return run;
}

/** Returns everything that is left to send in the run's chunks. */
export async function openAll(ledger: WholeLedger, run: string): Promise<readonly Spooled[]> {
  const all: Spooled[] = [];
  for (const { number } of await ledger.chunks(run)) all.push(...(await ledger.open(run, number)));
  return all;
}

export async function allInDoubt(ledger: WholeLedger, run: string): Promise<readonly InDoubt[]> {
  const all: InDoubt[] = [];
  for await (const some of ledger.inDoubt(run)) all.push(...some);
  return all;
}

/** Claims as soon as a slot is free, on the virtual clock. Throws if the run is fenced. */
export async function claimSoon(
  world: LedgerWorld,
  ledger: WholeLedger,
  claim: Claim,
): Promise<{ readonly attempt: number; readonly taken: readonly number[] }> {
  for (;;) {
    const result = await ledger.claim(claim);
    if (result.kind === 'claimed') return result;
    if (result.kind === 'fenced') throw new Error(`The run is ${result.state}.`);
    await world.clock.sleep(result.milliseconds);
  }
}

/** Claims these in one request and settles them. */
export async function send(
  world: LedgerWorld,
  ledger: WholeLedger,
  run: string,
  notifications: readonly Spooled[],
  outcomes: readonly Outcome[],
): Promise<number> {
  const { attempt } = await claimSoon(world, ledger, { run, chunk: 0, campaign: 0, notifications });
  await ledger.settle([{ attempt, outcomes, status: 200, error: null }]);
  return attempt;
}

export const accepted: Outcome = { kind: 'accepted' };
export const inDoubt: Outcome = { kind: 'in_doubt' };
export const notSent: Outcome = { kind: 'not_sent' };
export const repeated: Outcome = { kind: 'repeated' };
export const optOut: Outcome = { kind: 'refused', reason: 'OptOut' };
export const badTitle: Outcome = { kind: 'rejected', code: 'invalid_title' };
