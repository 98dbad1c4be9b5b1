// What was printed into one notification, kept beside its payload: the audit of a million rows need not parse a million payloads.
import type { CellFault } from './cell-fault.ts';
import type { HelperNote } from '../helpers/helper.ts';

/** The texts that somebody looks at again: those that a reader sees, and where a tap leads. */
export type TextRole =
  | 'title'
  | 'message'
  | 'headline'
  | 'description'
  | 'android_link'
  | 'ios_link'
  | 'card_link'
  | 'picture';

/** Where a tap leads, or a picture comes from: nobody reads it. */
export function isAddress(role: TextRole): boolean {
  return role === 'card_link' || role === 'picture' || role === 'android_link' || role === 'ios_link';
}

export interface PrintedText {
  readonly role: TextRole;
  /** The campaign's field, "notification.title"; cards made of a list all have that of their template. */
  readonly field: string;
  /** As it stands in the payload. */
  readonly text: string;
  /** Whether it was seen that no check of the copy audit for signs and words finds anything in it. */
  readonly isPlain?: boolean;
}

export interface Printed {
  /** In the order of the payload, whether they are templates or not. */
  readonly texts: readonly PrintedText[];
  /** The field of each expression that printed nothing but spaces; identifiers, which may be left empty, are not among them. */
  readonly empty: readonly string[];
  /** The field of each `default` that stepped in for an empty value, likewise. */
  readonly defaults: readonly string[];
  /** Expressions that printed what is most likely a fault of the cell. */
  readonly cells: readonly PrintedCell[];
  /** The field of each address of which a part was printed without being encoded. */
  readonly unencoded: readonly string[];
  /** What helpers told of what they printed, and of a time to live. */
  readonly notes: readonly PrintedNote[];
}

/** `what` is the form that was missing ("few= for pl"), the bound that a time to live is beyond, or what was printed, by the name that it has in the template. */
export interface PrintedNote {
  readonly kind: Exclude<HelperNote['kind'], 'default'> | 'odd_ttl';
  readonly field: string;
  readonly what: string;
}

interface PrintedCell {
  readonly field: string;
  readonly fault: CellFault;
}

/** The same while it is being gathered. */
export interface PrintedSoFar extends Printed {
  readonly texts: PrintedText[];
  readonly empty: string[];
  readonly defaults: string[];
  readonly cells: PrintedCell[];
  readonly unencoded: string[];
  readonly notes: PrintedNote[];
}

export function startPrinted(): PrintedSoFar {
  return { texts: [], empty: [], defaults: [], cells: [], unencoded: [], notes: [] };
}

/** The role of the text at this path of the rendered notification; undefined for those that nobody looks at again. */
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
