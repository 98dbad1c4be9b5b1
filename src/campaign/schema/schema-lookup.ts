// Looks things up in a JSON schema: the part that an error is about, and where a key belongs.
import { isMap, type YamlMap } from '../../is-map.ts';

/** Returns the schema with the keyword at `schemaPath` ("#/definitions/audience/required" gives that of the audience). */
export function schemaAround(root: YamlMap, schemaPath: string): YamlMap {
  const steps = schemaPath.split('/').slice(1, -1);
  let at: unknown = root;
  for (const step of steps) at = isMap(at) ? at[decodeStep(step)] : undefined;
  return isMap(at) ? at : {};
}

/** Splits a JSON pointer into keys and indexes. Indexes stay text. */
export function readPointer(pointer: string): readonly string[] {
  return pointer.split('/').slice(1).map(unescapeStep);
}

/** Returns the value at a path of keys and indexes. */
export function valueAlong(data: unknown, path: readonly string[]): unknown {
  let at = data;
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)];
    else at = isMap(at) ? at[step] : undefined;
  }
  return at;
}

/** Decodes a step of a schema path, in which ajv percent-encodes patterns. */
function decodeStep(step: string): string {
  return unescapeStep(/%[0-9A-F]{2}/.test(step) ? decodeURIComponent(step) : step);
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Returns the paths of all maps in which the schema allows the key ("notification.android"). "" is the file itself. */
export function homesOf(root: YamlMap, key: string): readonly string[] {
  const homes: string[] = [];
  visit(root, '');
  return homes;

  function visit(schema: unknown, path: string): void {
    const resolved = resolve(root, schema);
    const properties = isMap(resolved['properties']) ? resolved['properties'] : {};
    if (Object.hasOwn(properties, key)) homes.push(path);
    for (const [name, child] of Object.entries(properties)) visit(child, path === '' ? name : `${path}.${name}`);
    if (resolved['items'] !== undefined) visit(resolved['items'], `${path}[]`);
    if (isMap(resolved['additionalProperties'])) visit(resolved['additionalProperties'], `${path}.NAME`);
  }
}

/** Returns the keys that the map at this path may have, with their schemas. */
export function propertiesAt(root: YamlMap, path: readonly string[]): YamlMap {
  let schema = root;
  for (const step of path) {
    const properties = isMap(schema['properties']) ? schema['properties'] : {};
    const next = Object.hasOwn(properties, step) ? properties[step] : schema['additionalProperties'];
    schema = resolve(root, next);
  }
  return isMap(schema['properties']) ? schema['properties'] : {};
}

function resolve(root: YamlMap, schema: unknown): YamlMap {
  const reference = isMap(schema) ? schema['$ref'] : undefined;
  if (typeof reference === 'string') return schemaAround(root, `${reference}/`);
  return isMap(schema) ? schema : {};
}
