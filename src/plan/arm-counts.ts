// Counts the notifications to be sent in each arm of a test.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { addTo } from '../counts.ts';
import { countOf } from '../numbers.ts';
import type { Arm } from '../campaign/assignment.ts';
import type { ArmPlan } from '../generated/plan.ts';
import type { DecidedRow } from './selection/judge-row.ts';

export class ArmCounts {
  /** The number of notifications, by arm number and whether they are deferred. */
  readonly #counts = new Map<string, number>();
  /** The number of people in each arm, including those already sent to. */
  readonly #people = new Map<number, number>();

  /** The number of people who were sent each arm before, by arm number. */
  readonly #recorded = new Map<number, number>();
  /** How many of those a draw would put into another arm now. */
  readonly #kept = new Map<number, number>();

  /** How many people will be sent another arm than before because the campaign no longer has theirs, by the name of the former arm. */
  readonly #lost = new Map<string, number>();

  /** Called once for each notification to be sent. `arm` is undefined if the campaign has no arms. */
  look(arm: number | undefined, isDeferred: boolean, { lost }: Pick<DecidedRow['arms'], 'lost'>): void {
    if (arm !== undefined) addTo(this.#counts, nameOf(arm, isDeferred));
    if (lost !== undefined) addTo(this.#lost, lost);
  }

  /** Called once for each row that takes its key. */
  lookAtPerson(arm: number | undefined, { drawn, recorded }: DecidedRow['arms']): void {
    if (arm === undefined) return;
    addTo(this.#people, arm);
    if (recorded === undefined) return;
    addTo(this.#recorded, arm);
    if (recorded !== drawn) addTo(this.#kept, arm);
  }

  state() {
    return {
      counts: [...this.#counts],
      people: [...this.#people],
      recorded: [...this.#recorded],
      kept: [...this.#kept],
      lost: [...this.#lost],
    };
  }

  merge({ counts, people, recorded, kept, lost }: ReturnType<ArmCounts['state']>): void {
    for (const [name, count] of counts) addTo(this.#counts, name, count);
    for (const [arm, count] of people) addTo(this.#people, arm, count);
    for (const [arm, count] of recorded) addTo(this.#recorded, arm, count);
    for (const [arm, count] of kept) addTo(this.#kept, arm, count);
    for (const [arm, count] of lost) addTo(this.#lost, arm, count);
  }

  /** All arms, in the order of the file. */
  list(arms: readonly Arm[]): ArmPlan[] {
    return arms.map(({ name, campId }, arm) => ({
      name,
      camp_id: campId,
      send: this.#counts.get(nameOf(arm, false)) ?? 0,
      deferred: this.#counts.get(nameOf(arm, true)) ?? 0,
      ...(this.#recorded.has(arm) && { recorded: this.#recorded.get(arm) ?? 0 }),
      ...(this.#kept.has(arm) && { kept: this.#kept.get(arm) ?? 0 }),
    }));
  }

  diagnostics(campaign: Pick<Campaign, 'file' | 'places'>): readonly Diagnostic[] {
    const help =
      'Put the name back. If the arm is to go, make it a new test, with its own id and camp_ids: these people get a second text of this one.';
    return Array.from(this.#lost, ([name, count]) => {
      const people = countOf(count, 'person who was', 'people who were');
      const message = `${people} sent arm ${name} ${count === 1 ? 'gets' : 'get'} another one: no variant has that name`;
      return warningAt(locateIn(campaign, ['variants']), 'PP397', message, help);
    });
  }

  /** The number of people in each arm, in the order of the file. */
  people(arms: readonly Arm[]): readonly number[] {
    return arms.map((_, arm) => this.#people.get(arm) ?? 0);
  }
}

function nameOf(arm: number, isPutOff: boolean): string {
  return `${arm} ${String(isPutOff)}`;
}
