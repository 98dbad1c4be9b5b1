// The keys seen in one audience, as 96-bit hashes in typed arrays: 19 to 27 bytes a key, and nothing for the garbage collector to walk.
import { hash } from 'node:crypto';
import { keyWords } from './key-hashes.ts';

/** So many hashes stand in one piece, two to the power of these bits: an array that grows would be there twice while it does. */
const pieceBits = 14;
const inPiece = 2 ** pieceBits;
const firstSlots = 2048;
/** Of 32 bits each, that are kept of a hash. */
const words = 3;
/** Of the slots; above it searches become long. */
const mostFull = 0.7;

/** Says whether a key is new. Two different keys are taken for the same with a chance of about 1e-17 at a million keys, 1e-15 at ten million. */
export class KeySet implements Disposable {
  readonly #hash = new Uint32Array(words);
  /** In the order in which they were added. */
  readonly #pieces: Uint32Array<ArrayBuffer>[] = [];
  /** Where a key stands among the hashes; meant only where its mark is there. */
  #slots = new Uint32Array(firstSlots);
  /** Of each slot a byte of its hash, from 1 on; 0 is a free slot. They stand close to each other, so that nearly no other hash is looked at. */
  #marks = new Uint8Array(firstSlots);
  #size = 0;
  /** The key whose hash is in #hash: a key is mostly added right after it was looked for. */
  #hashed: string | undefined;

  get size(): number {
    return this.#size;
  }

  has(key: string): boolean {
    this.#read(key);
    return this.#marks[this.#find(this.#hash, 0)] !== 0;
  }

  /** The number of the key, which counts the keys from 0 in the order in which they were added. */
  add(key: string): number {
    this.#read(key);
    return this.addFrom(this.#hash, 0);
  }

  /** The same for the key that stands at this place among hashes: those of another set, or any that are spread as evenly. */
  addFrom(hashes: Uint32Array, place: number): number {
    const from = place * keyWords;
    const slot = this.#find(hashes, from);
    if (this.#marks[slot] !== 0) return this.#slots[slot] ?? 0;
    const number = this.#size;
    const at = (number % inPiece) * words;
    const piece = this.#pieces[number >>> pieceBits] ?? new Uint32Array(inPiece * words);
    if (at === 0) this.#pieces.push(piece);
    // Word by word: to set them at once takes longer.
    for (let word = 0; word < words; word += 1) piece[at + word] = hashes[from + word] ?? 0;
    this.#slots[slot] = number;
    this.#marks[slot] = markOf(hashes[from]);
    this.#size += 1;
    if (this.#size > this.#slots.length * mostFull) this.#grow();
    return number;
  }

  /** Gives its memory back at once: what comes next may take as much before garbage is collected. */
  [Symbol.dispose](): void {
    for (const { buffer } of [...this.#pieces, this.#slots, this.#marks]) buffer.transfer(0);
  }

  #read(key: string): void {
    if (key === this.#hashed) return;
    // A character is a byte: to write hexadecimal digits into a buffer takes as long as the hash.
    const bytes = hash('sha256', key, 'binary');
    for (let word = 0; word < words; word += 1) this.#hash[word] = readWord(bytes, word * 4);
    this.#hashed = key;
  }

  /** The slot of the hash that stands there, or the free one where it belongs. */
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

/** Of the first word; the second says the slot. */
function markOf(word = 0): number {
  return 1 + (word % 255);
}

function readWord(bytes: string, at: number): number {
  const low = bytes.charCodeAt(at) | (bytes.charCodeAt(at + 1) << 8);
  return low | (bytes.charCodeAt(at + 2) << 16) | (bytes.charCodeAt(at + 3) << 24);
}
