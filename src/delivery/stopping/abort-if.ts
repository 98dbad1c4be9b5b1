// Checks a campaign's abort_if while it is sent: whether too much is refused or rejected to continue.
import type { AbortLimit } from '../../campaign/campaign.ts';
import type { Outcome } from '../outcome.ts';

/** Shares are judged only after this many are settled; counts at once. */
const enoughToJudge = 200;

export interface Excess extends AbortLimit {
  readonly count: number;
  /** Counted in this delivery only: somebody who resumes a run has decided to continue, so the count starts at zero. */
  readonly settled: number;
}

export class AbortWatch {
  readonly #limits: readonly AbortLimit[];
  readonly #counts = new Map<string, number>();
  #settled = 0;

  constructor(limits: readonly AbortLimit[]) {
    this.#limits = limits;
  }

  /** Counts committed outcomes. Returns the first limit that they exceed. */
  record(outcomes: readonly Outcome[]): Excess | undefined {
    for (const outcome of outcomes) this.#count(outcome);
    const settled = this.#settled;
    return this.#limits.map((limit) => ({ ...limit, count: this.#counts.get(limit.of) ?? 0, settled })).find(exceeds);
  }

  #count(outcome: Outcome): void {
    if (outcome.kind === 'not_sent' || outcome.kind === 'repeated') return;
    this.#settled++;
    this.#add(outcome.kind);
    if (outcome.kind === 'refused') this.#add(outcome.reason);
  }

  #add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}

function exceeds({ limit, count, settled }: Excess): boolean {
  if (limit.kind === 'count') return count > limit.count;
  return settled >= enoughToJudge && count > limit.share * settled;
}
