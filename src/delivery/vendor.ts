// The port of the vendor: what its API can do, and what its words mean. A plain value; how it is reached is Sender and DeliveryLog.
import type { EnvelopeParts } from '../message/envelope-parts.ts';
import type { Envelope, Identity } from './envelope.ts';
import type { OwnErrors } from './stopping/explain-error.ts';
import type { SettledAs, Settlement } from './ledger.ts';

export interface Vendor {
  /** Notifications in a request at most, 1 to `mostInClaim` of the ledger. */
  readonly mostInRequest: number;
  /** Milliseconds after which a request is given up in any case. */
  readonly requestTimeout: number;
  /**
   * How an answer says whom it means. By `identity`: nobody is in a request twice, since the two could not be told apart. By
   * `id`: each notification is sent with one, and answered with it.
   */
  readonly resultsBy: 'identity' | 'id';
  /** Whether the API takes an id once, however often it comes: then what may have been received is sent again without harm. */
  readonly takesIdOnce: boolean;
  /** For what is spooled, and for what an older version spooled. */
  readonly envelopeOf: (payload: string) => Envelope;
  /** The same of one that has just been made. */
  readonly envelopeOfParts: (parts: EnvelopeParts) => Omit<Envelope, 'payload'>;
  /** The form in which two identities are equal when they are of the same person. Ledgers keep hashes of it: it never changes. */
  readonly comparable: (identity: Identity) => string;
  /** What an identity says, without what kind it is, in the form of which lists have the SHA-256: an address in lower case. */
  readonly keyedText: (identity: Identity) => string;
  /** What to look at when many are refused for this reason. */
  readonly adviseOnRefusal: (reason: string) => string;
  /** Why everybody is refused while the account has no certificate for pushes; undefined where the vendor needs none. */
  readonly certificateReason: string | undefined;
  /** Refusals of everything, by the names of their answers: a code of ours, or the answer's `error`. */
  readonly errors: OwnErrors;
  readonly log: LogFacts;
}

/** What is known of the vendor's delivery log. */
export interface LogFacts {
  /** As `resolve --from` takes it, and as the ledger keeps who settled a doubt. */
  readonly id: string;
  /** As messages name it, with its article. */
  readonly name: string;
  /** Why it settles a doubt, for those who read the ledger later. */
  readonly reasons: Readonly<Record<SettledAs, string>>;
  /**
   * Whether nothing was sent to somebody with this answer when the log does not show them, but somebody later. Otherwise absence
   * proves nothing.
   */
  readonly absenceProves: (answer: Pick<Settlement, 'status' | 'error'>) => boolean;
}
