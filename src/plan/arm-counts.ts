// How many notifications will be sent in each arm of a test.
import type { Arm } from '../campaign/assignment.ts';
import type { ArmPlan } from '../generated/plan.ts';

export class ArmCounts {
  /** By number, and whether they are put off. */
  readonly #counts = new Map<string, number>();
  /** Of all who are in one, those included who were sent to before. */
  readonly #people = new Map<number, number>();

  /** Once for each notification that will be sent; `arm` is undefined where there are none. */
  look(arm: number | undefined, isDeferred: boolean): void {
    if (arm !== undefined) this.#add(nameOf(arm, isDeferred), 1);
  }

  /** Once for each row that takes its key. */
  lookAtPerson(arm: number | undefined): void {
    if (arm !== undefined) this.#addPeople(arm, 1);
  }

  state() {
    return { counts: [...this.#counts], people: [...this.#people] };
  }

  merge({ counts, people }: ReturnType<ArmCounts['state']>): void {
    for (const [name, count] of counts) this.#add(name, count);
    for (const [arm, count] of people) this.#addPeople(arm, count);
  }

  /** Of all arms, in written order. */
  list(arms: readonly Arm[]): ArmPlan[] {
    return arms.map(({ name, campId }, arm) => ({
      name,
      camp_id: campId,
      send: this.#counts.get(nameOf(arm, false)) ?? 0,
      deferred: this.#counts.get(nameOf(arm, true)) ?? 0,
    }));
  }

  /** Of each arm, in written order. */
  people(arms: readonly Arm[]): readonly number[] {
    return arms.map((_, arm) => this.#people.get(arm) ?? 0);
  }

  #addPeople(arm: number, count: number): void {
    this.#people.set(arm, (this.#people.get(arm) ?? 0) + count);
  }

  #add(name: string, count: number): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }
}

function nameOf(arm: number, isPutOff: boolean): string {
  return `${arm} ${String(isPutOff)}`;
}
