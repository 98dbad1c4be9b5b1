// Counts the notifications with one kind of finding of the copy audit, and remembers the worst.

export interface Worst {
  readonly row: number;
  readonly measure: number;
  /** A description without any data. The last one if there were several in the row. */
  readonly what: string;
  /** The field of the campaign, such as "locales.tr.title". Undefined if the finding is about the whole notification. */
  readonly field?: string | undefined;
}

/** A finding in one notification. */
interface FoundInRow extends Worst {
  /** The tag of the recipient's language. */
  readonly locale?: string | undefined;
}

export class CopyTally {
  /** The number of notifications with the finding. */
  count = 0;
  #worst: Worst | undefined;
  #row = 0;
  #inRow = 0;
  #least = Number.POSITIVE_INFINITY;
  /** How many of them are in each language, by its tag. */
  readonly #locales = new Map<string, number>();

  /** Rows must come in the order of the file. Several findings in one row are added up. If two rows are equal, the earlier one stays the worst. */
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

  /** `other` must hold the rows that come next. */
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

  /** Undefined if nothing was added. */
  get worst(): Worst | undefined {
    return this.#worst;
  }

  /** Whether some are worse than others. */
  get differs(): boolean {
    return this.count > 1 && Math.min(this.#least, this.#inRow) < (this.#worst?.measure ?? 0);
  }
}
