// The keys seen in one audience, as 128-bit hashes in a typed array: 16 to 48 bytes a key, and nothing for the garbage collector to walk.
import { hash } from 'node:crypto';

const wordsPerKey = 4;
const firstCapacity = 1024;

/** Says whether a key is new. Two different keys are taken for the same with a chance of about 1e-26 at a million keys. */
export class KeySet {
  #slots = new Uint32Array(firstCapacity * wordsPerKey);
  #capacity = firstCapacity;
  #size = 0;
  readonly #word = Buffer.alloc(wordsPerKey * 4);

  has(key: string): boolean {
    this.#read(key);
    return this.#isTaken(this.#find(this.#slots, this.#capacity));
  }

  add(key: string): void {
    this.#read(key);
    const slot = this.#find(this.#slots, this.#capacity);
    if (this.#isTaken(slot)) return;
    this.#put(this.#slots, slot);
    this.#size += 1;
    if (this.#size * 3 > this.#capacity * 2) this.#grow();
  }

  #read(key: string): void {
    this.#word.write(hash('sha256', key, 'hex').slice(0, wordsPerKey * 8), 'hex');
    // All zeros mean a free slot.
    if (this.#word.readUInt32LE(0) === 0) this.#word.writeUInt32LE(1, 0);
  }

  #find(slots: Uint32Array, capacity: number): number {
    const mask = capacity - 1;
    for (let slot = this.#word.readUInt32LE(4) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * wordsPerKey;
      if (slots[at] === 0 || this.#matches(slots, at)) return at;
    }
  }

  #matches(slots: Uint32Array, at: number): boolean {
    for (let word = 0; word < wordsPerKey; word += 1) {
      if (slots[at + word] !== this.#word.readUInt32LE(word * 4)) return false;
    }
    return true;
  }

  #isTaken(at: number): boolean {
    return this.#slots[at] !== 0;
  }

  #put(slots: Uint32Array, at: number): void {
    for (let word = 0; word < wordsPerKey; word += 1) slots[at + word] = this.#word.readUInt32LE(word * 4);
  }

  #grow(): void {
    const old = this.#slots;
    const capacity = this.#capacity * 2;
    const slots = new Uint32Array(capacity * wordsPerKey);
    for (let at = 0; at < old.length; at += wordsPerKey) {
      if (old[at] === 0) continue;
      for (let word = 0; word < wordsPerKey; word += 1) this.#word.writeUInt32LE(old[at + word] ?? 0, word * 4);
      this.#put(slots, this.#find(slots, capacity));
    }
    this.#slots = slots;
    this.#capacity = capacity;
  }
}
