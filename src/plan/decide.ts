// What is to be done with a notification, given what is known of its key.
import type { Known } from './history.ts';

export type Decision =
  | { readonly kind: 'send' | 'resend'; readonly generation: number }
  | { readonly kind: 'settled' }
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
      return known.got === undefined || resend === 'on_change';
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
    case 'rejected':
      // Nobody got it: with another payload it is worth another try, with the same one it would be rejected again.
      if (known.got === undefined && known.digest !== digest) return { kind: 'send', generation: known.generation + 1 };
      return decideResend(known, resend, digest);
    case 'accepted':
    case 'refused':
      return decideResend(known, resend, digest);
  }
}

/** What somebody has is not sent again, also when something else was tried in between. */
function decideResend(
  known: Exclude<Known, { kind: 'unknown' | 'in_doubt' }>,
  resend: Resend,
  digest: string | undefined,
): Decision {
  const has = known.kind === 'accepted' ? known.digest : known.got;
  if (resend === 'never' || known.digest === digest || has === digest) return { kind: 'settled' };
  return { kind: 'resend', generation: known.generation + 1 };
}
