// What is known of the people of one campaign's rows, block by block: whether they rest or are excluded, and how much room caps leave.
import type { Campaign } from '../../campaign/campaign.ts';
import type { History } from '../history.ts';
import { isCountedBy, lookBackOf, roomUnder, wasSentRecently, type PastSend } from './caps.ts';
import { OftenForecast, type OftenCount } from './often-forecast.ts';
import { isResting, type OftenLimits } from './often-limits.ts';
import type { PlannedPeople } from './planned-people.ts';

export const peopleStandings = { free: 0, resting: 1, excluded: 2 } as const;

/** What becomes of a row, as far as it matters to others: nobody is left out of what is not due yet. */
export const rowEnds = { other: 0, sent: 1, deferred: 2 } as const;

/** More than any cap allows. */
const endless = 0xffff;

/** One entry for each row with a key. */
export interface PeopleAnswers {
  readonly standings: Uint8Array;
  /** So many more notifications of the campaign the person may get, before any row of the block is sent. */
  readonly rooms: Uint16Array;
}

/** The rows of one block, looked up. */
export interface GatedBlock {
  /** Whether a block under way may still send to one of its people. */
  readonly isOpen: boolean;
  readonly people: readonly (readonly number[])[];
  readonly past: readonly (readonly PastSend[])[];
}

export interface GateTerms {
  readonly campaign: Pick<Campaign, 'id' | 'tags'>;
  readonly limits: OftenLimits;
  readonly history: Pick<History, 'past'>;
  /** What the plan sends otherwise. */
  readonly planned: PlannedPeople;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export class PeopleGate {
  readonly #terms: GateTerms;
  /** What this campaign sends. */
  readonly #own: PastSend;
  readonly #longest: number;
  readonly #forecast: OftenForecast;
  /** By the number of an identifier, in how many blocks under way it is. */
  readonly #underWay = new Map<number, number>();

  constructor(terms: GateTerms) {
    const { campaign, limits, planned, now } = terms;
    this.#terms = terms;
    this.#own = { campaign: campaign.id, tags: campaign.tags, at: now, became: 'open' };
    this.#longest = Math.max(lookBackOf(limits), ...Object.values(limits.restAfter));
    this.#forecast = new OftenForecast(limits, now);
    planned.begin(this.#own);
  }

  /** Of the rows that were asked about, but for what this campaign itself sends. */
  forecast(): readonly OftenCount[] {
    return this.#forecast.list();
  }

  /** Blocks come in the order of the file. A row without a person is let pass. */
  async ask(people: readonly (readonly string[])[]): Promise<GatedBlock> {
    const { history, planned, now } = this.#terms;
    const past = this.#longest === 0 ? [] : await history.past(people, now - this.#longest);
    const numbers = people.map((person) => planned.number(person));
    const isOpen = numbers.some((person) => person.some((identifier) => this.#underWay.has(identifier)));
    for (const identifier of numbers.flat()) this.#underWay.set(identifier, (this.#underWay.get(identifier) ?? 0) + 1);
    return { isOpen, people: numbers, past };
  }

  /** Once no block is open that it has to wait for. */
  answer({ people, past }: GatedBlock): PeopleAnswers {
    const { planned } = this.#terms;
    const known = people.map((person, index) => [...(past[index] ?? []), ...planned.of(person)]);
    return {
      standings: Uint8Array.from(known, (sends) => this.#standingOf(sends)),
      rooms: Uint16Array.from(known, (sends) => this.#roomOf(sends)),
    };
  }

  /** `ends` has one of `rowEnds` for each row. */
  take({ people, past }: GatedBlock, ends: Uint8Array): void {
    const { planned } = this.#terms;
    for (const [index, person] of people.entries()) {
      const sends = [...(past[index] ?? []), ...planned.of(person)].filter((send) => send !== this.#own);
      this.#forecast.look(sends, ends[index] !== rowEnds.deferred);
      if (ends[index] === rowEnds.sent) planned.add(person);
      for (const identifier of person) {
        const left = (this.#underWay.get(identifier) ?? 1) - 1;
        if (left === 0) this.#underWay.delete(identifier);
        else this.#underWay.set(identifier, left);
      }
    }
  }

  #standingOf(sends: readonly PastSend[]): number {
    const { limits, now } = this.#terms;
    if (isResting(limits.restAfter, sends, now)) return peopleStandings.resting;
    const others = sends.filter((send) => send !== this.#own);
    return wasSentRecently(limits.recent, others, now) ? peopleStandings.excluded : peopleStandings.free;
  }

  #roomOf(sends: readonly PastSend[]): number {
    const { limits, now, campaign } = this.#terms;
    return Math.min(
      endless,
      ...limits.caps.map((cap) => {
        const room = roomUnder(cap, sends, now);
        if (room === 0) return 0;
        if (!isCountedBy(cap, campaign.tags)) return endless;
        return cap.gap === undefined ? room : 1;
      }),
    );
  }
}
