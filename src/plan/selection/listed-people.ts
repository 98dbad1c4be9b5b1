// The people of one list, as 64-bit hashes in one typed table: 10 to 20 bytes for each, in memory that threads can share.
import { hash } from 'node:crypto';

const firstSlots = 1024;
/** The largest fraction of slots in use before the table is doubled. */
const mostFull = 0.8;

/** The maximum number of people to reserve room for (134 MB). Larger tables grow. */
const mostRoom = 13_000_000;

/** A 64-bit hash, as two words that are not both 0. */
interface Print {
  readonly low: number;
  readonly high: number;
}

/** The hash of one text, reused for lookups in several lists. */
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

  /** `sum` is the SHA-256 of a text in hexadecimal. Only its first 16 digits count. */
  readHash(sum: string): this {
    this.#bytes.write(sum, 0, this.#bytes.length, 'hex');
    if (this.low === 0 && this.high === 0) this.#words[1] = 1;
    return this;
  }
}

/** The part of a complete list that threads share. Its memory is not copied. */
export interface ListedTable {
  readonly slots: Uint32Array;
  readonly size: number;
}

/** In a list of 5,000,000, the chance that another person is mistaken for an entry is about 3e-13. */
export class ListedPeople {
  /** Two words for each slot. A slot of zeros is free. */
  #slots: Uint32Array;
  #size: number;

  constructor({ slots, size }: ListedTable = { slots: tableOf(firstSlots), size: 0 }) {
    this.#slots = slots;
    this.#size = size;
  }

  /** Reserves room, because a table that grows is in memory twice while it is copied, and shared memory is freed late. */
  static withRoomFor(people: number): ListedPeople {
    const wanted = Math.min(people, mostRoom) / mostFull;
    const slots = 2 ** Math.ceil(Math.log2(Math.max(wanted, firstSlots)));
    return new ListedPeople({ slots: tableOf(slots), size: 0 });
  }

  /** The present table. Nobody may be added while other threads read it. */
  get table(): ListedTable {
    return { slots: this.#slots, size: this.#size };
  }

  /** The number of different people. */
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

  /** Frees the memory. Call it after the last lookup. */
  forget(): void {
    this.#slots = tableOf(firstSlots);
    this.#size = 0;
  }

  /** The index of the first word of the matching slot, or of the free slot where it belongs. */
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

/** `slots` must be a power of two. */
function tableOf(slots: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(slots * 2 * Uint32Array.BYTES_PER_ELEMENT));
}
