// The port of the vendor: what its API can do, and what its words mean. A plain value; Sender and DeliveryLog do the communication.
import type { EnvelopeParts } from '../message/envelope-parts.ts';
import type { Envelope, Identity } from './envelope.ts';
import type { OwnErrors } from './stopping/explain-error.ts';
import type { SettledAs, Settlement } from './ledger.ts';

export interface Vendor {
  /** The maximum number of notifications in a request, 1 to `mostInClaim` of the ledger. */
  readonly mostInRequest: number;
  /** Milliseconds after which a request is always given up. */
  readonly requestTimeout: number;
  /**
   * How an answer identifies notifications. `identity`: by person, so nobody may be in a request twice, since the two could not be
   * told apart. `id`: each notification is sent with an id, and answered with it.
   */
  readonly resultsBy: 'identity' | 'id';
  /** Whether the API accepts an id only once, however often it is sent. Then resending what may have been received does no harm. */
  readonly takesIdOnce: boolean;
  /** Makes the envelope when a notification is spooled, and for one that an older version spooled. */
  readonly envelopeOf: (payload: string) => Envelope;
  /** Makes the same envelope for a notification that was just rendered. */
  readonly envelopeOfParts: (parts: EnvelopeParts) => Omit<Envelope, 'payload'>;
  /** Returns a form that is equal for identities of the same person. Ledgers store hashes of it, so it must never change. */
  readonly comparable: (identity: Identity) => string;
  /** Returns the value of an identity without its kind, in the form that lists of SHA-256 sums use: an e-mail address in lower case. */
  readonly keyedText: (identity: Identity) => string;
  /** Says what to check if many are refused for this reason. */
  readonly adviseOnRefusal: (reason: string) => string;
  /** The reason with which everybody is refused while the account has no push certificate; undefined if the vendor needs none. */
  readonly certificateReason: string | undefined;
  /** Refusals of every request, by name: a rule code of pushplan, or the answer's `error`. */
  readonly errors: OwnErrors;
  readonly log: LogFacts;
}

/** The facts of the vendor's delivery log. */
export interface LogFacts {
  /** The name for `resolve --from`, and for the ledger's record of who settled a doubt. */
  readonly id: string;
  /** The name in messages, with its article. */
  readonly name: string;
  /** Why it settles a doubt, for later readers of the ledger. */
  readonly reasons: Readonly<Record<SettledAs, string>>;
  /**
   * Whether, after this answer, absence in the log proves that nothing was sent, provided that the log shows a later push of the
   * campaign. Otherwise absence proves nothing.
   */
  readonly absenceProves: (answer: Pick<Settlement, 'status' | 'error'>) => boolean;
}
