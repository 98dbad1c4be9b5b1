// Walks a JSON schema: visits every schema inside of it, with its path.
import { listRepositoryFiles } from './repository.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface Place {
  /** A JSON pointer from the root of the schema. */
  readonly path: string;
  readonly schema: Json;
  /** Whether it describes the value of a named key. */
  readonly isKey: boolean;
}

export const schemaNames: readonly string[] = listRepositoryFiles().flatMap(
  (path) => /^schema\/(?<name>.+)\.schema\.json$/v.exec(path)?.groups?.['name'] ?? [],
);

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

/** Resolves a JSON pointer; undefined if it points to nothing. */
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
