// How many notifications will be sent in each step of a rollout.
import { showPause, type RolloutStep } from '../campaign/schedule/rollout.ts';
import type { StepPlan } from '../generated/plan.ts';

/** What is known of a step before requests are cut. */
export type CountedStep = Omit<StepPlan, 'requests' | 'eta_seconds'>;

/** When the people of a step are sent to, as far as their own times go. */
export interface StepTimes {
  /** How many now. */
  readonly sent: number;
  /** How many later, the earliest first; milliseconds since 1970. */
  readonly deferred: readonly { readonly due: number; readonly count: number }[];
}

/** Grows by the different times at which people are due. */
export class RolloutCounts {
  /** By when they are due; 0 is now. */
  readonly #steps: Map<number, number>[] = [];

  /** Once for each notification that will be sent; `step` is undefined where there are none, `due` where it is sent now. */
  look(step: number | undefined, due?: number): void {
    if (step !== undefined) this.#add(step, due ?? 0, 1);
  }

  state() {
    return this.#steps.map((times) => [...times]);
  }

  merge(other: ReturnType<RolloutCounts['state']>): void {
    for (const [step, times] of other.entries()) {
      for (const [due, count] of times) this.#add(step, due, count);
    }
  }

  /** Counts of all steps, in their order. */
  list(steps: readonly RolloutStep[]): CountedStep[] {
    return steps.map(({ upTo, pause }, step) => ({
      // 0.07 times 100 is 7.000000000000001
      share: Number((upTo * 100).toPrecision(12)),
      send: this.#timesOf(step).sent,
      deferred: this.#timesOf(step).deferred.reduce((sum, { count }) => sum + count, 0),
      pause: pause === undefined ? null : showPause(pause),
    }));
  }

  /** Times of all steps, in their order. */
  times(steps: readonly RolloutStep[]): StepTimes[] {
    return steps.map((_, step) => this.#timesOf(step));
  }

  #timesOf(step: number): StepTimes {
    const times = [...(this.#steps[step] ?? [])];
    return {
      sent: times.find(([due]) => due === 0)?.[1] ?? 0,
      deferred: times.flatMap(([due, count]) => (due === 0 ? [] : [{ due, count }])).toSorted((a, b) => a.due - b.due),
    };
  }

  #add(step: number, due: number, count: number): void {
    while (this.#steps.length <= step) this.#steps.push(new Map());
    const times = this.#steps[step];
    times?.set(due, (times.get(due) ?? 0) + count);
  }
}
