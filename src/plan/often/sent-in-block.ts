// What the rows of one block are sent so far, by all identifiers of their people.

export class SentInBlock {
  readonly #sends = new Map<string, Set<number>>();

  count(person: readonly string[]): number {
    const [first, ...others] = person.flatMap((identifier) => this.#sends.get(identifier) ?? []);
    if (first === undefined) return 0;
    return others.reduce((sends, more) => sends.union(more), first).size;
  }

  /** Of a row by its place in the block. */
  add(person: readonly string[], row: number): void {
    for (const identifier of person) {
      const sends = this.#sends.get(identifier);
      if (sends === undefined) this.#sends.set(identifier, new Set([row]));
      else sends.add(row);
    }
  }
}
