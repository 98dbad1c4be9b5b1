// The states of a notification and of a request, as drawn in deliver-campaign.ts. A transition that is not drawn is a defect and throws.
import type { Next } from './classify.ts';
import type { Outcome } from './outcome.ts';
import type { Answer } from './sender.ts';

/** `not_sent` and `repeated` are also the states of a notification that waits to be sent again. */
export type NotificationState = 'planned' | 'claimed' | Outcome['kind'];

/** The states of a request: waiting as a batch, under way, after its answer, and what comes next. */
export type RequestState = 'batch' | 'claimed' | 'under_way' | `answered_${Answer['kind']}` | `next_${Next['kind']}`;

const notifications: Readonly<Record<NotificationState, readonly NotificationState[]>> = {
  planned: ['claimed'],
  claimed: ['accepted', 'refused', 'rejected', 'in_doubt', 'not_sent', 'repeated'],
  not_sent: ['claimed'],
  repeated: ['claimed'],
  // Changed by the delivery log or by a person; delivery itself leaves it.
  in_doubt: ['accepted', 'not_sent'],
  accepted: [],
  refused: [],
  rejected: [],
};

const requests: Readonly<Record<RequestState, readonly RequestState[]>> = {
  batch: ['claimed'],
  // A claim that is too old never gets under way.
  claimed: ['under_way', 'answered_unsent'],
  under_way: [
    'answered_settled',
    'answered_unacceptable',
    'answered_foreign',
    'answered_unsent',
    'answered_throttled',
    'answered_unclear',
    'answered_shut_out',
  ],
  answered_settled: ['next_done'],
  answered_unacceptable: ['next_split', 'next_done'],
  answered_foreign: ['next_split', 'next_set_aside'],
  answered_unsent: ['next_back_off'],
  answered_throttled: ['next_throttle'],
  answered_unclear: ['next_done', 'next_repeat'],
  answered_shut_out: ['next_shut_out'],
  next_done: [],
  next_split: ['batch'],
  next_set_aside: [],
  next_back_off: ['batch'],
  next_repeat: ['batch'],
  next_throttle: ['batch'],
  next_shut_out: ['batch'],
};

export function moveNotification<To extends NotificationState>(from: NotificationState, to: To): To {
  if (!notifications[from].includes(to)) throw new Error(`A notification that is ${from} cannot become ${to}.`);
  return to;
}

export function moveRequest<To extends RequestState>(from: RequestState, to: To): To {
  if (!requests[from].includes(to)) throw new Error(`A request that is ${from} cannot become ${to}.`);
  return to;
}
