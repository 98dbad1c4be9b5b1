// Guards for values of YAML or JSON of which nothing is known yet.

export type YamlMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of keys, if everything on the way is a map. */
export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) at = isMap(at) ? at[key] : undefined;
  return at;
}

/** The map at a path of keys; an empty one where there is none, so that a rule finds nothing in it. */
export function mapAt(value: unknown, ...keys: readonly string[]): YamlMap {
  const at = valueAt(value, ...keys);
  return isMap(at) ? at : {};
}
