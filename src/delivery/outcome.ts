// What became of a notification: the outcomes, which are also the five buckets that every run adds up to.

export type Outcome =
  | { readonly kind: 'accepted' }
  /** The API found the recipient but did not send, for a reason in its own words. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The API will not take this notification (400). */
  | { readonly kind: 'rejected'; readonly code: string }
  /** It may have been received. */
  | { readonly kind: 'in_doubt' }
  /** Surely not received; may be claimed again. */
  | { readonly kind: 'not_sent' }
  /** It may have been received and is sent again all the same: the campaign says at_least_once, or the vendor takes an id once. */
  | { readonly kind: 'repeated' };

export type Bucket = 'accepted' | 'refused' | 'rejected' | 'in_doubt' | 'not_sent';

export type Buckets = Readonly<Record<Bucket, number>>;
