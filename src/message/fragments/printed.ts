// The record of what was printed into one notification. It is kept beside the payload, so that the audit need not parse a million payloads.
import type { CellFault } from './cell-fault.ts';
import type { HelperNote } from '../helpers/helper.ts';

/** The texts that the copy audit checks: those that a reader sees, and the target of a tap. */
export type TextRole =
  | 'title'
  | 'message'
  | 'headline'
  | 'description'
  | 'android_link'
  | 'ios_link'
  | 'card_link'
  | 'picture';

/** Whether the text is the target of a tap or the address of a picture, which nobody reads. */
export function isAddress(role: TextRole): boolean {
  return role === 'card_link' || role === 'picture' || role === 'android_link' || role === 'ios_link';
}

export interface PrintedText {
  readonly role: TextRole;
  /** The campaign's field, such as "notification.title". Cards made from a list all have the field of their template. */
  readonly field: string;
  /** The text as it is in the payload. */
  readonly text: string;
  /** Whether a quick test showed that the checks of the copy audit for signs and words find nothing in it. */
  readonly isPlain?: boolean;
}

export interface Printed {
  /** The texts in the order of the payload, both with and without a template. */
  readonly texts: readonly PrintedText[];
  /** The field of each expression that printed nothing but spaces. Identifiers are not included, since they may be empty. */
  readonly empty: readonly string[];
  /** The field of each `default` that replaced an empty value. Identifiers are not included. */
  readonly defaults: readonly string[];
  /** Expressions that printed what is most likely a fault of the cell. */
  readonly cells: readonly PrintedCell[];
  /** The field of each address in which a part was printed without being encoded. */
  readonly unencoded: readonly string[];
  /** The notes of helpers on what they printed, and on a time to live. */
  readonly notes: readonly PrintedNote[];
}

/** `what` is the form that was missing ("few= for pl"), the limit that a time to live exceeds, or the printed value's name in the template. */
export interface PrintedNote {
  readonly kind: Exclude<HelperNote['kind'], 'default'> | 'odd_ttl';
  readonly field: string;
  readonly what: string;
}

interface PrintedCell {
  readonly field: string;
  readonly fault: CellFault;
}

/** The record while it is being filled. */
export type PrintedSoFar = { readonly [List in keyof Printed]: Printed[List][number][] };

export function startPrinted(): PrintedSoFar {
  return { texts: [], empty: [], defaults: [], cells: [], unencoded: [], notes: [] };
}

/** Returns the role of the text at this path of the rendered notification. Undefined if the copy audit does not check it. */
export function roleOf([first, second, ...rest]: readonly (string | number)[]): TextRole | undefined {
  if (second === undefined) return ownRoles.get(first);
  if (second === 'deep_link' && rest.length === 1) {
    if (first === 'android') return 'android_link';
    return first === 'ios' ? 'ios_link' : undefined;
  }
  if (second !== 'advanced_push_items') return undefined;
  const [, name, key] = rest;
  if (name === 'deep_links' && key !== undefined) return 'card_link';
  return rest.length === 2 ? cardRoles.get(name) : undefined;
}

const ownRoles: ReadonlyMap<unknown, TextRole> = new Map([
  ['title', 'title'],
  ['message', 'message'],
  ['image_url', 'picture'],
]);

const cardRoles: ReadonlyMap<unknown, TextRole> = new Map([
  ['headline', 'headline'],
  ['description', 'description'],
  ['image_url', 'picture'],
]);
