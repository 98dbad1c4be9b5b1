// What a value has of its own under a name: data names fields, and nothing that every object inherits is one.

/** Gives undefined where there is nothing. */
export type OwnValue = (owner: unknown) => unknown;

/** What JSON can be made of. */
const prototypes: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
];

/** Found out once for a name: to ask a row each time costs more than to read the value. */
export function ownValueOf(name: string): OwnValue {
  const isInherited = prototypes.some((prototype) => name in prototype);
  return isInherited
    ? (owner) => (hasParts(owner) && Object.hasOwn(owner, name) ? owner[name] : undefined)
    : (owner) => (hasParts(owner) ? owner[name] : undefined);
}

function hasParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== undefined && value !== null;
}
