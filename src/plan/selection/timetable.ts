// Counts the notifications that are deferred, by due time and zone.

export interface DueTime {
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly zone: string;
  readonly count: number;
}

/** Its memory grows with the different times and zones, which are few. Takes rows in any order. */
export class Timetable {
  readonly #times = new Map<string, DueTime>();

  /** Called once for each deferred notification. */
  look(due: number, zone: string): void {
    this.#add({ due, zone, count: 1 });
  }

  state() {
    return this.list();
  }

  merge(other: ReturnType<Timetable['state']>): void {
    for (const time of other) this.#add(time);
  }

  /** The earliest first. */
  list(): readonly DueTime[] {
    return [...this.#times.values()].toSorted((a, b) => a.due - b.due || (a.zone < b.zone ? -1 : 1));
  }

  #add({ due, zone, count }: DueTime): void {
    const name = `${due} ${zone}`;
    this.#times.set(name, { due, zone, count: count + (this.#times.get(name)?.count ?? 0) });
  }
}
