// Type guards for unknown values of YAML or JSON.

export type YamlMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value at a path of keys, if everything on the path is a map. */
export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) at = isMap(at) ? at[key] : undefined;
  return at;
}

/** Returns the map at a path of keys, or an empty one, in which a rule finds nothing. */
export function mapAt(value: unknown, ...keys: readonly string[]): YamlMap {
  const at = valueAt(value, ...keys);
  return isMap(at) ? at : {};
}
