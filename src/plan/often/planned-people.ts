// Who is sent what and when in one plan, over all its campaigns, in typed arrays: about 44 bytes for each identifier.
import type { Campaign } from '../../campaign/campaign.ts';
import { KeySet } from '../key-set.ts';
import type { PastSend } from './caps.ts';

const firstRoom = 1024;

export class PlannedPeople {
  readonly #people = new KeySet();
  /** The kinds of sends: one entry for each sending time of each campaign, shared by many people. */
  readonly #kinds: PastSend[] = [];
  /** For the campaign that is being planned: the number of the kind, by time. */
  #own = new Map<number, number>();
  #campaign: Pick<Campaign, 'id' | 'tags'> = { id: '', tags: [] };
  #sends = 0;
  /** The number of the kind, by the number of the send. */
  #kindOf = new Uint32Array(firstRoom);
  /** The newest link of each identifier, counted from 1, by the number of the identifier. 0 means none. */
  #newest = new Uint32Array(firstRoom);
  /** Two words for each link: the number of a send, and the previous link. */
  #links = new Uint32Array(firstRoom);
  #linked = 0;

  /** Everything that is added from now on belongs to this campaign. */
  begin(campaign: Pick<Campaign, 'id' | 'tags'>): void {
    this.#campaign = campaign;
    this.#own = new Map();
  }

  /** The numbers of a person's identifiers. */
  number(person: readonly string[]): readonly number[] {
    return person.map((identifier) => this.#people.add(identifier));
  }

  /** `at` is when it is sent, in milliseconds since 1970. */
  add(person: readonly number[], at: number): void {
    for (const identifier of person) {
      this.#newest = grown(this.#newest, identifier);
      this.#links = grown(this.#links, this.#linked * 2 + 1);
      this.#links[this.#linked * 2] = this.#sends;
      this.#links[this.#linked * 2 + 1] = this.#newest[identifier] ?? 0;
      this.#linked += 1;
      this.#newest[identifier] = this.#linked;
    }
    this.#kindOf = grown(this.#kindOf, this.#sends);
    this.#kindOf[this.#sends] = this.#kind(at);
    this.#sends += 1;
  }

  /** What the plan sends to a person so far, now or later, under any of the identifiers. */
  of(person: readonly number[]): readonly PastSend[] {
    const sends = new Set<number>();
    for (const identifier of person) {
      for (let link = this.#newest[identifier] ?? 0; link !== 0; link = this.#links[link * 2 - 1] ?? 0) {
        sends.add(this.#links[link * 2 - 2] ?? 0);
      }
    }
    return [...sends].flatMap((number) => this.#kinds[this.#kindOf[number] ?? 0] ?? []);
  }

  /** Whether the send belongs to the campaign that is being planned. */
  isOwn(send: PastSend): boolean {
    const kind = this.#own.get(send.at);
    return kind !== undefined && this.#kinds[kind] === send;
  }

  #kind(at: number): number {
    const known = this.#own.get(at);
    if (known !== undefined) return known;
    const { id, tags } = this.#campaign;
    this.#kinds.push({ campaign: id, tags, at, became: 'open' });
    this.#own.set(at, this.#kinds.length - 1);
    return this.#kinds.length - 1;
  }
}

function grown(words: Uint32Array<ArrayBuffer>, index: number): Uint32Array<ArrayBuffer> {
  if (index < words.length) return words;
  const longer = new Uint32Array(Math.max(words.length * 2, index + 1));
  longer.set(words);
  return longer;
}
