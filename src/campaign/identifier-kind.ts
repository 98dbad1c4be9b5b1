// Tells the kind of an identifier, and which identifier of a person decides a draw.

/** Returns "email" for INSIDER.email. */
export function identifierKind(name: string): string {
  return name.replace(/^INSIDER\./iv, '');
}

const usual = ['uuid', 'email', 'phone_number'];

/** Returns `assignBy` if the person has it. Without it, the first by kind. Undefined if there is none. */
export function decidingKind(kinds: readonly string[], assignBy?: string): string | undefined {
  if (assignBy !== undefined) return kinds.includes(assignBy) ? assignBy : undefined;
  return usual.find((kind) => kinds.includes(kind)) ?? kinds.toSorted()[0];
}
