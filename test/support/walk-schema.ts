// Walks a JSON schema: every schema inside of it, with its place.

export type Json = Readonly<Record<string, unknown>>;

export interface Place {
  /** JSON pointer from the root of the schema. */
  readonly path: string;
  readonly schema: Json;
  /** Whether it says what a named key holds. */
  readonly isKey: boolean;
}

export const schemaNames = [
  'workspace',
  'campaign',
  'notification',
  'plan',
  'lock',
  'run',
  'fetch',
  'test',
  'ci-test',
  'doctor',
  'explain',
  'calendar',
  'drill',
  'forget',
  'diagnostics',
] as const;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function* walkSchema(schema: Json, path = '', isKey = false): Generator<Place> {
  yield { path, schema, isKey };
  for (const keyword of ['properties', 'patternProperties', 'definitions']) {
    for (const [name, part] of Object.entries(objectAt(schema, keyword))) {
      if (isObject(part)) yield* walkSchema(part, `${path}/${keyword}/${escapePointer(name)}`, true);
    }
  }
  for (const keyword of ['items', 'additionalProperties']) {
    const part = schema[keyword];
    if (isObject(part)) yield* walkSchema(part, `${path}/${keyword}`);
  }
  const alternatives = schema['anyOf'];
  for (const [index, part] of (Array.isArray(alternatives) ? alternatives : []).entries()) {
    if (isObject(part)) yield* walkSchema(part, `${path}/anyOf/${index}`);
  }
}

/** What a JSON pointer leads to, undefined when it leads nowhere. */
export function resolvePointer(document: unknown, pointer: string): unknown {
  let at = document;
  for (const token of pointer.split('/').slice(1)) {
    const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isObject(at) ? at[name] : Array.isArray(at) ? at[Number(name)] : undefined;
  }
  return at;
}

export function typesOf(schema: Json): readonly unknown[] {
  const type = schema['type'];
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
}

export function objectAt(schema: Json, keyword: string): Json {
  const value = schema[keyword];
  return isObject(value) ? value : {};
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
