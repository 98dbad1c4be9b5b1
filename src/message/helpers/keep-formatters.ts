// A cache of Intl's formatters, since making one costs a hundred times its use. The cache has a bound, because locales, zones and currencies come
// from the audience too.

/** The least number of formatters kept of each kind. There are fewer zones, and fewer locales. */
const mostKept = 600;

/** Follows each locale, so that the language of the machine is never used. */
const fallback = 'en';

/** A map of at most twice `most` entries. An entry that is not used while `most` others are added is dropped. */
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

  /** Returns the value of the key. If there is none, makes and keeps it. */
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
 * Makes a formatter once per locale and options. `weight` is the size in bytes of a formatter whose memory the garbage collector does not see. A
 * buffer of that size is kept with it, which the collector sees, so that it frees dropped formatters in time.
 */
export function keepFormatters<O extends object, F>(
  make: (locales: string[], options: O) => F,
  weight = 0,
): (tag: string, options: O) => F {
  const formatterOf = keepFormattersByKey(make, weight);
  return (tag, options) => formatterOf(tag, keyOf(options), () => options);
}

/** Does the same for options that have a key of their own. The options are made only if the formatter is not kept yet. */
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

/** Returns a key for the options, which are a few words and numbers. Writing them as JSON takes longer than formatting. */
function keyOf(options: object): string {
  let key = '';
  for (const [name, value] of Object.entries(options)) if (value !== undefined) key += ` ${name} ${value}`;
  return key;
}

/** The memory that Node.js takes for one, in bytes, which the garbage collector does not see. */
const dateFormatWeight = 32_768;

export function keepDateFormats(): (tag: string, options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat {
  return keepFormatters(
    (locales, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales, options),
    dateFormatWeight,
  );
}
