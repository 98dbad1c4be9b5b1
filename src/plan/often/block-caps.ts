// Caps over the rows of one block: how much room people have before it, and what its rows are sent so far, by all of their identifiers.
import { isSending } from '../decide.ts';
import type { DecidedRow } from '../selection/judge-row.ts';
import type { LeftOut } from '../selection/selection.ts';
import type { PeopleAnswers } from './people-gate.ts';

const capped: LeftOut = { kind: 'left_out', reason: 'capped' };

export class BlockCaps {
  readonly #people: readonly (readonly string[])[];
  readonly #rooms: PeopleAnswers['rooms'] | undefined;
  readonly #sends = new Map<string, Set<number>>();

  /** One entry for each row with a key. Without answers nobody is left out. */
  constructor(people: readonly (readonly string[])[], answers: PeopleAnswers | undefined) {
    this.#people = people;
    this.#rooms = answers?.rooms;
  }

  /** In the order of the rows, each by its place among those with a key. */
  judge(row: DecidedRow | LeftOut, at: number): DecidedRow | LeftOut {
    if (this.#rooms === undefined || row.kind === 'left_out' || !isSending(row.decision)) return row;
    const person = this.#people[at] ?? [];
    // Whom a cap leaves out may get it another time.
    if (this.#count(person) >= (this.#rooms[at] ?? 0)) {
      return row.rendered === undefined ? capped : { ...capped, later: row.rendered.digest };
    }
    for (const identifier of person) {
      this.#sends.set(identifier, (this.#sends.get(identifier) ?? new Set()).add(at));
    }
    return row;
  }

  #count(person: readonly string[]): number {
    return person.reduce(
      (sends, identifier) => sends.union(this.#sends.get(identifier) ?? new Set()),
      new Set<number>(),
    ).size;
  }
}
