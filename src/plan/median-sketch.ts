// The approximate median of any number of values in a fixed amount of memory. The order of the values and how they were merged have no effect.
import type { FigureKind } from '../message/figure.ts';

/** Numbers from 2^-20 to 2^44 have 128 buckets for each power of two. Numbers closer to zero share one bucket, and so do larger numbers. */
const leastExponent = -20;
const powers = 64;
const mantissaBits = 7;
const numberBuckets = powers << mantissaBits;
const firstBits = (1023 + leastExponent) << mantissaBits;

/** Days from 1900 to 2099 have one bucket each. Earlier days share the first bucket, later ones the last. */
const firstDay = Date.UTC(1900, 0, 1) / 86_400_000;
const dayBuckets = Date.UTC(2100, 0, 1) / 86_400_000 - firstDay;

export class MedianSketch {
  readonly #kind: FigureKind;
  readonly #counts: Uint32Array;
  /** The smallest value of each bucket, so that the result is always one of the values. */
  readonly #least: Float64Array;
  readonly #bits = new DataView(new ArrayBuffer(8));
  #total = 0;

  constructor(kind: FigureKind) {
    const size = kind === 'date' ? dayBuckets : 2 * numberBuckets + 1;
    this.#kind = kind;
    this.#counts = new Uint32Array(size);
    this.#least = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  }

  /** `value` must be finite and not -0. */
  add(value: number): void {
    this.#put(this.#bucketOf(value), 1, value);
  }

  /** The buckets that hold values. There are few if there are few values. */
  state() {
    const full: { readonly bucket: number; readonly count: number; readonly least: number }[] = [];
    for (let bucket = 0; bucket < this.#counts.length; bucket += 1) {
      const count = this.#counts[bucket] ?? 0;
      if (count > 0) full.push({ bucket, count, least: this.#least[bucket] ?? 0 });
    }
    return full;
  }

  /** Adds all values of the other sketch, which must have the same kind. */
  merge(other: ReturnType<MedianSketch['state']>): void {
    for (const { bucket, count, least } of other) this.#put(bucket, count, least);
  }

  /**
   * Returns the median, or the lower one of the two middle values. The result is one of the added values and at most 1/128 (0.8%) below the true
   * median. It is exact for days, and if its bucket holds only one value. In the first and the last bucket the error is not limited. Undefined
   * without values.
   */
  median(): number | undefined {
    let rest = Math.ceil(this.#total / 2);
    for (const [bucket, count] of this.#counts.entries()) {
      rest -= count;
      if (count > 0 && rest <= 0) return this.#least[bucket];
    }
    return undefined;
  }

  #put(bucket: number, count: number, least: number): void {
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
    if (least < (this.#least[bucket] ?? 0)) this.#least[bucket] = least;
    this.#total += count;
  }

  /** Buckets are in the order of their values. */
  #bucketOf(value: number): number {
    if (this.#kind === 'date') return clamp(value - firstDay, dayBuckets - 1);
    if (value === 0) return numberBuckets;
    this.#bits.setFloat64(0, Math.abs(value));
    // The first bits of a double: its exponent, then the first bits after the leading one.
    const magnitude = clamp((this.#bits.getUint32(0) >>> (20 - mantissaBits)) - firstBits, numberBuckets - 1);
    return value < 0 ? numberBuckets - 1 - magnitude : numberBuckets + 1 + magnitude;
  }
}

function clamp(index: number, most: number): number {
  return Math.min(Math.max(index, 0), most);
}
