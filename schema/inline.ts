// Prepares a schema for programs: without prose and without references, so that the schemaPath of an error stays within one document.
import type { AnySchemaObject } from 'ajv';

const prose = new Set(['description', 'examples', 'title', '$comment', 'definitions']);

/** The keys below these are chosen names, not keywords. One of them may be "description". */
const named = new Set(['properties', 'patternProperties']);

export function inlineReferences(schema: AnySchemaObject): AnySchemaObject {
  const definitions: unknown = schema['definitions'];
  return inlineObject(schema, isObject(definitions) ? definitions : {});
}

function inlineObject(schema: AnySchemaObject, definitions: AnySchemaObject): AnySchemaObject {
  const reference: unknown = schema['$ref'];
  if (typeof reference === 'string') {
    const target: unknown = definitions[reference.replace('#/definitions/', '')];
    if (!isObject(target)) throw new Error(`${reference} leads nowhere`);
    return inlineObject(target, definitions);
  }
  const kept: [string, unknown][] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (!prose.has(keyword)) kept.push([keyword, inlineKeyword(keyword, value, definitions)]);
  }
  return Object.fromEntries(kept);
}

function inlineKeyword(keyword: string, value: unknown, definitions: AnySchemaObject): unknown {
  if (Array.isArray(value)) return value.map((part) => (isObject(part) ? inlineObject(part, definitions) : part));
  if (!isObject(value)) return value;
  if (!named.has(keyword)) return inlineObject(value, definitions);
  const entries = Object.entries(value).map(([name, part]) => [name, inlineKeyword('', part, definitions)]);
  return Object.fromEntries(entries);
}

function isObject(value: unknown): value is AnySchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
