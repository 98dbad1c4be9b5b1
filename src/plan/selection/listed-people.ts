// The people of one list, as 64-bit hashes in one typed table: 10 to 20 bytes each, in memory that threads can share.
import { hash } from 'node:crypto';

const firstSlots = 1024;
/** Of the slots that are taken before there are twice as many. */
const mostFull = 0.8;

/** 134 MB; more than that grow. */
const mostRoom = 13_000_000;

/** A hash of 64 bits, as two words that are not both 0. */
interface Print {
  readonly low: number;
  readonly high: number;
}

/** The print of one text, to be looked up in several lists. */
export class PersonPrint implements Print {
  readonly #bytes = Buffer.alloc(8);
  readonly #words = new Uint32Array(this.#bytes.buffer, this.#bytes.byteOffset, 2);

  get low(): number {
    return this.#words[0] ?? 0;
  }

  get high(): number {
    return this.#words[1] ?? 0;
  }

  read(text: string): this {
    return this.readHash(hash('sha256', text, 'hex'));
  }

  /** SHA-256 of a text, hexadecimal; the first 16 digits count. */
  readHash(sum: string): this {
    this.#bytes.write(sum, 0, this.#bytes.length, 'hex');
    if (this.low === 0 && this.high === 0) this.#words[1] = 1;
    return this;
  }
}

/** What threads share of a list that is whole: its memory is not copied. */
export interface ListedTable {
  readonly slots: Uint32Array;
  readonly size: number;
}

/** Somebody else is taken for one of 5,000,000 with a chance of about 3e-13. */
export class ListedPeople {
  /** Two words for each slot; a slot of zeros is free. */
  #slots: Uint32Array;
  #size: number;

  constructor({ slots, size }: ListedTable = { slots: tableOf(firstSlots), size: 0 }) {
    this.#slots = slots;
    this.#size = size;
  }

  /** With room for so many: a table that grows is there twice while it does, and shared memory is given back late. */
  static withRoomFor(people: number): ListedPeople {
    const wanted = Math.min(people, mostRoom) / mostFull;
    const slots = 2 ** Math.ceil(Math.log2(Math.max(wanted, firstSlots)));
    return new ListedPeople({ slots: tableOf(slots), size: 0 });
  }

  /** As it is now; nobody may be added while others read it. */
  get table(): ListedTable {
    return { slots: this.#slots, size: this.#size };
  }

  /** How many different ones. */
  get size(): number {
    return this.#size;
  }

  has({ low, high }: Print): boolean {
    const at = this.#find(low, high);
    return this.#slots[at] !== 0 || this.#slots[at + 1] !== 0;
  }

  add(print: Print): void {
    const { low, high } = print;
    if (this.has(print)) return;
    this.#put(low, high);
    this.#size += 1;
    if (this.#size > (this.#slots.length / 2) * mostFull) this.#grow();
  }

  /** Gives the memory back, once nobody asks any more. */
  forget(): void {
    this.#slots = tableOf(firstSlots);
    this.#size = 0;
  }

  /** Of the first word of the slot that has it, or of the free one where it belongs. */
  #find(low: number, high: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let at = (low * 2) & last; ; at = (at + 2) & last) {
      const [there, more] = [slots[at], slots[at + 1]];
      if ((there === low && more === high) || (there === 0 && more === 0)) return at;
    }
  }

  #put(low: number, high: number): void {
    const at = this.#find(low, high);
    this.#slots[at] = low;
    this.#slots[at + 1] = high;
  }

  #grow(): void {
    const former = this.#slots;
    this.#slots = tableOf(former.length);
    for (let at = 0; at < former.length; at += 2) {
      const [low = 0, high = 0] = [former[at], former[at + 1]];
      if (low !== 0 || high !== 0) this.#put(low, high);
    }
  }
}

/** A power of two. */
function tableOf(slots: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(slots * 2 * Uint32Array.BYTES_PER_ELEMENT));
}
