// Counts all rows and their outcomes. Every row has exactly one outcome.
import type { CampaignPlan } from '../../generated/plan.ts';
import { noneRemoved, removalReasons } from './removal-reasons.ts';
import type { DecidedRow } from './judge-row.ts';
import type { LeftOut } from './selection.ts';

type Counts = CampaignPlan['counts'] & { removed: Required<CampaignPlan['counts']['removed']> };

const countNames = [
  'rows',
  'send',
  'resend',
  'retry',
  'deferred',
  'settled',
  'settled_earlier',
  'in_doubt',
] as const satisfies readonly Exclude<keyof Counts, 'removed'>[];

export class RowCounts {
  readonly #counts: Counts = {
    rows: 0,
    send: 0,
    resend: 0,
    retry: 0,
    deferred: 0,
    settled: 0,
    settled_earlier: 0,
    in_doubt: 0,
    removed: noneRemoved(),
  };

  /** Called once for each row. */
  look(row: LeftOut | DecidedRow): void {
    this.#counts.rows += 1;
    if (row.kind === 'left_out') {
      this.#counts.removed[row.reason] += 1;
      return;
    }
    this.#counts[row.decision.kind] += 1;
    if (row.decision.kind === 'settled' && row.decision.earlier) this.#counts.settled_earlier += 1;
  }

  state(): Counts {
    return this.#counts;
  }

  merge({ removed, ...counts }: Counts): void {
    for (const { reason } of removalReasons) this.#counts.removed[reason] += removed[reason];
    for (const name of countNames) this.#counts[name] += counts[name];
  }

  list(): Counts {
    return this.#counts;
  }
}
