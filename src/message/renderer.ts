// What a compiled campaign can do with a recipient.
import type { Position, RuleCode } from '../diagnostic.ts';
import type { Notification } from '../generated/notification.ts';
import type { RowLocale } from './choose-locale.ts';
import type { Figure } from './figure.ts';
import type { PrintedIdentifier } from './identifier.ts';
import type { Printed } from './fragments/printed.ts';
import type { Recipient } from './recipient.ts';
import type { RowValues } from './columns/type-row.ts';

/** Why a row cannot become a notification. `path` is the campaign's field ("notification.ios.badge"), never the value. */
export interface RowProblem {
  readonly code: RuleCode;
  readonly message: string;
  readonly path: string;
  /** What to do besides leaving the row out. */
  readonly help?: string;
  /** Where the row has no texts in its language: the tag of that, as a plan shows it. */
  readonly locale?: string;
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
      /** The row's identifiers, where the key is made of them: what is asked of the row next takes them, and does not print them again. */
      readonly identifiers?: readonly PrintedIdentifier[];
    } & NotificationKey)
  | { readonly kind: 'invalid'; readonly problem: RowProblem };

export type RenderResult =
  | {
      readonly kind: 'notification';
      /** The JSON text of the API's notification, byte for byte what will be sent. */
      readonly payload: string;
      /** What is in it, but for identifiers and what is nested, each as it stands there: `"title":"Hi"`. */
      readonly members: readonly string[];
      /** All that it is sent to. */
      readonly identifiers: readonly PrintedIdentifier[];
      /** The payload with its identifiers as version 0.1.0 wrote them, where that was another way. */
      readonly formerPayload?: string;
      readonly printed: Printed;
      /** What it was rendered from. */
      readonly row: RowValues;
      /** Which of the campaign's variants it is, from 0. */
      readonly variant: number;
      /** The language of the row, where the campaign says which it is. */
      readonly locale: RowLocale | undefined;
      /** By number, where there are arms. */
      readonly arm: number | undefined;
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
  /** The identifiers of a row with a key that rows with another key may have too: none if the key is the only identifier. */
  identities(recipient: Recipient, identifiers?: readonly PrintedIdentifier[]): readonly KeyedIdentifier[];
  /** All identifiers of a row with a key: who the person is. */
  person(recipient: Recipient, identifiers?: readonly PrintedIdentifier[]): readonly KeyedIdentifier[];
  /** `arm` is that of the person, where there are arms. */
  render(recipient: Recipient, identifiers?: readonly PrintedIdentifier[], arm?: number): RenderResult;
  /**
   * The same notification, made of stand-ins for the recipient's cells; undefined when the row has none. `language` takes the place of
   * the one that the row says.
   */
  standIn(recipient: Recipient, arm?: number, language?: string): Notification | undefined;
}
