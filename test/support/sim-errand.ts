// What a simulated process does: it opens the ledger, plans a run or resumes one, delivers it, and ends or dies.
import type { DeliveryEnd } from '../../src/delivery/delivery.ts';
import { planEnvelope } from '../../src/delivery/envelope.ts';
import type { RunRecord } from '../../src/delivery/ledger.ts';
import { shortDigest } from '../../src/plan/digest.ts';
import type { CampaignResult } from '../../src/plan/campaign-folds.ts';
import { limitsFor, oftenIn } from '../../src/plan/often/often-limits.ts';
import { planCampaign, type CampaignWalk } from '../../src/plan/plan-campaign.ts';
import { rowTermsOf, timeSelectorsOf } from '../../src/plan/schedule/row-terms.ts';
import { sendingTimesOf } from '../../src/plan/schedule/sending-times.ts';
import { countRemoved } from '../../src/plan/selection/removal-reasons.ts';
import { openGates } from '../../src/planning/open-gates.ts';
import { askPeople } from '../../src/planning/select-rows.ts';
import type { SimAudience, SimCampaign } from './sim-audience.ts';
import { SimClerk } from './sim-clerk.ts';
import { deliverRun, resolveDoubt, watchedLedger } from './sim-delivery.ts';
import type { SimJudge } from './sim-judge.ts';
import { holder, type SimLedger, type SimStore } from './sim-ledger.ts';
import type { SimRules } from './sim-rules.ts';
import type { SimProcess } from './sim-process.ts';
import type { Chance } from './sim-random.ts';
import type { DeliveryLogOptions } from './sim-delivery-log.ts';
import type { SimWorld } from './sim-world.ts';
import { insider } from '../../src/insider/insider.ts';

/** Everything that outlives the processes. */
export interface Site {
  readonly store: Pick<SimStore, 'open'>;
  readonly limit: number;
  readonly requestTimeout: number;
  readonly campaigns: readonly SimCampaign[];
  readonly audience: SimAudience;
  /** The rules of the policy. */
  readonly policy: Pick<SimRules, 'caps' | 'quietHours'>;
  readonly world: SimWorld;
  readonly judge: SimJudge;
  readonly chance: Chance;
  /** Undefined if nobody settles doubt. */
  readonly deliveryLog?: DeliveryLogOptions;
  readonly trace: (line: string) => void;
}

export interface Errand {
  readonly kind: 'apply' | 'resume' | 'resolve';
  /** The plan is shown, and the answer is no. */
  readonly isDeclined: boolean;
  readonly concurrency: number;
  readonly maxSends?: number;
  /** Milliseconds since the birth of the process, as for the next two. */
  readonly deadline?: number;
  readonly softStopAt?: number;
  readonly hardStopAt?: number;
}

export type Ending = DeliveryEnd['kind'] | 'dead' | 'declined' | 'resolved';

/** Returns how the errand ended. Throws what the product throws: nothing here gives a command a reason to refuse. */
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
  const clerk = new SimClerk(
    (what) => site.judge.violated(what),
    (payload, at) => site.judge.leaves(payload, at),
  );
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
  const { policy } = site;
  const campaigns = site.campaigns.map(({ campaign }) => {
    const { id, file, guarantee, priority, failOn, abortIf, async, reportAttributes, tags } = campaign;
    const often = oftenIn(limitsFor(campaign, policy));
    const times = sendingTimesOf(campaign, policy);
    const plain = { id, file, guarantee, priority, failOn, abortIf, async, reportAttributes };
    return { ...plain, ...(tags.length > 0 && { tags }), ...often, ...(times && { times }) };
  });
  const run = await ledger.startRun({ environment: 'sandbox', campaigns, ...holder(process) });
  const walks = walksOf(site, ledger, run.startedAt);
  for (const [index, { campaign }] of site.campaigns.entries()) {
    const { counts } = await planCampaign({
      ...walks(index),
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
    site.judge.left.set(`${run.id} ${campaign.id}`, (counts.removed.capped ?? 0) + (counts.removed.excluded ?? 0));
    if (sumOf(counts) !== counts.rows) site.judge.violated(`rows do not add up: ${JSON.stringify(counts)}`);
    site.trace(`planned ${campaign.id} ${JSON.stringify(counts)}`);
  }
  return run;
}

type Walk = Omit<CampaignWalk, 'keep'>;

/** Returns how a plan at that moment walks each campaign. The first has to be walked before the second. */
function walksOf({ campaigns, audience, policy }: Site, ledger: SimLedger, now: number): (index: number) => Walk {
  const all = campaigns.map(({ campaign }) => campaign);
  const gates = openGates(all, { caps: policy.caps }, { history: ledger, now });
  return (index) => {
    const { campaign, renderer } = campaigns[index] ?? missing(index);
    const terms = rowTermsOf(campaign, policy, { now });
    return {
      campaign,
      renderer,
      blocks: audience.blocks(),
      history: ledger,
      selectors: timeSelectorsOf(terms),
      people: askPeople(campaign, ledger, gates.gateOf(campaign)),
      rules: terms.rules,
    };
  };
}

function missing(index: number): never {
  throw new RangeError(`no campaign ${index}`);
}

function sumOf({
  send,
  resend,
  retry,
  deferred,
  settled,
  in_doubt: inDoubt,
  removed,
}: CampaignResult['counts']): number {
  return send + resend + retry + deferred + settled + inDoubt + countRemoved(removed);
}

/** Checks that nobody is left, neither in the run nor for the next plan over the same audience, except those who were left out at a claim. */
async function judgeFinished(site: Site, ledger: SimLedger): Promise<void> {
  const [run] = await ledger.runs();
  if (run === undefined) return;
  const totals = await ledger.totals(run.id);
  const leftOut = totals.map((one) => Object.values(one.leftOut).reduce((sum, count) => sum + count, 0));
  for (const [index, { buckets }] of totals.entries()) {
    const left = buckets.not_sent - (leftOut[index] ?? 0);
    if (left > 0) site.judge.violated(`${run.id} is finished with ${left} not sent`);
  }
  await judgeNext(site, ledger, run, leftOut);
}

/** Plans as of the run's start, because by now other people may be due or have room. */
async function judgeNext(
  site: Site,
  ledger: SimLedger,
  { id: run, startedAt }: RunRecord,
  leftOut: readonly number[],
): Promise<void> {
  const { campaigns, judge } = site;
  const walks = walksOf(site, ledger, startedAt);
  for (const [index, { campaign }] of campaigns.entries()) {
    const { send, resend } = (await planCampaign({ ...walks(index), keep: async () => undefined })).counts;
    const mayBeLeft = (leftOut[index] ?? 0) + (judge.left.get(`${run} ${campaign.id}`) ?? 0);
    if (send + resend > mayBeLeft)
      judge.violated(`finished, but ${send} and ${resend} of ${campaign.id} are left to send`);
  }
}
