// The seal: one hash over the set of all notifications to be sent, independent of the order in which they were planned.
import { createHash } from 'node:crypto';

const digestBytes = 32;

/** The version of the seal format. It is part of every seal, so that a new version gives another seal. */
const sealPrefix = 'pp1:';

export function isSeal(text: string): boolean {
  return /^pp1:[0-9a-f]{64}$/v.test(text);
}

/** Log2 of the number of digests in one piece. Pieces avoid a buffer that grows, which would be in memory twice while it is copied. */
const pieceBits = 15;
const inPiece = 2 ** pieceBits;
/** The number of groups. Digests are random, so their first two bytes divide them evenly. */
const heads = 65_536;
/** The number of digests that are hashed with one call. */
const together = 2_048;

/** Collects digests of 32 bytes each. */
export class DigestSet {
  readonly #pieces: Buffer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `digest` must be 64 hex digits. */
  add(digest: string): void {
    const place = this.#size % inPiece;
    if (place === 0) this.#pieces.push(Buffer.alloc(inPiece * digestBytes));
    this.#pieces.at(-1)?.write(digest, place * digestBytes, 'hex');
    this.#size += 1;
  }

  /** `digests` must be 32 bytes each. */
  addAll(digests: Uint8Array): void {
    for (let from = 0; from < digests.length;) {
      const start = startOf(this.#size);
      if (start === 0) this.#pieces.push(Buffer.alloc(inPiece * digestBytes));
      const part = digests.subarray(from, from + inPiece * digestBytes - start);
      this.#pieces.at(-1)?.set(part, start);
      from += part.length;
      this.#size += part.length / digestBytes;
    }
  }

  /** The digests in ascending order. */
  *sorted(): Generator<Buffer> {
    for (const index of this.#order()) {
      const start = startOf(index);
      yield this.#pieceOf(index).subarray(start, start + digestBytes);
    }
  }

  seal(): string {
    const sum = createHash('sha256');
    const block = Buffer.alloc(together * digestBytes);
    let length = 0;
    for (const index of this.#order()) {
      const piece = this.#pieceOf(index);
      const start = startOf(index);
      // Copying so few bytes one by one is faster than copy().
      for (let at = 0; at < digestBytes; at += 1) block[length + at] = piece[start + at] ?? 0;
      length += digestBytes;
      if (length < block.length) continue;
      sum.update(block);
      length = 0;
    }
    return sealPrefix + sum.update(block.subarray(0, length)).digest('hex');
  }

  /** Divides the digests into groups by their first two bytes and sorts each small group. */
  #order(): Uint32Array {
    const ends = new Uint32Array(heads + 1);
    for (let index = 0; index < this.#size; index += 1) count(ends, this.#headOf(index) + 1);
    for (let head = 0; head < heads; head += 1) ends[head + 1] = (ends[head + 1] ?? 0) + (ends[head] ?? 0);
    const order = new Uint32Array(this.#size);
    // Each entry of `ends` begins as the start of its group. After all digests are placed, it is the end.
    for (let index = 0; index < this.#size; index += 1) order[count(ends, this.#headOf(index))] = index;
    let start = 0;
    for (const end of ends.subarray(0, heads)) {
      if (end - start > 1) order.subarray(start, end).sort((a, b) => this.#compare(a, b));
      start = end;
    }
    return order;
  }

  #headOf(index: number): number {
    const piece = this.#pieceOf(index);
    const start = startOf(index);
    return ((piece[start] ?? 0) << 8) | (piece[start + 1] ?? 0);
  }

  /** The first byte after the two equal ones nearly always decides. */
  #compare(one: number, other: number): number {
    const [piece, otherPiece] = [this.#pieceOf(one), this.#pieceOf(other)];
    const [start, otherStart] = [startOf(one), startOf(other)];
    for (let at = 2; at < digestBytes; at += 1) {
      const difference = (piece[start + at] ?? 0) - (otherPiece[otherStart + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #pieceOf(index: number): Buffer {
    const piece = this.#pieces[index >>> pieceBits];
    if (piece === undefined) throw new RangeError(`there is no digest ${index}`);
    return piece;
  }
}

/** The offset of a digest in its piece. */
function startOf(index: number): number {
  return (index % inPiece) * digestBytes;
}

/** Increments a counter and returns its former value. */
function count(counts: Uint32Array, at: number): number {
  const before = counts[at] ?? 0;
  counts[at] = before + 1;
  return before;
}
