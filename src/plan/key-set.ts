// The set of keys seen in one audience, as 96-bit hashes in typed arrays: 19 to 27 bytes for each key, and nothing for the garbage collector to
// trace.
import { hash } from 'node:crypto';
import { keyWords } from './key-hashes.ts';

/** Log2 of the number of hashes in one piece. Pieces avoid an array that grows, which would be in memory twice while it is copied. */
const pieceBits = 14;
const inPiece = 2 ** pieceBits;
const firstSlots = 2048;
/** The number of 32-bit words that are kept of a hash. */
const words = 3;
/** The largest fraction of slots in use. Above it, searches take long. */
const mostFull = 0.7;

/**
 * A set of keys that tells whether a key is new. The chance that two different keys count as the same is about 1e-17 at a million keys and 1e-15 at
 * ten million.
 */
export class KeySet implements Disposable {
  readonly #hash = new Uint32Array(words);
  /** The hashes in the order in which they were added. */
  readonly #pieces: Uint32Array<ArrayBuffer>[] = [];
  /** The index of each slot's key among the hashes. Valid only if the slot has a mark. */
  #slots = new Uint32Array(firstSlots);
  /**
   * One byte of each slot's hash, from 1 on. 0 marks a free slot. The marks are close together in memory, and searches compare hardly any hash in
   * vain.
   */
  #marks = new Uint8Array(firstSlots);
  #size = 0;
  /** The key whose hash is in #hash. A key is mostly added right after it was looked up. */
  #hashed: string | undefined;

  get size(): number {
    return this.#size;
  }

  has(key: string): boolean {
    this.#read(key);
    return this.#marks[this.#find(this.#hash, 0)] !== 0;
  }

  /** Returns the number of the key. Keys are numbered from 0 in the order in which they were added. */
  add(key: string): number {
    this.#read(key);
    return this.addFrom(this.#hash, 0);
  }

  /** Like add(), for the key at this index of an array of hashes. The hashes must come from another set or be distributed as evenly. */
  addFrom(hashes: Uint32Array, place: number): number {
    const from = place * keyWords;
    const slot = this.#find(hashes, from);
    if (this.#marks[slot] !== 0) return this.#slots[slot] ?? 0;
    const number = this.#size;
    const at = (number % inPiece) * words;
    const piece = this.#pieces[number >>> pieceBits] ?? new Uint32Array(inPiece * words);
    if (at === 0) this.#pieces.push(piece);
    // Copying word by word is faster than set().
    for (let word = 0; word < words; word += 1) piece[at + word] = hashes[from + word] ?? 0;
    this.#slots[slot] = number;
    this.#marks[slot] = markOf(hashes[from]);
    this.#size += 1;
    if (this.#size > this.#slots.length * mostFull) this.#grow();
    return number;
  }

  /** Frees its memory at once, because what comes next may need as much before the garbage is collected. */
  [Symbol.dispose](): void {
    for (const { buffer } of [...this.#pieces, this.#slots, this.#marks]) buffer.transfer(0);
  }

  #read(key: string): void {
    if (key === this.#hashed) return;
    // Each character is a byte. Writing hexadecimal digits into a buffer would take as long as the hash itself.
    const bytes = hash('sha256', key, 'binary');
    for (let word = 0; word < words; word += 1) this.#hash[word] = readWord(bytes, word * 4);
    this.#hashed = key;
  }

  /** Returns the slot of this hash, or the free slot where it belongs. */
  #find(hashes: Uint32Array, from: number): number {
    const marks = this.#marks;
    const mask = marks.length - 1;
    const wanted = markOf(hashes[from]);
    for (let slot = (hashes[from + 1] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const mark = marks[slot];
      if (mark === 0 || (mark === wanted && this.#matches(this.#slots[slot] ?? 0, hashes, from))) return slot;
    }
  }

  #matches(number: number, hashes: Uint32Array, from: number): boolean {
    const piece = this.#pieces[number >>> pieceBits];
    const at = (number % inPiece) * words;
    for (let word = 0; word < words; word += 1) {
      if (piece?.[at + word] !== hashes[from + word]) return false;
    }
    return true;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const marks = new Uint8Array(slots.length);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      const piece = this.#pieces[number >>> pieceBits];
      const at = (number % inPiece) * words;
      let slot = (piece?.[at + 1] ?? 0) & mask;
      while (marks[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number;
      marks[slot] = markOf(piece?.[at]);
    }
    this.#slots = slots;
    this.#marks = marks;
  }
}

/** The mark comes from the first word of a hash, the slot from the second. */
function markOf(word = 0): number {
  return 1 + (word % 255);
}

function readWord(bytes: string, at: number): number {
  const low = bytes.charCodeAt(at) | (bytes.charCodeAt(at + 1) << 8);
  return low | (bytes.charCodeAt(at + 2) << 16) | (bytes.charCodeAt(at + 3) << 24);
}
