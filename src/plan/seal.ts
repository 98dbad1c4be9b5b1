// The seal: one hash over the set of all notifications that will be sent, whatever order they were planned in.
import { createHash } from 'node:crypto';

const digestBytes = 32;

/** The version of the way seals are made. It is part of every seal, so that a change of it reads as another seal. */
const sealPrefix = 'pp1:';

export function isSeal(text: string): boolean {
  return /^pp1:[0-9a-f]{64}$/v.test(text);
}

/** Collects digests, 32 bytes each. */
export class DigestSet {
  #bytes = Buffer.alloc(1024 * digestBytes);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `digest` is 64 hex digits. */
  add(digest: string): void {
    if ((this.#size + 1) * digestBytes > this.#bytes.length) {
      const larger = Buffer.alloc(this.#bytes.length * 2);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    this.#bytes.write(digest, this.#size * digestBytes, 'hex');
    this.#size += 1;
  }

  /** The digests, ascending. */
  *sorted(): Generator<Buffer> {
    for (const index of this.#order()) yield this.#bytes.subarray(index * digestBytes, (index + 1) * digestBytes);
  }

  seal(): string {
    const sum = createHash('sha256');
    for (const digest of this.sorted()) sum.update(digest);
    return sealPrefix + sum.digest('hex');
  }

  // Digests are random: their first 48 bits order nearly all of them, a comparison of the bytes the rest.
  #order(): Uint32Array {
    const order = Uint32Array.from({ length: this.#size }, (_, index) => index);
    const heads = Float64Array.from({ length: this.#size }, (_, index) =>
      this.#bytes.readUIntBE(index * digestBytes, 6),
    );
    return order.toSorted((a, b) => (heads[a] ?? 0) - (heads[b] ?? 0) || this.#compare(a, b));
  }

  #compare(a: number, b: number): number {
    return this.#bytes.compare(
      this.#bytes,
      b * digestBytes,
      (b + 1) * digestBytes,
      a * digestBytes,
      (a + 1) * digestBytes,
    );
  }
}
