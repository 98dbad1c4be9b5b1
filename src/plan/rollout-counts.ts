// Counts the notifications to be sent in each step of a rollout.
import { showPause, type RolloutStep } from '../campaign/schedule/rollout.ts';
import type { StepPlan } from '../generated/plan.ts';

/** What is known of a step before it is divided into requests. */
export type CountedStep = Omit<StepPlan, 'requests' | 'eta_seconds'>;

/** When the people of a step are sent to, considering only their own sending times. */
export interface StepTimes {
  /** The number of people sent to now. */
  readonly sent: number;
  /** The numbers of people sent to later, the earliest first. `due` is in milliseconds since 1970. */
  readonly deferred: readonly { readonly due: number; readonly count: number }[];
}

/** Its memory grows with the number of different due times. */
export class RolloutCounts {
  /** For each step, counts by due time. 0 means now. */
  readonly #steps: Map<number, number>[] = [];

  /** Called once for each notification to be sent. `step` is undefined if there is no rollout, `due` if it is sent now. */
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

  /** The counts of all steps, in order. */
  list(steps: readonly RolloutStep[]): CountedStep[] {
    return steps.map(({ upTo, pause }, step) => ({
      // 0.07 * 100 is 7.000000000000001
      share: Number((upTo * 100).toPrecision(12)),
      send: this.#timesOf(step).sent,
      deferred: this.#timesOf(step).deferred.reduce((sum, { count }) => sum + count, 0),
      pause: pause === undefined ? null : showPause(pause),
    }));
  }

  /** The times of all steps, in order. */
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
