// The recipients of the base in a table of numbers: a hash of the key, a digest of the payload, and a hash for each column that templates read.
import { hash } from 'node:crypto';

const wordsOfKey = 4;
const wordsOfDigest = 2;
const firstCapacity = 1024;
/** The digest of a row that cannot be rendered and therefore has no payload. */
const noDigest = Buffer.alloc(wordsOfDigest * 4);

/** The stored data of a recipient, without the key. */
export interface Traces {
  /** The first 8 bytes of the payload's SHA-256. */
  readonly digest: Buffer;
  /** One hash for each column, in the table's order of columns. */
  readonly columns: readonly number[];
}

export function digestPayload(payload: string | undefined): Buffer {
  return payload === undefined ? noDigest : hash('sha256', payload, 'buffer').subarray(0, wordsOfDigest * 4);
}

/** FNV-1a with 32 bits. The chance that two different values have the same hash is one in four billion. */
export function hashValue(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}

/** Takes 24 bytes for each recipient, 4 more for each column, and 6 to 12 for the index. There is nothing that the garbage collector has to trace. */
export class CompareTable {
  readonly #width: number;
  #entries: Uint32Array;
  /** Entry numbers, counted from 1. 0 marks a free slot. */
  #slots = new Uint32Array(firstCapacity);
  #size = 0;

  constructor(columns: number) {
    this.#width = wordsOfKey + wordsOfDigest + columns;
    this.#entries = new Uint32Array((firstCapacity / 2) * this.#width);
  }

  get size(): number {
    return this.#size;
  }

  /** Each key must be added only once. */
  add(key: string, { digest, columns }: Traces): void {
    if ((this.#size + 1) * 2 > this.#slots.length) this.#grow();
    const at = this.#size * this.#width;
    const words = hash('sha256', key, 'buffer');
    for (let word = 0; word < wordsOfKey; word += 1) this.#entries[at + word] = words.readUInt32LE(word * 4);
    for (let word = 0; word < wordsOfDigest; word += 1) {
      this.#entries[at + wordsOfKey + word] = digest.readUInt32LE(word * 4);
    }
    this.#entries.set(columns, at + wordsOfKey + wordsOfDigest);
    this.#size += 1;
    this.#place(this.#size);
  }

  /** Returns the position of the recipient, for the two methods below. Undefined if the base does not have the recipient. */
  find(key: string): number | undefined {
    const words = hash('sha256', key, 'buffer');
    const mask = this.#slots.length - 1;
    for (let slot = words.readUInt32LE(0) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return undefined;
      const at = (number - 1) * this.#width;
      if (this.#isKey(at, words)) return at;
    }
  }

  hasDigest(at: number, digest: Buffer): boolean {
    return (
      this.#entries[at + wordsOfKey] === digest.readUInt32LE(0) &&
      this.#entries[at + wordsOfKey + 1] === digest.readUInt32LE(4)
    );
  }

  hasColumn(at: number, column: number, value: number): boolean {
    return this.#entries[at + wordsOfKey + wordsOfDigest + column] === value;
  }

  #isKey(at: number, words: Buffer): boolean {
    for (let word = 0; word < wordsOfKey; word += 1) {
      if (this.#entries[at + word] !== words.readUInt32LE(word * 4)) return false;
    }
    return true;
  }

  #place(number: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#entries[(number - 1) * this.#width] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = number;
  }

  #grow(): void {
    const entries = new Uint32Array(this.#entries.length * 2);
    entries.set(this.#entries);
    this.#entries = entries;
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 1; number <= this.#size; number += 1) this.#place(number);
  }
}
