// The port through which a ledger deletes what it knows of a person.
import type { Identity } from './envelope.ts';

export interface ForgetOrder {
  /** All that is known of the person: identities in comparable form. */
  readonly person: readonly Identity[];
  /** Whether to delete also the records that this person was sent to and may not be sent to again. */
  readonly withHistory: boolean;
  readonly who: string;
  readonly reason: string;
}

export interface ForgottenInLedger {
  /** Notifications that waited in runs. They count as not sent. */
  readonly waiting: number;
  /** Notifications that may have been received. They stay in doubt, and can no longer be traced to the person. */
  readonly inDoubt: number;
  /** Sends that can no longer be traced to the person; null if `withHistory` was false. */
  readonly history: number | null;
  /** How many identifiers this order put on the ledger's list of forgotten people; 0 if `withHistory` was true. */
  readonly listed: number;
}

export interface Forgetter {
  /** Deletes everything or nothing. A person is found by any of their identifiers; then all their known identifiers are deleted. */
  forget(order: ForgetOrder): Promise<ForgottenInLedger>;
}
