// Looks up the people of one campaign's rows, block by block: whether they rest or are excluded, and how much room the caps leave.
import type { Campaign } from '../../campaign/campaign.ts';
import type { History } from '../history.ts';
import type { RowMoments } from './block-caps.ts';
import { lookBackOf, wasSentRecently, type PastSend } from './caps.ts';
import { countSends, type CountedSends } from './counted-sends.ts';
import { OftenForecast, type OftenCount } from './often-forecast.ts';
import { isResting, type OftenLimits } from './often-limits.ts';
import type { PlannedPeople } from './planned-people.ts';

export const peopleStandings = { free: 0, resting: 1, excluded: 2 } as const;

/** One entry for each row with a key. */
export interface PeopleAnswers {
  readonly standings: Uint8Array;
  /** The counts before any row of the block is sent. */
  readonly counted: CountedSends;
}

/** The rows of one block after the lookup. */
export interface GatedBlock {
  /** Whether a block that is still being planned may send to one of these people. */
  readonly isOpen: boolean;
  readonly people: readonly (readonly number[])[];
  readonly past: readonly (readonly PastSend[])[];
}

export interface GateTerms {
  readonly campaign: Pick<Campaign, 'id' | 'tags'>;
  readonly limits: OftenLimits;
  readonly history: Pick<History, 'past'>;
  /** Everything else that the plan sends. */
  readonly planned: PlannedPeople;
  /** Set for a gate that only observes and adds nothing to the plan: tells which campaigns' sends it sees. */
  readonly sees?: (campaign: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export class PeopleGate {
  readonly #terms: GateTerms;
  readonly #longest: number;
  readonly #forecast: OftenForecast;
  /** The number of blocks being planned that contain each identifier, by its number. */
  readonly #underWay = new Map<number, number>();

  constructor(terms: GateTerms) {
    const { campaign, limits, planned, now } = terms;
    this.#terms = terms;
    this.#longest = Math.max(lookBackOf(limits), ...Object.values(limits.restAfter));
    this.#forecast = new OftenForecast(limits, campaign.tags, now);
    planned.begin(campaign);
  }

  /** The counts over the rows that were looked up. */
  forecast(): readonly OftenCount[] {
    return this.#forecast.list();
  }

  /** Blocks must come in the order of the file. A row without a person passes. */
  async ask(people: readonly (readonly string[])[]): Promise<GatedBlock> {
    const { history, planned, now } = this.#terms;
    const past = this.#longest === 0 ? [] : await history.past(people, now - this.#longest);
    const numbers = people.map((person) => planned.number(person));
    const isOpen = numbers.some((person) => person.some((identifier) => this.#underWay.has(identifier)));
    for (const identifier of numbers.flat()) this.#underWay.set(identifier, (this.#underWay.get(identifier) ?? 0) + 1);
    return { isOpen, people: numbers, past };
  }

  /** Call it only after the blocks that this one has to wait for are finished. */
  answer({ people, past }: GatedBlock): PeopleAnswers {
    const { planned, limits, sees = () => true } = this.#terms;
    const known = people.map((person, index) => ({
      before: past[index] ?? [],
      planned: planned.of(person).filter(({ campaign }) => sees(campaign)),
    }));
    return {
      standings: Uint8Array.from(known, (sends) => this.#standingOf(sends)),
      counted: countSends(
        limits.caps,
        known.map((sends) => [...sends.before, ...sends.planned]),
      ),
    };
  }

  take({ people, past }: GatedBlock, { asked, leaves }: RowMoments): void {
    const { planned, sees } = this.#terms;
    for (const [index, person] of people.entries()) {
      const sends = [...(past[index] ?? []), ...planned.of(person)];
      const at = leaves[index] ?? Number.NaN;
      this.#forecast.look(sends, { asked: asked[index] ?? Number.NaN, leaves: at }, (send) => planned.isOwn(send));
      if (!Number.isNaN(at) && sees === undefined) planned.add(person, at);
      for (const identifier of person) {
        const left = (this.#underWay.get(identifier) ?? 1) - 1;
        if (left === 0) this.#underWay.delete(identifier);
        else this.#underWay.set(identifier, left);
      }
    }
  }

  #standingOf({ before, planned }: Record<'before' | 'planned', readonly PastSend[]>): number {
    const { limits, now } = this.#terms;
    // Deferred sends do not count here, because these people have not received them yet.
    const due = planned.filter(({ at }) => at <= now);
    if (isResting(limits.restAfter, [...before, ...due], now)) return peopleStandings.resting;
    const others = [...before, ...due.filter((send) => !this.#terms.planned.isOwn(send))];
    return wasSentRecently(limits.recent, others, now) ? peopleStandings.excluded : peopleStandings.free;
  }
}
