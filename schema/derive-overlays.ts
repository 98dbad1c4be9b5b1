// Makes the schemas of overlays for parts of a campaign: they have the same keys, none of them required, and null removes a key.
import type { AnySchemaObject } from 'ajv';

const behind = 'Overlay';
const prefix = '#/definitions/';

/**
 * Derives the overlay of a definition and of all that it refers to. Each is named after the definition, with "Overlay" added.
 * Lists are replaced as a whole.
 */
export function deriveOverlays(definitions: AnySchemaObject, name: string): AnySchemaObject {
  const overlays: AnySchemaObject = {};
  add(name);
  return overlays;

  function add(one: string): string {
    const overlay = one + behind;
    if (!(overlay in overlays)) {
      overlays[overlay] = {};
      overlays[overlay] = overlayOf(definitions[one]);
    }
    return overlay;
  }

  function overlayOf(schema: AnySchemaObject): AnySchemaObject {
    const reference: unknown = schema['$ref'];
    if (typeof reference === 'string') return { $ref: prefix + add(reference.slice(prefix.length)) };
    const { required: _required, minProperties: _least, defaultSnippets: _snippets, ...rest } = schema;
    return {
      ...rest,
      examples: schema['examples'].map(withoutIdentifiers),
      type: [schema['type'], 'null'].flat(),
      ...mapParts(schema, 'properties'),
      ...mapParts(schema, 'patternProperties'),
    };
  }

  function mapParts(schema: AnySchemaObject, keyword: string): AnySchemaObject {
    const parts: unknown = schema[keyword];
    if (typeof parts !== 'object' || parts === null) return {};
    const kept = Object.entries(parts).filter(isCommon);
    return { [keyword]: Object.fromEntries(kept.map(([key, part]) => [key, overlayOf(part)])) };
  }
}

function withoutIdentifiers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(isCommon));
}

/** Identifiers are the same in all overlays, because they identify people. */
function isCommon([key]: readonly [string, unknown]): boolean {
  return key !== 'identifiers';
}
