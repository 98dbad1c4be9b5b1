// What kind of identifier a name is, and which of several decides for a person who is drawn.

/** "email" of INSIDER.email. */
export function identifierKind(name: string): string {
  return name.replace(/^INSIDER\./iv, '');
}

const usual = ['uuid', 'email', 'phone_number'];

/** The one that is asked for, or else the first by kind; undefined where there is none. */
export function decidingKind(kinds: readonly string[], assignBy?: string): string | undefined {
  if (assignBy !== undefined) return kinds.includes(assignBy) ? assignBy : undefined;
  return usual.find((kind) => kinds.includes(kind)) ?? kinds.toSorted()[0];
}
