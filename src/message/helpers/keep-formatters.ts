// Intl's formatters, kept: making one costs a hundred times its use. What is kept has a bound, since locales, zones and currencies come from the audience too.

/** How many of a kind are kept at least: more than there are zones, or locales. */
const mostKept = 600;

/** Stands behind each locale, so that nothing ever falls back to the language of the machine. */
const fallback = 'en';

/** A map of at most twice `most` entries: one that is not asked for while `most` others are made is dropped. */
export class RecentlyUsed<V> {
  readonly #most: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** What is kept under the key, made where nothing is. */
  get(key: string, make: () => V): V {
    const known = this.#young.get(key);
    if (known !== undefined) return known;
    const value = this.#old.get(key) ?? make();
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#old.delete(key);
    this.#young.set(key, value);
    return value;
  }
}

interface Weighed<F> {
  readonly formatter: F;
  readonly weight: ArrayBuffer | undefined;
}

/**
 * Makes a formatter once per locale and options. `weight` is for those whose memory the garbage collector does not see, in bytes: it
 * sees that of a buffer, and so collects in time what is let go.
 */
export function keepFormatters<O extends object, F>(
  make: (locales: string[], options: O) => F,
  weight = 0,
): (tag: string, options: O) => F {
  const formatterOf = keepFormattersByKey(make, weight);
  return (tag, options) => formatterOf(tag, keyOf(options), () => options);
}

/** The same for options that have a key of their own, and need not be made where their formatter is kept. */
export function keepFormattersByKey<O extends object, F>(
  make: (locales: string[], options: O) => F,
  weight = 0,
): (tag: string, key: string, options: () => O) => F {
  const kept = new RecentlyUsed<Weighed<F>>(mostKept);
  return (tag, key, options) =>
    kept.get(`${tag} ${key}`, () => ({
      formatter: make([tag, fallback], options()),
      weight: weight === 0 ? undefined : new ArrayBuffer(weight),
    })).formatter;
}

/** Options are a few words and numbers: to write them as JSON takes longer than to format. */
function keyOf(options: object): string {
  let key = '';
  for (const [name, value] of Object.entries(options)) if (value !== undefined) key += ` ${name} ${value}`;
  return key;
}

/** In bytes: what Node.js takes for one is not seen by the garbage collector. */
const dateFormatWeight = 32_768;

export function keepDateFormats(): (tag: string, options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat {
  return keepFormatters(
    (locales, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales, options),
    dateFormatWeight,
  );
}
