// The seal: one hash over the set of all notifications that will be sent, whatever order they were planned in.
import { createHash } from 'node:crypto';

const digestBytes = 32;

/** The version of the way seals are made. It is part of every seal, so that a change of it reads as another seal. */
const sealPrefix = 'pp1:';

export function isSeal(text: string): boolean {
  return /^pp1:[0-9a-f]{64}$/v.test(text);
}

/** So many stand in one piece: a buffer that grows would be there twice while it does. */
const inPiece = 32_768;
/** Digests are random: their first two bytes divide them evenly. */
const heads = 65_536;
/** Hashed at a time. */
const together = 2_048;

/** Collects digests, 32 bytes each. */
export class DigestSet {
  readonly #pieces: Buffer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `digest` is 64 hex digits. */
  add(digest: string): void {
    const place = this.#size % inPiece;
    if (place === 0) this.#pieces.push(Buffer.alloc(inPiece * digestBytes));
    this.#pieces.at(-1)?.write(digest, place * digestBytes, 'hex');
    this.#size += 1;
  }

  /** The digests, ascending. */
  *sorted(): Generator<Buffer> {
    for (const index of this.#order()) yield this.#digest(index);
  }

  seal(): string {
    const sum = createHash('sha256');
    const block = Buffer.alloc(together * digestBytes);
    let length = 0;
    for (const digest of this.sorted()) {
      length += digest.copy(block, length);
      if (length < block.length) continue;
      sum.update(block);
      length = 0;
    }
    return sealPrefix + sum.update(block.subarray(0, length)).digest('hex');
  }

  /** Divided by their heads, and then each of these few sorted by itself. */
  #order(): Uint32Array {
    const ends = new Uint32Array(heads + 1);
    for (let index = 0; index < this.#size; index += 1) this.#count(ends, this.#headOf(index) + 1);
    for (let head = 0; head < heads; head += 1) ends[head + 1] = (ends[head + 1] ?? 0) + (ends[head] ?? 0);
    const order = new Uint32Array(this.#size);
    // What begins as the start of each head is its end once all are placed.
    for (let index = 0; index < this.#size; index += 1) order[this.#count(ends, this.#headOf(index))] = index;
    let start = 0;
    for (const end of ends.subarray(0, heads)) {
      if (end - start > 1) order.subarray(start, end).sort((a, b) => this.#digest(a).compare(this.#digest(b)));
      start = end;
    }
    return order;
  }

  /** Gives what it was. */
  #count(counts: Uint32Array, at: number): number {
    const before = counts[at] ?? 0;
    counts[at] = before + 1;
    return before;
  }

  #headOf(index: number): number {
    return this.#digest(index).readUInt16BE(0);
  }

  #digest(index: number): Buffer {
    const start = (index % inPiece) * digestBytes;
    const piece = this.#pieces[Math.floor(index / inPiece)];
    if (piece === undefined) throw new RangeError(`there is no digest ${index}`);
    return piece.subarray(start, start + digestBytes);
  }
}
