// How many notifications will be sent in each step of a rollout.
import { showPause, type RolloutStep } from '../campaign/schedule/rollout.ts';
import type { StepPlan } from '../generated/plan.ts';

/** What is known of a step before requests are cut. */
export type CountedStep = Omit<StepPlan, 'requests' | 'eta_seconds'>;

export class RolloutCounts {
  readonly #sent: number[] = [];
  readonly #deferred: number[] = [];

  /** Once for each notification that will be sent; `step` is undefined where there are none. */
  look(step: number | undefined, isDeferred: boolean): void {
    if (step !== undefined) add(isDeferred ? this.#deferred : this.#sent, step, 1);
  }

  state() {
    return { sent: [...this.#sent], deferred: [...this.#deferred] };
  }

  merge({ sent, deferred }: ReturnType<RolloutCounts['state']>): void {
    for (const [step, count] of sent.entries()) add(this.#sent, step, count);
    for (const [step, count] of deferred.entries()) add(this.#deferred, step, count);
  }

  /** Of all steps, in their order. */
  list(steps: readonly RolloutStep[]): CountedStep[] {
    return steps.map(({ upTo, pause }, step) => ({
      // 0.07 times 100 is 7.000000000000001
      share: Number((upTo * 100).toPrecision(12)),
      send: this.#sent[step] ?? 0,
      deferred: this.#deferred[step] ?? 0,
      pause: pause === undefined ? null : showPause(pause),
    }));
  }
}

function add(counts: number[], step: number, count: number): void {
  while (counts.length <= step) counts.push(0);
  counts[step] = (counts[step] ?? 0) + count;
}
