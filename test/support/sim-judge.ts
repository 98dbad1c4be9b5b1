// Judges a simulated world from outside: compares what its vendor knows with what the ledger says.
import type { CampaignTotals } from '../../src/delivery/ledger.ts';
import { payloadText } from '../../src/delivery/envelope.ts';
import { digestNotification, shortDigest } from '../../src/plan/digest.ts';
import type { Known } from '../../src/plan/history.ts';
import type { ToSend } from '../../src/plan/plan-block.ts';
import { judgeGot, type Got, type SimRules } from './sim-rules.ts';
import { simCampaigns, type SimCampaign } from './sim-audience.ts';
import type { SimLedger } from './sim-ledger.ts';
import { readPushed, type SimWorld } from './sim-world.ts';

/** The window of the vendor's rate limit, in milliseconds. */
const minute = 60_000;

/** A received notification with its position in the order of the claims. */
type Ordered = Got & { readonly order: number };

export class SimJudge {
  readonly violations: string[] = [];
  readonly #world: SimWorld;
  readonly #limit: number;
  /** The planned keys, per run and campaign. */
  readonly #planned = new Map<string, Map<string, string[]>>();
  /** The person behind each key, per campaign. */
  readonly #people = new Map<string, Map<string, string>>();
  #isJudged = true;
  readonly #rules: SimRules;
  /** The wall clock time of each payload's last claim. */
  readonly #claimedAt = new Map<string, number>();
  /** What people received from campaigns that do not repeat, by identifier. */
  readonly #got = new Map<string, Ordered[]>();
  #claims = 0;
  readonly #orders = new Map<string, number>();
  /** How many people a plan left out as capped or excluded, by run and campaign. If another send to them is refused, they have room again. */
  readonly left = new Map<string, number>();

  constructor(world: SimWorld, limit: number, rules: SimRules) {
    this.#world = world;
    this.#limit = limit;
    this.#rules = rules;
    world.onDelivered = (payload) => this.#delivered(payload);
  }

  /** A request with this payload leaves now. Its claim was requested at `claimedAt`. */
  leaves(payload: string, claimedAt: number): void {
    this.#claims += 1;
    this.#orders.set(payload, this.#claims);
    this.#claimedAt.set(payload, claimedAt);
  }

  #delivered(payload: string): void {
    const { campId, uuid, mail } = readPushed(payload);
    const { campaign } = simCampaigns.find((one) => one.campId === campId) ?? {};
    const at = this.#claimedAt.get(payload);
    if (campaign === undefined || at === undefined || campaign.guarantee === 'at_least_once') return;
    const got = { campaign: campaign.id, person: [uuid, mail], at, order: this.#orders.get(payload) ?? 0 };
    const all = new Set(got.person.flatMap((identifier) => this.#got.get(identifier) ?? []));
    const before = [...all].filter(({ order }) => order < got.order);
    for (const wrong of judgeGot(this.#rules, got, before)) this.violated(wrong);
    for (const identifier of got.person) getOr(this.#got, identifier, () => []).push(got);
  }

  violated(what: string): void {
    this.violations.push(what);
  }

  planned(run: string, campaign: string, notifications: readonly ToSend[]): void {
    const ofRun = getOr(this.#planned, run, () => new Map<string, string[]>());
    const people = getOr(this.#people, campaign, () => new Map<string, string>());
    for (const { key, payload } of notifications) {
      getOr(ofRun, campaign, () => []).push(key);
      people.set(key, readPushed(payloadText({ payload })).uuid);
    }
  }

  /** Called when a process begins. If the previous one died, this is the first look at what it left. */
  async begin(ledger: SimLedger): Promise<void> {
    if (!this.#isJudged) await this.judge(ledger, 'newest');
    this.#isJudged = false;
  }

  /** Compares notifications one by one in all runs, or only in the newest. */
  async judge(ledger: SimLedger, depth: 'all' | 'newest'): Promise<void> {
    this.#isJudged = true;
    this.#judgePace();
    const totals = new Map<string, CampaignTotals[]>();
    for (const [age, run] of (await ledger.runs()).entries()) {
      for (const [index, ofCampaign] of (await ledger.totals(run.id)).entries()) {
        const id = run.campaigns[index]?.id ?? '';
        getOr(totals, id, () => []).push(ofCampaign);
        if (age === 0 || depth === 'all') await this.#judgeBuckets(ledger, run.id, id, ofCampaign);
      }
    }
    for (const one of simCampaigns) await this.#judgeCampaign(ledger, one, totals.get(one.campaign.id) ?? []);
  }

  #judgePace(): void {
    const { arrivals } = this.#world;
    for (let last = this.#limit; last < arrivals.length; last++) {
      const first = arrivals[last - this.#limit] ?? 0;
      const span = (arrivals[last] ?? 0) - first;
      if (span < minute) return this.violated(`${this.#limit + 1} requests within ${span} ms, from ${first} ms on`);
    }
  }

  /** Checks that each planned notification is in one bucket, and that the buckets match the ledger's own figures. */
  async #judgeBuckets(ledger: SimLedger, run: string, campaign: string, totals: CampaignTotals): Promise<void> {
    const { planned, buckets } = totals;
    const keys = this.#planned.get(run)?.get(campaign) ?? [];
    const sum = Object.values(buckets).reduce((left, count) => left + count, 0);
    const shown = `${run} ${campaign} ${JSON.stringify({ planned, buckets })}`;
    if (sum !== planned || Object.values(buckets).some((count) => count < 0))
      this.violated(`does not add up: ${shown}`);
    if (planned > keys.length) this.violated(`more than was planned (${keys.length}): ${shown}`);
    const found = { accepted: 0, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 };
    for (const outcome of await ledger.lookupOutcomes(run, campaign, keys)) {
      found[outcome === undefined || outcome.kind === 'repeated' ? 'not_sent' : outcome.kind] += 1;
    }
    for (const bucket of ['accepted', 'refused', 'rejected', 'in_doubt'] as const) {
      if (found[bucket] !== buckets[bucket]) this.violated(`one by one ${bucket} are ${found[bucket]}: ${shown}`);
    }
  }

  async #judgeCampaign(
    ledger: SimLedger,
    { campaign, campId }: SimCampaign,
    totals: readonly CampaignTotals[],
  ): Promise<void> {
    const people = [...(this.#people.get(campaign.id) ?? [])];
    const known = await ledger.lookup(
      campaign.id,
      people.map(([key]) => key),
    );
    const got = Map.groupBy(
      this.#world.delivered.filter((one) => one.campId === campId),
      ({ uuid }) => uuid,
    );
    let copied = 0;
    for (const [index, [key, uuid]] of people.entries()) {
      const digests = (got.get(uuid) ?? []).map(({ payload }) =>
        shortDigest(digestNotification(campaign.id, key, payload)),
      );
      // With on_change, people may get a different text, but nobody may get the same text twice.
      const isCopied = digests.some(
        (digest, at) => at > 0 && (campaign.resend === 'never' || digests.indexOf(digest) < at),
      );
      if (isCopied) copied += 1;
      this.#judgeKnown(`${campaign.id} ${uuid}`, known[index], digests, campaign.guarantee === 'at_least_once');
    }
    const accountedFor =
      campaign.guarantee === 'at_most_once' ? 0 : totals.reduce((sum, { maybeTwice }) => sum + maybeTwice, 0);
    if (copied > accountedFor) this.violated(`${campaign.id}: ${copied} got copies, ${accountedFor} are accounted for`);
  }

  #judgeKnown(who: string, known: Known | undefined, got: readonly string[], mayRepeat: boolean): void {
    const last = got.at(-1);
    const kind = known?.kind ?? 'unknown';
    const newest = newestOf(known);
    if (kind === 'accepted' && !got.includes(newest ?? '')) this.violated(`${who} is accepted, but did not get it`);
    if (last === undefined || kind === 'in_doubt' || mayRepeat) return;
    // Somebody whose last notification was refused or rejected may have received another one before.
    if (newest === undefined || (kind === 'accepted') !== (newest === last))
      this.violated(`${who} got it, but is ${kind}`);
  }
}

/** Returns the digest of the newest text that was settled. */
function newestOf(known: Known | undefined): string | undefined {
  return known !== undefined && 'digests' in known ? known.digests[0] : undefined;
}

function getOr<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
