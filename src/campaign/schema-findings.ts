// What ajv says of a file -> findings with place, value, expectation and remedy.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import type { SchemaError } from '../generated/schema-error.ts';
import { findNearest } from './find-nearest.ts';
import { isMap, type YamlMap } from './yaml/is-map.ts';
import type { ParsedYaml } from './yaml/parse-yaml.ts';
import { homesOf, readPointer, schemaAround } from './schema-lookup.ts';
import { describeExpected, describeValue, listWords, typesOf, wordsOfPattern } from './schema-words.ts';
import { isHidden, mayHoldSecret } from './rules/secrets.ts';

interface Misfit {
  readonly error: SchemaError;
  readonly yaml: ParsedYaml;
  /** The whole schema, and the part of it that the value does not fit. */
  readonly root: YamlMap;
  readonly schema: YamlMap;
  readonly path: readonly string[];
  readonly value: unknown;
  /** The path as a person writes it. */
  readonly name: string;
}

export function describeSchemaErrors(
  errors: readonly SchemaError[],
  yaml: ParsedYaml,
  root: YamlMap,
): readonly Diagnostic[] {
  if (yaml.data === null) return [errorAt(yaml.locate([]), 'PP101', 'the file is empty')];
  return errors
    .filter((error) => !error.schemaPath.includes('/propertyNames/')) // its keyword propertyNames says it with the name
    .map((error) => {
      const path = readPointer(error.instancePath);
      const schema = schemaAround(root, error.schemaPath);
      return describe({ error, yaml, root, schema, path, value: valueOf(yaml.data, path), name: nameOf(path) });
    });
}

function describe(misfit: Misfit): Diagnostic {
  switch (misfit.error.keyword) {
    case 'additionalProperties':
      return describeUnknownKey(misfit);
    case 'required':
      return describeMissingKey(misfit);
    case 'propertyNames':
      return describeKeyName(misfit);
    case 'type':
      return describeType(misfit);
    case 'enum':
    case 'pattern':
      return describeWord(misfit);
    default:
      return describeSize(misfit);
  }
}

function describeUnknownKey({ error, yaml, root, schema, path, name }: Misfit): Diagnostic {
  const key = String(error.params['additionalProperty']);
  const known = isMap(schema['properties']) ? Object.keys(schema['properties']) : [];
  const homes = homesOf(root, key).filter((home) => isWithinReach(home, path));
  const nearest = findNearest(key, known);
  const help =
    homes.length > 0
      ? `It belongs ${listWords(homes.map((home) => (home === '' ? 'to the top of the file' : `under ${home}`)))}.`
      : nearest === undefined
        ? `Known keys: ${known.join(', ')}.`
        : `Did you mean ${JSON.stringify(nearest)}?`;
  const shown = mayHoldSecret(key) ? '(not shown: it may be a secret)' : JSON.stringify(key);
  const message = `unknown key ${shown}${path.length === 0 ? '' : ` in ${name}`}`;
  return errorAt(yaml.locateKey([...path, key]), 'PP102', message, help);
}

/** Deep in one part of a file, nobody means a key of another part. */
function isWithinReach(home: string, path: readonly string[]): boolean {
  return home === '' || path.length < 3 || home.split('.')[0] === path[0];
}

function describeMissingKey({ error, yaml, path, name }: Misfit): Diagnostic {
  const key = String(error.params['missingProperty']);
  const message = path.length === 0 ? `the key "${key}" is missing` : `${name} has no "${key}"`;
  return errorAt(yaml.locate(path), 'PP101', message, `Add ${key}.`);
}

function describeKeyName({ error, yaml, schema, path, name }: Misfit): Diagnostic {
  const key = String(error.params['propertyName']);
  const names = isMap(schema['propertyNames']) ? schema['propertyNames'] : {};
  const expected = describeExpected({ type: 'string', ...names });
  const message = `${name}: the name ${describeValue(key, false)} does not fit`;
  return errorAt(yaml.locateKey([...path, key]), 'PP101', message, `Expected ${expected}.`);
}

function describeType({ yaml, schema, path, value, name }: Misfit): Diagnostic {
  const hidden = isHidden(path, value);
  const types = typesOf(schema);
  const isText = types.length === 1 && types[0] === 'string';
  const unquoted = yaml.unquotedAt(path) ?? '';
  if (isText && unquoted !== '' && !hidden) {
    const message = `${name}: YAML reads ${unquoted} as ${describeValue(value, false)}, but this is text`;
    return errorAt(yaml.locate(path), 'PP107', message, `Put it in quotes: "${unquoted}".`);
  }
  const expected = isText ? 'text' : describeExpected(schema);
  return errorAt(yaml.locate(path), 'PP101', `${name}: expected ${expected}, got ${describeValue(value, hidden)}`);
}

function describeWord({ yaml, schema, path, value, name }: Misfit): Diagnostic {
  const known = Array.isArray(schema['enum']) ? schema['enum'].map(String) : wordsOfPattern(String(schema['pattern']));
  const hidden = isHidden(path, value);
  const nearest = typeof value === 'string' && !hidden ? findNearest(value, known) : undefined;
  const message = `${name}: expected ${describeExpected(schema)}, got ${describeValue(value, hidden)}`;
  const help = nearest === undefined ? undefined : `Did you mean ${JSON.stringify(nearest)}?`;
  return errorAt(yaml.locate(path), 'PP101', message, help);
}

function describeSize({ error, yaml, path, value, name }: Misfit): Diagnostic {
  const { keyword, params } = error;
  const limit = JSON.stringify(params['limit'] ?? params['allowedValue']);
  const say = (text: string): Diagnostic => errorAt(yaml.locate(path), 'PP101', `${name} ${text}`);
  switch (keyword) {
    case 'minimum':
      return say(`must be at least ${limit}, is ${String(value)}`);
    case 'maximum':
      return say(`must be at most ${limit}, is ${String(value)}`);
    case 'minItems':
      return say(`needs at least ${limit} entries, has ${lengthOf(value)}`);
    case 'maxItems':
      return say(`takes at most ${limit} entries, has ${lengthOf(value)}`);
    case 'minLength':
      return say('is empty');
    case 'minProperties':
      return say('is empty: it needs at least one entry');
    case 'const':
      return say(`must be ${limit}, is ${describeValue(value, isHidden(path, value))}`);
    default:
      return say(`does not fit: ${error.message ?? keyword}`);
  }
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function valueOf(data: unknown, path: readonly string[]): unknown {
  let at = data;
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)];
    else at = isMap(at) ? at[step] : undefined;
  }
  return at;
}

function nameOf(path: readonly string[]): string {
  if (path.length === 0) return 'the file';
  return path.map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
}
