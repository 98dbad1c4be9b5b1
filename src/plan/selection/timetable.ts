// How many of the notifications that will be sent are put off, and till when.

export interface DueTime {
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly count: number;
}

/** Grows by the different times, of which selectors make few. Takes rows in any order. */
export class Timetable {
  readonly #counts = new Map<number, number>();

  /** Once for each notification that will be sent; undefined means at once. */
  look(due: number | undefined): void {
    if (due !== undefined) this.#add(due, 1);
  }

  state() {
    return [...this.#counts];
  }

  merge(other: ReturnType<Timetable['state']>): void {
    for (const [due, count] of other) this.#add(due, count);
  }

  /** The earliest first. */
  list(): readonly DueTime[] {
    return Array.from(this.#counts, ([due, count]) => ({ due, count })).toSorted((a, b) => a.due - b.due);
  }

  #add(due: number, count: number): void {
    this.#counts.set(due, (this.#counts.get(due) ?? 0) + count);
  }
}
