// The selection: what may leave a row of an audience out, put it off, or let it pass, stage by stage.
import type { NotificationKey, Renderer, RenderResult, RowProblem } from '../../message/renderer.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { RemovalReason } from './removal-reasons.ts';

export interface LeftOut {
  readonly kind: 'left_out';
  readonly reason: RemovalReason;
  /** Told in the plan, with the row's number. */
  readonly problem?: RowProblem;
  /** The key of the list that the person is in. */
  readonly list?: string;
  /** The whole digest of what only time leaves out: a later plan may send it. */
  readonly later?: string;
}

/** When a notification that may leave now was due, milliseconds since 1970, and the zone of the person. */
export interface DueIn {
  readonly due: number;
  readonly zone: string;
}

export type SelectorVerdict =
  | { readonly kind: 'pass'; readonly when?: DueIn }
  | LeftOut
  /**
   * What becomes of the row is sent, but not before `until`: milliseconds since 1970. `zone` is the person's, where it is known, and
   * `due` the time from which their deadline counts, where that is another.
   */
  | { readonly kind: 'put_off'; readonly until: number; readonly zone?: string; readonly due?: number };

/** What is known of a row at each stage; they come in this order. */
interface SelectionStages {
  /** The row alone. */
  readonly read: { readonly recipient: Recipient };
  /** Its key too, which may have failed; before the ledger is asked. */
  readonly keyed: { readonly recipient: Recipient; readonly made: ReturnType<Renderer['key']> };
  /** Whether an earlier row of the audience has taken its key; asked in the order of the file, one row at a time. */
  readonly placed: { readonly recipient: Recipient; readonly key: NotificationKey; readonly isTaken: boolean };
  /** Its notification, which may have failed. What is settled or in doubt may not come here. */
  readonly rendered: { readonly recipient: Recipient; readonly key: NotificationKey; readonly made: RenderResult };
  /** It would be sent now: asked last, and of nobody who is settled or in doubt. */
  readonly decided: { readonly recipient: Recipient; readonly key: NotificationKey };
}

/** One reason to leave rows out, or to put them off: it says something at one stage or at several. Pure: the same row has the same verdict in every audience. */
export type Selector = {
  readonly [Stage in keyof SelectionStages]?: (row: SelectionStages[Stage]) => SelectorVerdict;
};

export const pass: SelectorVerdict = { kind: 'pass' };

/** Joins the selectors of one stage: the first that leaves the row out decides, and of those that put it off the latest. */
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
