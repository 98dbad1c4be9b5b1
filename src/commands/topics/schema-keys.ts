// Lists the keys of a published schema, each with its path and what the schema says of it: for help, and for the reference.
import { isMap, type YamlMap } from '../../is-map.ts';
import { describeExpected } from '../../campaign/schema/schema-words.ts';

export interface SchemaKey {
  /** The path from the top of the file: "audience.where.NAME", "variants[].name"; NAME stands for a name that the author chooses. */
  readonly path: string;
  readonly description: string;
  /** The kind of value, in words: "text", "a whole number". */
  readonly takes: string;
  readonly isRequired: boolean;
  readonly fallback: unknown;
  readonly examples: readonly unknown[];
}

/** Lists the keys in the order of the schema. A key that holds changes of another part of the file is listed without the keys in it. */
export function listSchemaKeys(schema: YamlMap): readonly SchemaKey[] {
  const keys = new Map<string, SchemaKey>();
  visit(schema, '', []);
  return [...keys.values()];

  function visit(part: YamlMap, path: string, within: readonly string[]): void {
    const reference = textAt(part, '$ref');
    if (reference.endsWith('Overlay') || within.includes(reference)) return;
    const below = reference === '' ? within : [...within, reference];
    const resolved = resolveIn(schema, part);
    const required = new Set(listAt(resolved, 'required'));
    for (const [name, child] of childrenOf(resolved)) {
      const childPath = path === '' ? name : `${path}.${name}`;
      add(childPath, child, required.has(name));
      visit(child, childPath, below);
    }
    if (isMap(resolved['items'])) visit(resolved['items'], `${path}[]`, below);
    for (const alternative of listAt(resolved, 'anyOf')) if (isMap(alternative)) visit(alternative, path, below);
  }

  function add(path: string, part: YamlMap, isRequired: boolean): void {
    if (keys.has(path)) return;
    const resolved = resolveIn(schema, part);
    keys.set(path, {
      path,
      description: textAt(resolved, 'description'),
      takes: describeTaken(schema, resolved),
      isRequired,
      fallback: resolved['default'],
      examples: listAt(resolved, 'examples'),
    });
  }
}

function* childrenOf(part: YamlMap): Generator<readonly [name: string, child: YamlMap]> {
  const { properties, patternProperties, additionalProperties } = part;
  const named = isMap(properties) ? Object.entries(properties) : [];
  const patterns = isMap(patternProperties) ? Object.entries(patternProperties) : [];
  for (const [name, child] of named) if (isMap(child)) yield [name, child];
  for (const [pattern, child] of patterns) if (isMap(child)) yield [nameOfPattern(pattern), child];
  if (isMap(additionalProperties)) yield ['NAME', additionalProperties];
}

/** "^custom\.[A-Za-z]+$" becomes custom.NAME. */
function nameOfPattern(pattern: string): string {
  const [, written = ''] = /^\^((?:\w|\\\.)*)/v.exec(pattern) ?? [];
  return `${written.replaceAll('\\', '')}NAME`;
}

/** Keys of the part itself override those that it refers to. */
function resolveIn(root: YamlMap, part: YamlMap): YamlMap {
  const steps = textAt(part, '$ref').split('/').slice(1);
  let found: unknown = root;
  for (const step of steps) found = isMap(found) ? found[step] : undefined;
  return steps.length > 0 && isMap(found) ? { ...resolveIn(root, found), ...part } : part;
}

function describeTaken(root: YamlMap, part: YamlMap): string {
  if (part['const'] !== undefined) return JSON.stringify(part['const']);
  const others = listAt(part, 'anyOf').filter(isMap);
  return others.length === 0
    ? describeExpected(part)
    : [...new Set(others.map((one) => describeTaken(root, resolveIn(root, one))))].join(' or ');
}

function textAt(part: YamlMap, key: string): string {
  const value = part[key];
  return typeof value === 'string' ? value : '';
}

function listAt(part: YamlMap, key: string): readonly unknown[] {
  const value = part[key];
  return Array.isArray(value) ? value : [];
}
