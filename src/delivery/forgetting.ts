// The port through which a ledger forgets a person.
import type { Identity } from './envelope.ts';

export interface ForgetOrder {
  /** What is known of the person: one identity each, in its comparable form. */
  readonly person: readonly Identity[];
  /** Whether the ledger is to lose also what tells that this person was sent to, and that nothing may be sent any more. */
  readonly withHistory: boolean;
  readonly who: string;
  readonly reason: string;
}

export interface ForgottenInLedger {
  /** Notifications that waited in runs: they count as not sent. */
  readonly waiting: number;
  /** Notifications that may have been received: they stay in doubt, and nothing tells any more whose they are. */
  readonly inDoubt: number;
  /** Sendings that nobody can be told from any more; null where the history was not asked for. */
  readonly history: number | null;
  /** How many identifiers the ledger has on its list of the forgotten because of this order; 0 with the history. */
  readonly listed: number;
}

export interface Forgetter {
  /** All of it or nothing. A person is found by any of their identifiers, and then all that are known are taken. */
  forget(order: ForgetOrder): Promise<ForgottenInLedger>;
}
