// The facts of Insider One's API that delivery needs. Nothing here uses the network.
import type { Vendor } from '../delivery/vendor.ts';
import { envelopeOf, envelopeOfParts } from './envelope.ts';
import { comparable, keyedText } from './identity.ts';
import { ownErrors } from './own-errors.ts';
import { adviseOnRefusal, certificateReason } from './refusal-advice.ts';
import { defaultTimeouts } from './timeouts.ts';

export const insider: Vendor = {
  /** Above it, the API answers 400 invalid_notifications. */
  mostInRequest: 20,
  requestTimeout: defaultTimeouts.total,
  resultsBy: 'identity',
  takesIdOnce: false,
  envelopeOf,
  envelopeOfParts,
  comparable,
  keyedText,
  adviseOnRefusal,
  certificateReason,
  errors: ownErrors,
  log: {
    id: 'message-center',
    name: 'the Message Center',
    reasons: {
      accepted: 'the Message Center shows it',
      not_sent: 'answered with 500; the Message Center shows a later push of the campaign, but not this one',
    },
    // A request that was cut off has the network error instead.
    absenceProves: ({ status, error }) => status === 500 && error === 'http_500',
  },
};
