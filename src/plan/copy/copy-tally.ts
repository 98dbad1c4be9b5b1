// One thing that the copy audit counts: in how many notifications it was found, and which of them is the worst.

export interface Worst {
  readonly row: number;
  readonly measure: number;
  /** What was found there, in words without any data; the last of it where it was found several times. */
  readonly what: string;
  /** The campaign's field that it was found in, "locales.tr.title"; undefined where it is about the whole notification. */
  readonly field?: string | undefined;
}

/** What was found in one notification. */
interface FoundInRow extends Worst {
  /** The tag of the recipient's language. */
  readonly locale?: string | undefined;
}

export class CopyTally {
  /** Notifications in which it was found. */
  count = 0;
  #worst: Worst | undefined;
  #row = 0;
  #inRow = 0;
  #least = Number.POSITIVE_INFINITY;
  /** How many of them in each language, by its tag. */
  readonly #locales = new Map<string, number>();

  /** Rows come in file order; what is found several times in one row is added up. A tie goes to the earlier row. */
  add({ row, measure, what, field, locale }: FoundInRow): void {
    if (row === this.#row) this.#inRow += measure;
    else {
      if (this.count > 0) this.#least = Math.min(this.#least, this.#inRow);
      this.count += 1;
      if (locale !== undefined) this.#addLocale(locale, 1);
      this.#row = row;
      this.#inRow = measure;
    }
    if (this.#worst === undefined || this.#inRow > this.#worst.measure) {
      this.#worst = { row, measure: this.#inRow, what, field };
    }
  }

  state() {
    return {
      count: this.count,
      worst: this.#worst,
      row: this.#row,
      inRow: this.#inRow,
      least: this.#least,
      locales: this.locales,
    };
  }

  /** `other` is of the rows that come next. */
  merge({ count, worst, row, inRow, least, locales }: ReturnType<CopyTally['state']>): void {
    if (worst === undefined) return;
    if (this.count > 0) this.#least = Math.min(this.#least, this.#inRow);
    this.#least = Math.min(this.#least, least);
    this.count += count;
    for (const [locale, found] of locales) this.#addLocale(locale, found);
    this.#row = row;
    this.#inRow = inRow;
    if (this.#worst === undefined || worst.measure > this.#worst.measure) this.#worst = worst;
  }

  get locales(): readonly (readonly [string, number])[] {
    return [...this.#locales];
  }

  #addLocale(locale: string, found: number): void {
    this.#locales.set(locale, (this.#locales.get(locale) ?? 0) + found);
  }

  /** Undefined when nothing was added. */
  get worst(): Worst | undefined {
    return this.#worst;
  }

  /** Whether one of them is worse than another. */
  get differs(): boolean {
    return this.count > 1 && Math.min(this.#least, this.#inRow) < (this.#worst?.measure ?? 0);
  }
}
