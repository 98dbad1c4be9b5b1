// All that a ledger has of one campaign, in a few long buffers, to be asked a million times: 42 bytes a sending, and nothing for the garbage collector to walk.
import { keyWords } from '../../plan/key-hashes.ts';

const keyLength = keyWords * 4;
/** So many keys share a place where a search begins. */
const keysTogether = 4;
const mostPlaceBits = 24;

/** Of a sending whose request is not in the ledger. */
export const noByte = -1;

export interface PastSending {
  readonly generation: number;
  /** Hex. */
  readonly digest: string;
  /** Of its request's `outcomes`, with the mark of one that somebody opened. */
  readonly byte: number;
  /** When it was settled, or claimed where it is not: milliseconds since 1970, to the second. */
  readonly at: number;
}

/** Keys are hashes: the first bits of one say nearly where it stands among the others. */
export class Sendings {
  readonly size: number;
  /** In words and in bytes. */
  readonly #keys: Uint32Array<ArrayBuffer>;
  readonly #keyBytes: Buffer;
  readonly #digests: Buffer;
  readonly #generations: DataView;
  readonly #bytes: DataView;
  /** Seconds since 1970. */
  readonly #times: DataView;
  /** How far the first four bytes of a key are shifted, so that the bits that say its place are left. */
  readonly #shift: number;
  /** By those bits: the first sending that begins with them, and behind all of them how many sendings there are. */
  readonly #places: DataView;
  #filled = 0;

  constructor(size: number) {
    this.size = size;
    this.#keys = new Uint32Array(size * keyWords);
    this.#keyBytes = Buffer.from(this.#keys.buffer);
    this.#digests = Buffer.alloc(size * keyLength);
    this.#generations = roomFor(size, 4);
    this.#bytes = roomFor(size, 2);
    this.#times = roomFor(size, 4);
    const bits = Math.min(mostPlaceBits, Math.ceil(Math.log2(Math.max(2, size / keysTogether))));
    this.#shift = 32 - bits;
    this.#places = roomFor(2 ** bits + 1, 4);
  }

  /** From the sending of this number on, in the order of keys and generations. */
  write(from: number, keys: Buffer, digests: Buffer, generations: readonly number[]): void {
    this.#keyBytes.set(keys, from * keyLength);
    this.#digests.set(digests, from * keyLength);
    const begins = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
    for (const [index, generation] of generations.entries()) {
      this.#generations.setInt32((from + index) * 4, generation);
      this.#fillPlaces(begins.getUint32(index * keyLength) >>> this.#shift, from + index);
    }
  }

  /** `seconds` since 1970. */
  writeOutcome(number: number, byte: number, seconds: number): void {
    this.#bytes.setInt16(number * 2, byte);
    this.#times.setUint32(number * 4, seconds);
  }

  /** Once all are written. */
  end(): void {
    this.#fillPlaces(this.#places.byteLength / 4 - 1, this.size);
  }

  /** The number of the first of a key, which stands at this word among `hashes`; -1 where there is none. `begin` is its first four bytes, as they are compared. */
  find(hashes: Uint32Array, at: number, begin: number): number {
    const place = (begin >>> this.#shift) * 4;
    const end = this.#places.getUint32(place + 4);
    for (let number = this.#places.getUint32(place); number < end; number += 1) {
      if (this.#isKey(number, hashes, at)) return number;
    }
    return -1;
  }

  /** Those of the key whose first one has this number, the newest first; without those whose request is not there. */
  allOf(first: number): readonly PastSending[] {
    const found: PastSending[] = [];
    for (let number = first; number < this.size; number += 1) {
      if (!this.#isKey(number, this.#keys, first * keyWords)) break;
      if (this.byteOf(number) !== noByte) found.unshift(this.#at(number));
    }
    return found;
  }

  /** Whether the first of a key is all that there is of it. */
  isOnly(first: number): boolean {
    return first + 1 === this.size || !this.#isKey(first + 1, this.#keys, first * keyWords);
  }

  /** As `PastSending` has it, or `noByte`. */
  byteOf(number: number): number {
    return this.#bytes.getInt16(number * 2);
  }

  #at(number: number): PastSending {
    const start = number * keyLength;
    return {
      generation: this.#generations.getInt32(number * 4),
      digest: this.#digests.toString('hex', start, start + keyLength),
      byte: this.byteOf(number),
      at: this.#times.getUint32(number * 4) * 1000,
    };
  }

  /** Nearly every other key is told apart by its second word: those that are near have the first in common. */
  #isKey(number: number, hashes: Uint32Array, at: number): boolean {
    const own = number * keyWords;
    const keys = this.#keys;
    return (
      keys[own + 1] === hashes[at + 1] &&
      keys[own] === hashes[at] &&
      keys[own + 2] === hashes[at + 2] &&
      keys[own + 3] === hashes[at + 3]
    );
  }

  /** Up to this place, searches that have not begun yet begin at this number. */
  #fillPlaces(last: number, number: number): void {
    for (; this.#filled <= last; this.#filled += 1) this.#places.setUint32(this.#filled * 4, number);
  }
}

/** A view reads in one step where a Buffer calls a function, and no number of it can be missing. */
function roomFor(count: number, bytes: number): DataView {
  return new DataView(new ArrayBuffer(count * bytes));
}
