// Objects without a prototype: every name in them is data.

/** V8 looks up names in what Object.create(null) gives four times as slowly: that is a hash table from the start. */
export function bareObject(): Record<string, unknown> {
  const bare: Record<string, unknown> = Object.setPrototypeOf({}, null);
  return bare;
}

/** Removes, in place, the prototypes of a value and of all plain objects in it; a Map and other objects keep theirs. */
export function dropPrototypes(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) dropPrototypes(item);
    return;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return;
  Object.setPrototypeOf(value, null);
  for (const item of Object.values(value)) dropPrototypes(item);
}
