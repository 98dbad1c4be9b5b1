// The interface of a compiled campaign: what it can do with a recipient.
import type { Position, RuleCode } from '../diagnostic.ts';
import type { Notification } from '../generated/notification.ts';
import type { RowLocale } from './choose-locale.ts';
import type { Figure } from './figure.ts';
import type { PrintedIdentifier } from './identifier.ts';
import type { Printed } from './fragments/printed.ts';
import type { Recipient } from './recipient.ts';
import type { RowValues } from './columns/type-row.ts';

/** Why a row cannot become a notification. `path` is the campaign's field ("notification.ios.badge"), never a value. */
export interface RowProblem {
  readonly code: RuleCode;
  readonly message: string;
  readonly path: string;
  /** What the user can do other than leave the row out. */
  readonly help?: string;
  /** The tag of the row's language as a plan shows it, if the campaign has no texts in that language. */
  readonly locale?: string;
}

/** A notification key in clear text ("v1:..."). */
export interface NotificationKey {
  readonly key: string;
  /** The key as version 0.1.0 wrote it, if it differs. A person known under it is not new. */
  readonly formerKey?: string | undefined;
}

/** An identifier of a row in its normalised form, by which people are told apart. */
export interface KeyedIdentifier {
  readonly name: string;
  readonly text: string;
}

type KeyResult =
  | ({
      readonly kind: 'key';
      /** The row's identifiers, if the key is made of them. Pass them to the next calls for the row, so that they are not printed again. */
      readonly identifiers?: readonly PrintedIdentifier[];
    } & NotificationKey)
  | { readonly kind: 'invalid'; readonly problem: RowProblem };

export type RenderResult =
  | {
      readonly kind: 'notification';
      /** The JSON text of the API's notification, byte for byte what will be sent. */
      readonly payload: string;
      /** The members that are not nested, except the identifiers, each as it is in the payload: `"title":"Hi"`. */
      readonly members: readonly string[];
      /** All identifiers that the notification is sent to. */
      readonly identifiers: readonly PrintedIdentifier[];
      /** The payload with its identifiers as version 0.1.0 wrote them, if that differs. */
      readonly formerPayload?: string;
      readonly printed: Printed;
      /** The row that it was rendered from. */
      readonly row: RowValues;
      /** The number of its variant in the campaign, from 0. */
      readonly variant: number;
      /** The language of the row, if the campaign has languages. */
      readonly locale: RowLocale | undefined;
      /** The number of its arm, if there are arms. */
      readonly arm: number | undefined;
    }
  | { readonly kind: 'invalid'; readonly problem: RowProblem }
  /** The list has fewer entries than the campaign's `short` demands, and `short` says to skip such rows. */
  | { readonly kind: 'short' };

export interface Renderer {
  /** The numbers and dates that texts print. */
  readonly figures: readonly Figure[];
  /** Columns without a declared type that a condition tests for truth, each with the first place in a template that tests it. */
  readonly asked: ReadonlyMap<string, Position>;
  /** Whether the row passes the campaign's `where`. */
  matches(recipient: Recipient): boolean;
  /** The notification key, which says what "the same notification" is. */
  key(recipient: Recipient): KeyResult;
  /** The identifiers of a row that rows with another key may have too. None if the key is the only identifier. */
  identities(recipient: Recipient, identifiers?: readonly PrintedIdentifier[]): readonly KeyedIdentifier[];
  /** All identifiers of a row: who the person is. */
  person(recipient: Recipient, identifiers?: readonly PrintedIdentifier[]): readonly KeyedIdentifier[];
  /** Renders the notification. `arm` is the arm of the person, if there are arms. */
  render(recipient: Recipient, identifiers?: readonly PrintedIdentifier[], arm?: number): RenderResult;
  /**
   * The same notification, made of stand-ins for the recipient's cells; undefined if the row has no notification. `language` replaces the language of
   * the row.
   */
  standIn(recipient: Recipient, arm?: number, language?: string): Notification | undefined;
}
