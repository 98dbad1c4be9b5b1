// The outcomes of a notification, and the five buckets that every run's totals add up to.

export type Outcome =
  | { readonly kind: 'accepted' }
  /** The API found the recipient but did not send, for a reason that it names. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The API does not take this notification (400). */
  | { readonly kind: 'rejected'; readonly code: string }
  /** It may have been received. */
  | { readonly kind: 'in_doubt' }
  /** Certainly not received; may be claimed again. */
  | { readonly kind: 'not_sent' }
  /** It may have been received and is sent again: the campaign has at_least_once, or the vendor takes an id only once. */
  | { readonly kind: 'repeated' };

export type Bucket = 'accepted' | 'refused' | 'rejected' | 'in_doubt' | 'not_sent';

export type Buckets = Readonly<Record<Bucket, number>>;
