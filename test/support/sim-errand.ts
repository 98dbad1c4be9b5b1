// What a simulated process does: opens the ledger, plans or takes a run up again, delivers, and leaves or dies.
import type { DeliveryEnd } from '../../src/delivery/delivery.ts';
import { planEnvelope } from '../../src/delivery/envelope.ts';
import type { RunRecord } from '../../src/delivery/ledger.ts';
import { shortDigest } from '../../src/plan/digest.ts';
import { planCampaign } from '../../src/plan/plan-campaign.ts';
import type { SimAudience, SimCampaign } from './sim-audience.ts';
import { SimClerk } from './sim-clerk.ts';
import { deliverRun, resolveDoubt, watchedLedger } from './sim-delivery.ts';
import type { SimJudge } from './sim-judge.ts';
import { holder, type SimLedger, type SimStore } from './sim-ledger.ts';
import type { SimProcess } from './sim-process.ts';
import type { Chance } from './sim-random.ts';
import type { DeliveryLogOptions } from './sim-delivery-log.ts';
import type { SimWorld } from './sim-world.ts';
import { insider } from '../../src/insider/insider.ts';

/** What outlives the processes. */
export interface Site {
  readonly store: Pick<SimStore, 'open'>;
  readonly limit: number;
  readonly requestTimeout: number;
  readonly campaigns: readonly SimCampaign[];
  readonly audience: SimAudience;
  readonly world: SimWorld;
  readonly judge: SimJudge;
  readonly chance: Chance;
  /** Undefined where doubt is nobody's to settle. */
  readonly deliveryLog?: DeliveryLogOptions;
  readonly trace: (line: string) => void;
}

export interface Errand {
  readonly kind: 'apply' | 'resume' | 'resolve';
  /** The plan is looked at, and the answer is no. */
  readonly isDeclined: boolean;
  readonly concurrency: number;
  readonly maxSends?: number;
  /** Milliseconds after its birth, as the next two. */
  readonly deadline?: number;
  readonly softStopAt?: number;
  readonly hardStopAt?: number;
}

export type Ending = DeliveryEnd['kind'] | 'dead' | 'declined' | 'resolved';

/** Gives how it ended. Throws what the product throws: there is nothing here that a command would have to refuse. */
export async function goOnErrand(site: Site, process: SimProcess, errand: Errand): Promise<Ending> {
  const { judge, store, limit, requestTimeout, chance } = site;
  const terms = { requestsPerMinute: limit, requestTimeout, random: (count: number) => chance.bytes(count) };
  const ledger = await Promise.race([process.death, store.open(process, terms)]);
  if (ledger === 'dead') return ledger;
  process.onDeath(() => void ledger[Symbol.asyncDispose]());
  await judge.begin(ledger);
  const ending = await Promise.race([process.death, act(site, process, errand, ledger)]);
  if (ending === 'dead') return ending;
  process.end();
  await judge.judge(ledger, ending === 'finished' ? 'all' : 'newest');
  if (ending === 'finished' && errand.kind === 'apply') await judgeFinished(site, ledger);
  await ledger[Symbol.asyncDispose]();
  return ending;
}

async function act(site: Site, process: SimProcess, errand: Errand, opened: SimLedger): Promise<Ending> {
  const clerk = new SimClerk((what) => site.judge.violated(what));
  const ledger = watchedLedger(site, process, opened, clerk);
  if (errand.kind === 'resolve') return resolveDoubt(site, process, ledger);
  const left = errand.kind === 'resume' ? await findResumable(ledger) : undefined;
  if (left !== undefined) await ledger.adoptRun(left.id, holder(process));
  const run = left ?? (await spool(site, process, ledger));
  if (left === undefined && errand.isDeclined) {
    await ledger.dropRun(run.id);
    return 'declined';
  }
  if (left === undefined) await ledger.setState(run.id, 'running', { seal: 'seal' });
  return deliverRun(site, process, errand, { ledger, run, clerk });
}

async function findResumable(ledger: SimLedger): Promise<RunRecord | undefined> {
  const runs = await ledger.runs();
  return runs.find(({ state }) => state === 'running' || state === 'paused' || state === 'stopped');
}

async function spool(site: Site, process: SimProcess, ledger: SimLedger): Promise<RunRecord> {
  const campaigns = site.campaigns.map(({ campaign }) => {
    const { id, file, guarantee, priority, failOn, abortIf, async, reportAttributes } = campaign;
    return { id, file, guarantee, priority, failOn, abortIf, async, reportAttributes };
  });
  const run = await ledger.startRun({ environment: 'sandbox', campaigns, ...holder(process) });
  for (const [index, { campaign, renderer }] of site.campaigns.entries()) {
    const { counts } = await planCampaign({
      campaign,
      renderer,
      blocks: site.audience.blocks(),
      history: ledger,
      keep: async (notifications) => {
        site.judge.planned(run.id, campaign.id, notifications);
        await ledger.append(
          run.id,
          index,
          notifications.map((one) => ({
            ...one,
            ...planEnvelope(one.payload, insider),
            digest: shortDigest(one.digest),
          })),
        );
      },
    });
    await ledger.flush(run.id);
    site.trace(`planned ${campaign.id} ${JSON.stringify(counts)}`);
  }
  return run;
}

/** Nobody is left: neither in the run, nor for the next plan over the same audience. */
async function judgeFinished({ campaigns, audience, judge }: Site, ledger: SimLedger): Promise<void> {
  const [run] = await ledger.runs();
  const totals = run === undefined ? [] : await ledger.totals(run.id);
  for (const { buckets } of totals) {
    if (buckets.not_sent > 0) judge.violated(`${run?.id} is finished with ${buckets.not_sent} not sent`);
  }
  for (const { campaign, renderer } of campaigns) {
    const walk = { campaign, renderer, blocks: audience.blocks(), history: ledger, keep: async () => undefined };
    const { send, resend } = (await planCampaign(walk)).counts;
    if (send + resend > 0) judge.violated(`finished, but ${send} and ${resend} of ${campaign.id} are left to send`);
  }
}
