// Who is sent what in one plan, over all of its campaigns, in typed arrays: about 40 bytes for each identifier.
import { KeySet } from '../key-set.ts';
import type { PastSend } from './caps.ts';

const firstRoom = 1024;

interface PlannedCampaignSends {
  /** The number of its first send. */
  readonly from: number;
  readonly send: PastSend;
}

export class PlannedPeople {
  readonly #people = new KeySet();
  readonly #campaigns: PlannedCampaignSends[] = [];
  #sends = 0;
  /** By the number of an identifier, its newest link, counted from 1; 0 where it has none. */
  #newest = new Uint32Array(firstRoom);
  /** Two words each: the number of a send, and the link before. */
  #links = new Uint32Array(firstRoom);
  #linked = 0;

  /** What is added from now on is of this campaign. */
  begin(send: PastSend): void {
    this.#campaigns.push({ from: this.#sends, send });
  }

  /** The numbers of a person's identifiers. */
  number(person: readonly string[]): readonly number[] {
    return person.map((identifier) => this.#people.add(identifier));
  }

  add(person: readonly number[]): void {
    for (const identifier of person) {
      this.#newest = grown(this.#newest, identifier);
      this.#links = grown(this.#links, this.#linked * 2 + 1);
      this.#links[this.#linked * 2] = this.#sends;
      this.#links[this.#linked * 2 + 1] = this.#newest[identifier] ?? 0;
      this.#linked += 1;
      this.#newest[identifier] = this.#linked;
    }
    this.#sends += 1;
  }

  /** What is sent to a person so far, whichever of the identifiers it is for. */
  of(person: readonly number[]): readonly PastSend[] {
    const sends = new Set<number>();
    for (const identifier of person) {
      for (let link = this.#newest[identifier] ?? 0; link !== 0; link = this.#links[link * 2 - 1] ?? 0) {
        sends.add(this.#links[link * 2 - 2] ?? 0);
      }
    }
    return [...sends].flatMap((number) => this.#campaigns.findLast(({ from }) => from <= number)?.send ?? []);
  }
}

function grown(words: Uint32Array<ArrayBuffer>, index: number): Uint32Array<ArrayBuffer> {
  if (index < words.length) return words;
  const longer = new Uint32Array(Math.max(words.length * 2, index + 1));
  longer.set(words);
  return longer;
}
