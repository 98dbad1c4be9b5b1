// Tells which rows give way to an earlier row with the same key. Works block by block, in the order of the file.
import { keyWords } from './key-hashes.ts';
import { KeySet } from './key-set.ts';

export const keyPlaces = {
  free: 0,
  /** A row of an earlier block has taken the key. */
  taken: 1,
  /** Another row has the key, but no row of an earlier block has taken it. Which one takes it is decided when the rows of this block are planned. */
  repeated: 2,
} as const;

/** The rows of one block that have a key. */
export interface NumberedBlock {
  /** The numbers of their keys, in order. */
  readonly numbers: Uint32Array;
  /** Numbers from this one on belong to keys that no earlier block has. */
  readonly firstNew: number;
}

export class TakenKeys implements Disposable {
  readonly #keys = new KeySet();
  /** Indexed by the number of the key. */
  #taken = new Uint8Array(1024);

  [Symbol.dispose](): void {
    this.#keys[Symbol.dispose]();
  }

  /** Blocks must come in the order of the file. */
  number(hashes: Uint32Array): NumberedBlock {
    const firstNew = this.#keys.size;
    const numbers = new Uint32Array(hashes.length / keyWords);
    for (let row = 0; row < numbers.length; row += 1) numbers[row] = this.#keys.addFrom(hashes, row);
    return { numbers, firstNew };
  }

  /** Whether an earlier block has one of these keys and none of its rows has taken it yet. That may still happen while the block is being planned. */
  isOpen({ numbers, firstNew }: NumberedBlock): boolean {
    return numbers.some((number) => number < firstNew && this.#taken[number] !== 1);
  }

  /** Returns one entry for each row. Call it only if no earlier block is open. */
  places({ numbers, firstNew }: NumberedBlock): Uint8Array {
    const places = new Uint8Array(numbers.length);
    let next = firstNew;
    let at = 0;
    for (const number of numbers) {
      const isNew = this.#taken[number] !== 1 && number === next;
      if (isNew) next += 1;
      places[at++] = isNew ? keyPlaces.free : this.#taken[number] === 1 ? keyPlaces.taken : keyPlaces.repeated;
    }
    return places;
  }

  /** `took` is 1 for each row that has taken its key. */
  take({ numbers }: NumberedBlock, took: Uint8Array): void {
    while (this.#taken.length < this.#keys.size) {
      const longer = new Uint8Array(this.#taken.length * 2);
      longer.set(this.#taken);
      this.#taken = longer;
    }
    let at = 0;
    for (const number of numbers) if (took[at++] === 1) this.#taken[number] = 1;
  }
}
