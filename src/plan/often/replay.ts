// Applies caps and exclusions to past sends and counts who would have been left out. A send that is left out does not count for later ones, and a
// deferred send counts at its later time.
import type { Campaign } from '../../campaign/campaign.ts';
import { KeySet } from '../key-set.ts';
import { lookBackOf, type PastSend } from './caps.ts';
import { limitsFor, type OftenPolicy } from './often-limits.ts';
import { oftenRules, type OftenRule } from './often-rules.ts';

/** A send in the ledger. */
export interface LoggedSend extends PastSend {
  /** The numbers of its run and its claim. Later claims have higher numbers. */
  readonly run: number;
  readonly id: number;
}

/** A send that people received, or may have received. */
export interface ReplayedSend {
  readonly send: LoggedSend;
  /** The hashes of the identifiers. */
  readonly person: readonly string[];
  /** Everything that the same person was sent under any of the identifiers, including later sends. */
  readonly past: readonly LoggedSend[];
}

export type ReplayedCampaign = Pick<Campaign, 'id' | 'tags' | 'caps' | 'excludeRecent'>;

export interface ReplayCount {
  readonly campaign: string;
  readonly sent: number;
  /** The number of notifications that at least one rule leaves out. */
  readonly spared: number;
  /** Each rule on its own. Several rules may leave out the same notification. */
  readonly rules: readonly { readonly rule: string; readonly spared: number }[];
}

interface Counted {
  readonly campaign: string;
  readonly rules: readonly OftenRule[];
  /** By the description of a rule. Two rules with the same description count as one. */
  readonly sparedBy: Map<string, number>;
  sent: number;
  spared: number;
}

export class Replay {
  readonly #campaigns: ReadonlyMap<string, ReplayedCampaign>;
  readonly #policy: OftenPolicy;
  /** By campaign and tags. */
  readonly #counted = new Map<string, Counted>();
  readonly #spared = new SparedSends();
  /** The time to which a deferring cap would have moved a send, by the number of the send. */
  readonly #movedTo = new Map<number, number>();
  /** The identifiers of people who are spared something. */
  readonly #identifiers = new KeySet();
  #people = 0;

  constructor(campaigns: readonly ReplayedCampaign[], policy: OftenPolicy) {
    this.#campaigns = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
    this.#policy = policy;
  }

  /** The longest time that any rule looks back, in milliseconds. */
  get longest(): number {
    const all = [...this.#campaigns.values()].map((campaign) => limitsFor(campaign, this.#policy));
    return Math.max(lookBackOf({ caps: this.#policy.caps, recent: [] }), ...all.map(lookBackOf));
  }

  /** The number of people who are spared something. Two notifications belong to one person if they share an identifier. */
  get people(): number {
    return this.#people;
  }

  /** Must be called in the order of the claims. */
  look({ send, person, past }: ReplayedSend): void {
    const counted = this.#countedOf(send);
    counted.sent += 1;
    const before = past.filter(({ id }) => id < send.id && !this.#spared.has(id)).map((one) => this.#asHere(one));
    const others = before.filter(({ run, campaign }) => run !== send.run || campaign !== send.campaign);
    const freeFrom = (rule: OftenRule, at: number): number => rule.freeFrom(rule.kind === 'cap' ? before : others, at);
    const full = counted.rules.filter((rule) => freeFrom(rule, send.at) > send.at);
    if (full.length === 0) return;
    if (full.every(({ defers }) => defers)) {
      // The person would get it later, and it counts from then on.
      this.#movedTo.set(send.id, Math.max(...full.map((rule) => freeFrom(rule, send.at))));
      return;
    }
    for (const rule of new Set(full.map((one) => one.rule))) {
      counted.sparedBy.set(rule, (counted.sparedBy.get(rule) ?? 0) + 1);
    }
    counted.spared += 1;
    this.#spared.add(send.id);
    if (!person.some((hash) => this.#identifiers.has(hash))) this.#people += 1;
    for (const hash of person) this.#identifiers.add(hash);
  }

  /** One entry for each campaign that was sent, sorted by id. */
  list(): readonly ReplayCount[] {
    const byCampaign = Map.groupBy(this.#counted.values(), ({ campaign }) => campaign);
    return [...byCampaign]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([campaign, counts]) => ({
        campaign,
        sent: counts.reduce((sum, { sent }) => sum + sent, 0),
        spared: counts.reduce((sum, { spared }) => sum + spared, 0),
        rules: addRules(counts.flatMap(({ sparedBy }) => [...sparedBy])),
      }));
  }

  /** The send as it would have been. A campaign that still exists has its present tags, any other the tags of that time. */
  #asHere(send: LoggedSend): LoggedSend {
    const { tags } = this.#campaigns.get(send.campaign) ?? send;
    return { ...send, tags, at: this.#movedTo.get(send.id) ?? send.at };
  }

  #countedOf(send: LoggedSend): Counted {
    const { campaign, tags } = this.#asHere(send);
    const name = JSON.stringify([campaign, tags]);
    const known = this.#counted.get(name);
    if (known !== undefined) return known;
    const { caps = [], excludeRecent = [] } = this.#campaigns.get(campaign) ?? {};
    const rules = oftenRules(limitsFor({ tags, caps, excludeRecent }, this.#policy), tags);
    const counted = { campaign, rules, sparedBy: new Map(rules.map(({ rule }) => [rule, 0])), sent: 0, spared: 0 };
    this.#counted.set(name, counted);
    return counted;
  }
}

function addRules(counts: readonly (readonly [rule: string, spared: number])[]): ReplayCount['rules'] {
  const sums = new Map<string, number>();
  for (const [rule, spared] of counts) sums.set(rule, (sums.get(rule) ?? 0) + spared);
  return [...sums].map(([rule, spared]) => ({ rule, spared }));
}

const inWord = 32;

/** One bit for each send, 32 in an entry, because the sends of a request have consecutive numbers. */
class SparedSends {
  readonly #words = new Map<number, number>();

  has(id: number): boolean {
    return ((this.#words.get(Math.floor(id / inWord)) ?? 0) & (1 << (id % inWord))) !== 0;
  }

  add(id: number): void {
    const word = Math.floor(id / inWord);
    this.#words.set(word, (this.#words.get(word) ?? 0) | (1 << (id % inWord)));
  }
}
