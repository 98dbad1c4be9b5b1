// Generates src/generated/leaf-checks.ts: one compiled check for each kind of single value in the API's schema.
import { Ajv, type AnySchemaObject } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

/** Returns text by path from the root of the repository. `schema` contains no references. */
export function generateLeafChecks(schema: AnySchemaObject): ReadonlyMap<string, string> {
  const leaves = [...new Set(listLeaves(schema).map((leaf) => JSON.stringify(leaf)))].toSorted();
  const ajv = new Ajv({
    strict: true,
    code: { source: true, esm: true, lines: true },
    // Counts UTF-16 units, which makes no difference as long as lengths are only checked for being positive.
    unicode: false,
    logger: false, // otherwise, it reports that option as deprecated
  });
  for (const [index, leaf] of leaves.entries()) {
    const { minLength = 0, maxLength } = JSON.parse(leaf);
    if (minLength > 1 || maxLength !== undefined)
      throw new Error(`a leaf's length has to be counted in characters: ${leaf}`);
    ajv.addSchema(JSON.parse(leaf), `leaf${index}`);
  }
  const names = leaves.map((_, index) => `leaf${index}`);
  const code = standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
  return new Map([
    ['src/generated/leaf-validators.ts', `// @ts-nocheck\n\n${code}\n`],
    ['src/generated/leaf-checks.ts', writeChecks(leaves)],
  ]);
}

function writeChecks(leaves: readonly string[]): string {
  return `import * as validators from './leaf-validators.ts';
import type { SchemaError } from './schema-error.ts';

export interface LeafCheck {
  (value: unknown): boolean;
  /** Of the last value that did not fit, the first thing that is wrong with it. */
  errors?: readonly SchemaError[] | null;
}

/** By the JSON of what notification-schema.ts says of a single value. */
export const leafChecks: ReadonlyMap<string, LeafCheck> = new Map<string, LeafCheck>([
${leaves.map((leaf, index) => `  [${JSON.stringify(leaf)}, validators.leaf${index}],`).join('\n')}
]);
`;
}

/** Returns all parts that are neither an object nor a list. */
function listLeaves(schema: AnySchemaObject): readonly AnySchemaObject[] {
  const { properties = {}, patternProperties = {}, items = [] } = schema;
  const parts = [properties, patternProperties, [items].flat()].flatMap((part) => Object.values<AnySchemaObject>(part));
  return parts.length === 0 ? [schema] : parts.flatMap(listLeaves);
}
