// Reads the own property of a value by name. Names come from data, so inherited properties must not be found.

/** Returns the value, or undefined if there is none. */
export type OwnValue = (owner: unknown) => unknown;

/** The prototypes of all values that JSON can hold. */
const prototypes: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
];

/** Prepares the lookup of a name. Whether objects inherit it is tested once, since testing each row costs more than reading the value. */
export function ownValueOf(name: string): OwnValue {
  const isInherited = prototypes.some((prototype) => name in prototype);
  return isInherited
    ? (owner) => (hasParts(owner) && Object.hasOwn(owner, name) ? owner[name] : undefined)
    : (owner) => (hasParts(owner) ? owner[name] : undefined);
}

function hasParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== undefined && value !== null;
}
