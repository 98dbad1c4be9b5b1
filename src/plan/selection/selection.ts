// The stages of selection, at which selectors leave a row of an audience out, defer it, or let it pass.
import type { NotificationKey, Renderer, RenderResult, RowProblem } from '../../message/renderer.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { RemovalReason } from './removal-reasons.ts';

export interface LeftOut {
  readonly kind: 'left_out';
  readonly reason: RemovalReason;
  /** Reported in the plan with the row's number. */
  readonly problem?: RowProblem;
  /** The key of the list that the person is in. */
  readonly list?: string;
  /** The full digest, if only the time leaves it out. A later plan may send it. */
  readonly later?: string;
}

/** When a notification that may be sent now was due, in milliseconds since 1970, and the zone of the person. */
export interface DueIn {
  readonly due: number;
  readonly zone: string;
}

export type SelectorVerdict =
  | { readonly kind: 'pass'; readonly when?: DueIn }
  | LeftOut
  /**
   * The notification is sent, but not before `until`, in milliseconds since 1970. `zone` is the person's zone, if known. `due` is the time from which
   * the deadline counts, if it differs from `until`.
   */
  | { readonly kind: 'put_off'; readonly until: number; readonly zone?: string; readonly due?: number };

/** What is known of a row at each stage. The stages run in this order. */
interface SelectionStages {
  /** The row alone. */
  readonly read: { readonly recipient: Recipient };
  /** Also its key, or the failure to make one. Runs before the ledger lookup. */
  readonly keyed: { readonly recipient: Recipient; readonly made: ReturnType<Renderer['key']> };
  /** Also whether an earlier row of the audience has taken its key. Runs in the order of the file, one row at a time. */
  readonly placed: { readonly recipient: Recipient; readonly key: NotificationKey; readonly isTaken: boolean };
  /** Also its notification, or the failure to render it. Settled rows and rows in doubt may skip this stage. */
  readonly rendered: { readonly recipient: Recipient; readonly key: NotificationKey; readonly made: RenderResult };
  /** The row would be sent now. Runs last, and not for rows that are settled or in doubt. */
  readonly decided: { readonly recipient: Recipient; readonly key: NotificationKey };
}

/** One reason to leave out or defer rows, at one or several stages. Must be pure: the same row gets the same verdict in every audience. */
export type Selector = {
  readonly [Stage in keyof SelectionStages]?: (row: SelectionStages[Stage]) => SelectorVerdict;
};

export const pass: SelectorVerdict = { kind: 'pass' };

/** Joins the selectors of one stage. The first one that leaves the row out decides. Among those that defer it, the latest time wins. */
export function joinSelectors<Row>(
  selectors: readonly (((row: Row) => SelectorVerdict) | undefined)[],
): (row: Row) => SelectorVerdict {
  const asked = selectors.filter((select) => select !== undefined);
  return (row) => {
    let joined = pass;
    for (const select of asked) {
      const verdict = select(row);
      if (verdict.kind === 'left_out') return verdict;
      joined = laterOf(joined, verdict);
    }
    return joined;
  };
}

function laterOf(one: SelectorVerdict, other: SelectorVerdict): SelectorVerdict {
  if (one.kind !== 'put_off' || other.kind !== 'put_off') {
    return other.kind === 'put_off' || (one.kind === 'pass' && one.when === undefined) ? other : one;
  }
  return other.until > one.until ? other : one;
}
