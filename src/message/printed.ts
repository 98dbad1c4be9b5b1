// What was printed into one notification, kept beside its payload: whoever looks at the copy of a million rows need not parse a million payloads.

/** The texts that somebody looks at again: those that a reader sees, and where a tap leads. */
export type TextRole = 'title' | 'message' | 'headline' | 'description' | 'android_link' | 'ios_link';

export interface PrintedText {
  readonly role: TextRole;
  /** The campaign's field, "notification.title"; cards made of a list all have that of their template. */
  readonly field: string;
  /** As it stands in the payload. */
  readonly text: string;
}

export interface Printed {
  /** In the order of the payload, whether they are templates or not. */
  readonly texts: readonly PrintedText[];
  /** The field of each expression that printed nothing but spaces; identifiers, which may be left empty, are not among them. */
  readonly empty: readonly string[];
  /** The field of each `default` that stepped in for an empty value, likewise. */
  readonly defaults: readonly string[];
}

/** The same while it is being gathered. */
export interface PrintedSoFar extends Printed {
  readonly texts: PrintedText[];
  readonly empty: string[];
  readonly defaults: string[];
}

export function startPrinted(): PrintedSoFar {
  return { texts: [], empty: [], defaults: [] };
}

/** The role of the text at this path of the rendered notification; undefined for those that nobody looks at again. */
export function roleOf([first, second, ...rest]: readonly (string | number)[]): TextRole | undefined {
  if (second === undefined) return first === 'title' || first === 'message' ? first : undefined;
  if (second === 'deep_link' && rest.length === 1) {
    if (first === 'android') return 'android_link';
    return first === 'ios' ? 'ios_link' : undefined;
  }
  const [, name] = rest;
  if (second !== 'advanced_push_items' || rest.length !== 2) return undefined;
  return name === 'headline' || name === 'description' ? name : undefined;
}
