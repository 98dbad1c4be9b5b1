// What a compiled campaign can do with a recipient.
import type { Position, RuleCode } from '../diagnostic.ts';
import type { Notification } from '../generated/notification.ts';
import type { Figure } from './figure.ts';
import type { Printed } from './printed.ts';
import type { Recipient } from './recipient.ts';
import type { RowValues } from './type-row.ts';

/** Why a row cannot become a notification. `path` is the campaign's field ("notification.ios.badge"), never the value. */
export interface RowProblem {
  readonly code: RuleCode;
  readonly message: string;
  readonly path: string;
  /** What to do besides leaving the row out. */
  readonly help?: string;
}

/** In clear ("v1:..."). */
export interface NotificationKey {
  readonly key: string;
  /** As version 0.1.0 wrote it, where that was another way: who is known under it is no new person. */
  readonly formerKey?: string | undefined;
}

/** An identifier of a row, in the form in which people are told apart. */
export interface KeyedIdentifier {
  readonly name: string;
  readonly text: string;
}

type KeyResult =
  | ({
      readonly kind: 'key';
      /** As `identities` gives them, where they were printed for the key. */
      readonly identities?: readonly KeyedIdentifier[];
    } & NotificationKey)
  | { readonly kind: 'invalid'; readonly problem: RowProblem };

export type RenderResult =
  | {
      readonly kind: 'notification';
      /** The JSON text of the API's notification, byte for byte what will be sent. */
      readonly payload: string;
      /** The same with its identifiers as version 0.1.0 wrote them, where that was another way. */
      readonly formerPayload?: string;
      readonly printed: Printed;
      /** What it was rendered from. */
      readonly row: RowValues;
      /** Which of the campaign's variants it is, from 0. */
      readonly variant: number;
      /** As `identities` gives them. */
      readonly identities: readonly KeyedIdentifier[];
    }
  | { readonly kind: 'invalid'; readonly problem: RowProblem }
  /** Fewer entries than the campaign's `short` asks for, and it says skip. */
  | { readonly kind: 'short' };

export interface Renderer {
  /** The numbers and dates that texts print. */
  readonly figures: readonly Figure[];
  /** Columns without a declared type whose truth decides what is sent, each with the first place in a template that asks for it. */
  readonly asked: ReadonlyMap<string, Position>;
  /** Whether the row passes the campaign's `where`. */
  matches(recipient: Recipient): boolean;
  /** The notification key, which says what "the same notification" is. */
  key(recipient: Recipient): KeyResult;
  /** Of a row with a key: those that another key may have too, so none where the only identifier is the key. */
  identities(recipient: Recipient): readonly KeyedIdentifier[];
  render(recipient: Recipient): RenderResult;
  /** The same notification, made of stand-ins for the recipient's cells; undefined when the row has none. */
  standIn(recipient: Recipient): Notification | undefined;
}
