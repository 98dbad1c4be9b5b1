// All that a ledger has of one campaign, in a few long buffers, to be asked a million times: 42 bytes a sending, and nothing for the garbage collector to walk.

const keyLength = 16;
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
  readonly #keys: Buffer;
  readonly #digests: Buffer;
  readonly #generations: Buffer;
  readonly #bytes: Buffer;
  /** Seconds since 1970. */
  readonly #times: Buffer;
  /** How far the first word of a key is shifted, so that the bits that say its place are left. */
  readonly #shift: number;
  /** By those bits, four bytes each: the first sending that begins with them, and behind all of them how many sendings there are. */
  readonly #places: Buffer;
  readonly #wanted = Buffer.alloc(keyLength);
  #filled = 0;

  constructor(size: number) {
    this.size = size;
    this.#keys = Buffer.alloc(size * keyLength);
    this.#digests = Buffer.alloc(size * keyLength);
    this.#generations = Buffer.alloc(size * 4);
    this.#bytes = Buffer.alloc(size * 2);
    this.#times = Buffer.alloc(size * 4);
    const bits = Math.min(mostPlaceBits, Math.ceil(Math.log2(Math.max(2, size / keysTogether))));
    this.#shift = 32 - bits;
    this.#places = Buffer.alloc((2 ** bits + 1) * 4);
  }

  /** From the sending of this number on, in the order of keys and generations: the texts are hexadecimal, one key behind the other. */
  write(from: number, keys: string, digests: string, generations: readonly number[]): void {
    this.#keys.write(keys, from * keyLength, 'hex');
    this.#digests.write(digests, from * keyLength, 'hex');
    for (const [index, generation] of generations.entries()) {
      this.#generations.writeInt32LE(generation, (from + index) * 4);
      this.#fillPlaces(this.#placeOf(this.#keys, from + index), from + index);
    }
  }

  /** `seconds` since 1970. */
  writeOutcome(number: number, byte: number, seconds: number): void {
    this.#bytes.writeInt16LE(byte, number * 2);
    this.#times.writeUInt32LE(seconds, number * 4);
  }

  /** Once all are written. */
  end(): void {
    this.#fillPlaces(this.#places.length / 4 - 1, this.size);
  }

  /** Those of a key, the newest first. `key` is 32 hex digits. */
  find(key: string): readonly PastSending[] {
    this.#wanted.write(key, 'hex');
    const place = this.#placeOf(this.#wanted, 0) * 4;
    const word = this.#wanted.readUInt32LE(4);
    const found: PastSending[] = [];
    const end = this.#places.readUInt32LE(place + 4);
    for (let number = this.#places.readUInt32LE(place); number < end; number += 1) {
      const at = number * keyLength;
      // Nearly every other key is told apart by one word of it.
      if (this.#keys.readUInt32LE(at + 4) !== word) continue;
      const byte = this.#bytes.readInt16LE(number * 2);
      if (byte === noByte || this.#wanted.compare(this.#keys, at, at + keyLength) !== 0) continue;
      const digest = this.#digests.toString('hex', at, at + keyLength);
      const generation = this.#generations.readInt32LE(number * 4);
      found.unshift({ generation, digest, byte, at: this.#times.readUInt32LE(number * 4) * 1000 });
    }
    return found;
  }

  /** Up to this place, searches that have not begun yet begin at this number. */
  #fillPlaces(last: number, number: number): void {
    for (; this.#filled <= last; this.#filled += 1) this.#places.writeUInt32LE(number, this.#filled * 4);
  }

  #placeOf(keys: Buffer, number: number): number {
    return keys.readUInt32BE(number * keyLength) >>> this.#shift;
  }
}
