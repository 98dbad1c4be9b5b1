// The texts that the expressions of one field have printed. One list is used for all fields of all rows: a new list each time took a tenth of the
// memory of a row.
import type { Suspicion } from './suspect-signs.ts';

export class Pieces {
  readonly #texts: string[] = [];
  #count = 0;

  /** Forgets the pieces so far. */
  begin(): void {
    this.#count = 0;
  }

  add(text: string): void {
    this.#texts[this.#count] = text;
    this.#count += 1;
  }

  some(isSuspect: Suspicion): boolean {
    for (let index = 0; index < this.#count; index += 1) if (isSuspect(this.#texts[index] ?? '')) return true;
    return false;
  }

  list(): readonly string[] {
    return this.#texts.slice(0, this.#count);
  }
}
