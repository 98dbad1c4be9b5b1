// Everything that a ledger has of one campaign, in a few long buffers that can answer millions of look-ups: 42 bytes per sending, and nothing for the
// garbage collector to traverse.
import { keyWords } from '../../plan/key-hashes.ts';

const keyLength = keyWords * 4;
/** About how many keys share a starting point of the search. */
const keysTogether = 4;
const mostPlaceBits = 24;

/** The byte of a sending whose request is not in the ledger. */
export const noByte = -1;

export interface PastSending {
  readonly generation: number;
  /** Hex. */
  readonly digest: string;
  /** The byte in its request's `outcomes`, with a mark if it is a refusal that somebody opened. */
  readonly byte: number;
  /** When it was settled, or claimed if it is not settled: milliseconds since 1970, rounded down to the second. */
  readonly at: number;
}

/** The sendings, sorted by key. Keys are hashes, so the first bits of a key tell roughly where it is. */
export class Sendings {
  readonly size: number;
  /** The keys, viewed as words and as bytes. */
  readonly #keys: Uint32Array<ArrayBuffer>;
  readonly #keyBytes: Buffer;
  readonly #digests: Buffer;
  readonly #generations: DataView;
  readonly #bytes: DataView;
  /** Seconds since 1970. */
  readonly #times: DataView;
  /** How far to shift the first four bytes of a key, so that only the bits that select its place are left. */
  readonly #shift: number;
  /** By those bits, the first sending that begins with them. The last entry is the number of sendings. */
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

  /** Writes sendings from the number `from` on, in the order of keys and generations. */
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

  /** Must be called after all sendings are written. */
  end(): void {
    this.#fillPlaces(this.#places.byteLength / 4 - 1, this.size);
  }

  /**
   * Returns the number of the first sending of a key, or -1 if there is none. The key begins at the word `at` of `hashes`; `begin` is its first four
   * bytes, big-endian.
   */
  find(hashes: Uint32Array, at: number, begin: number): number {
    const place = (begin >>> this.#shift) * 4;
    const end = this.#places.getUint32(place + 4);
    for (let number = this.#places.getUint32(place); number < end; number += 1) {
      if (this.#isKey(number, hashes, at)) return number;
    }
    return -1;
  }

  /** Returns the sendings of the key whose first one is `first`, newest first, without those whose request is not in the ledger. */
  allOf(first: number): readonly PastSending[] {
    const found: PastSending[] = [];
    for (let number = first; number < this.size; number += 1) {
      if (!this.#isKey(number, this.#keys, first * keyWords)) break;
      if (this.byteOf(number) !== noByte) found.unshift(this.#at(number));
    }
    return found;
  }

  /** Tells whether the first sending of a key is its only one. */
  isOnly(first: number): boolean {
    return first + 1 === this.size || !this.#isKey(first + 1, this.#keys, first * keyWords);
  }

  /** Returns the byte as in `PastSending`, or `noByte`. */
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

  /** Compares the second word first: nearby keys share their first word, so the second tells nearly all of them apart. */
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

  /** Sets the starting point of all places that have none yet, up to `last`, to this number. */
  #fillPlaces(last: number, number: number): void {
    for (; this.#filled <= last; this.#filled += 1) this.#places.setUint32(this.#filled * 4, number);
  }
}

/** Allocates a DataView: it reads in one step, where a Buffer calls a function, and its values are never undefined. */
function roomFor(count: number, bytes: number): DataView {
  return new DataView(new ArrayBuffer(count * bytes));
}
