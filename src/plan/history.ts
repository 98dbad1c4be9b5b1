// The port through which plan asks what is known of a notification. Ledgers implement it.

/**
 * What the ledger knows of a notification key. `generation` counts the sends of a key from 0; `digest` is that of what was sent,
 * `got` that of what was accepted last, when something came after it.
 */
export type Known =
  | { readonly kind: 'unknown'; readonly generation: number }
  | { readonly kind: 'accepted'; readonly generation: number; readonly digest: string }
  | {
      readonly kind: 'refused' | 'rejected';
      readonly generation: number;
      readonly digest: string;
      readonly got?: string;
    }
  | { readonly kind: 'in_doubt'; readonly generation: number };

export interface History {
  /**
   * One entry per key, in order. `generation` of an unknown key is the one that a send would take (0, or one above a rejection that
   * was opened again); of a known key the one it was sent with, or that of such a rejection after it. Called with blocks of rows, not with single ones.
   */
  lookup(campaign: string, keys: readonly string[]): Promise<readonly Known[]>;
  /** How many notifications of this campaign the newest run planned that planned any; undefined before its first run. */
  sentLast(campaign: string): Promise<number | undefined>;
}

/** For a plan without a ledger: nobody has been sent to. */
export const noHistory: History = {
  lookup: async (_campaign, keys) => keys.map(() => ({ kind: 'unknown', generation: 0 })),
  sentLast: async () => undefined,
};
