// What is to be done with a notification, given what is known of its key.
import type { Known } from './history.ts';

export type Decision =
  | { readonly kind: 'send' | 'resend'; readonly generation: number }
  /** `earlier`: this very text was sent before the last one. Not known where payloads are not compared. */
  | { readonly kind: 'settled'; readonly earlier: boolean }
  | { readonly kind: 'in_doubt' };

export type Resend = 'never' | 'on_change';

/** Whether the decision needs the rendered payload; the others are made without rendering, which is what makes a re-plan fast. */
export function needsPayload(known: Known, resend: Resend): boolean {
  switch (known.kind) {
    case 'unknown':
      return true;
    case 'in_doubt':
      return false;
    case 'rejected':
      return !known.got || resend === 'on_change';
    case 'accepted':
    case 'refused':
      return resend === 'on_change';
  }
}

/** `digest` is the short digest of what would be sent now; undefined only where needsPayload says that it is not needed. */
export function decide(known: Known, resend: Resend, digest: string | undefined): Decision {
  switch (known.kind) {
    case 'unknown':
      return { kind: 'send', generation: known.generation };
    case 'in_doubt':
      return { kind: 'in_doubt' };
    case 'accepted':
    case 'refused':
    case 'rejected':
      return decideAgain(known, resend, digest);
  }
}

/** No text is sent to anybody twice, whatever was sent in between: an older job that is run again, or a revert, finds it sent. */
function decideAgain(
  known: Exclude<Known, { kind: 'unknown' | 'in_doubt' }>,
  resend: Resend,
  digest: string | undefined,
): Decision {
  const place = known.digests.findIndex((sent) => sent === digest);
  if (place !== -1) return { kind: 'settled', earlier: place > 0 };
  const generation = known.generation + 1;
  // Nobody got it: with another payload it is worth another try.
  if (known.kind === 'rejected' && !known.got) return { kind: 'send', generation };
  return resend === 'never' ? { kind: 'settled', earlier: false } : { kind: 'resend', generation };
}
