// What a compiled campaign can do with a recipient.
import type { RuleCode } from '../diagnostic.ts';
import type { Notification } from '../generated/notification.ts';
import type { Printed } from './printed.ts';
import type { Recipient } from './recipient.ts';

/** Why a row cannot become a notification. `path` is the campaign's field ("notification.ios.badge"), never the value. */
export interface RowProblem {
  readonly code: RuleCode;
  readonly message: string;
  readonly path: string;
}

type KeyResult =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'invalid'; readonly problem: RowProblem };

export type RenderResult =
  /** `payload` is the JSON text of the API's notification, byte for byte what will be sent. */
  | { readonly kind: 'notification'; readonly payload: string; readonly printed: Printed }
  | { readonly kind: 'invalid'; readonly problem: RowProblem }
  /** Fewer than 3 items and the campaign says `short: skip`. */
  | { readonly kind: 'short' };

export interface Renderer {
  /** Whether the row passes the campaign's `where`. */
  matches(recipient: Recipient): boolean;
  /** The notification key in clear ("v1:..."), which says what "the same notification" is. */
  key(recipient: Recipient): KeyResult;
  render(recipient: Recipient): RenderResult;
  /** The same notification, made of stand-ins for the recipient's cells; undefined when the row has none. */
  standIn(recipient: Recipient): Notification | undefined;
}
