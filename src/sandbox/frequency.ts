// The account's frequency cap: pushes per user and UTC day.

const day = 86_400_000;

export class FrequencyCap {
  readonly #cap: number;
  #day = 0;
  #counts = new Map<string, number>();

  constructor(cap: number) {
    this.#cap = cap;
  }

  isReached(person: string, now: number): boolean {
    return (this.#today(now).get(person) ?? 0) >= this.#cap;
  }

  count(person: string, now: number): void {
    const counts = this.#today(now);
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }

  #today(now: number): Map<string, number> {
    const today = Math.floor(now / day);
    if (today !== this.#day) {
      this.#day = today;
      this.#counts = new Map();
    }
    return this.#counts;
  }
}
