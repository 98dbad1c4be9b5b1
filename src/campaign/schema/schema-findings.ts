// Turns the errors of ajv into findings with position, value, expectation and remedy.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { SchemaError } from '../../generated/schema-error.ts';
import { findNearest } from '../find-nearest.ts';
import { isMap, type YamlMap } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { ownWordFor } from './foreign-words.ts';
import { findMisplacedKeys } from './misplaced-keys.ts';
import { readPointer, schemaAround, valueAlong } from './schema-lookup.ts';
import { describeExpected, describeValue, typesOf, wordsOfPattern } from './schema-words.ts';
import { describeUnknownKey, nameOf, unknownKeyOf } from './read-as-meant.ts';
import { adviseForm } from './type-advice.ts';
import { isHidden } from '../rules/secrets.ts';

interface Misfit {
  readonly error: SchemaError;
  readonly yaml: ParsedYaml;
  /** The whole schema, and the part of it that the value does not match. */
  readonly root: YamlMap;
  readonly schema: YamlMap;
  readonly path: readonly string[];
  readonly value: unknown;
  /** The path as a person would write it. */
  readonly name: string;
}

export function describeSchemaErrors(
  errors: readonly SchemaError[],
  yaml: ParsedYaml,
  root: YamlMap,
): readonly Diagnostic[] {
  if (yaml.data === null)
    return [
      errorAt(yaml.locate([]), 'PP101', 'the file is empty', 'Write it, or begin with an example: pushplan init.'),
    ];
  const misplaced = findMisplacedKeys(errors, yaml, root);
  const misfits = errors
    .filter((error) => !misplaced.errors.has(error))
    .filter((error) => !error.schemaPath.includes('/propertyNames/')) // reported by the keyword propertyNames, which has the name
    .map((error): Misfit => {
      const path = readPointer(error.instancePath);
      const schema = schemaAround(root, error.schemaPath);
      return { error, yaml, root, schema, path, value: valueAlong(yaml.data, path), name: nameOf(path) };
    });
  const riddles = new Set(misfits.filter(isRiddle).map(({ name }) => name));
  const told = misfits.filter(({ error, name }) => error.keyword !== 'required' || !riddles.has(name));
  return [...misplaced.findings, ...told.map(describe)];
}

/** Whether the error is about a key such as `1:` or a colon alone. It may be meant as a key that is missing. */
function isRiddle({ error, yaml, path }: Misfit): boolean {
  if (error.keyword !== 'additionalProperties') return false;
  const { line } = yaml.locateKey([...path, String(error.params['additionalProperty'])]);
  return yaml.diagnostics.some((found) => found.code === 'PP105' && found.line === line);
}

function describe(misfit: Misfit): Diagnostic {
  switch (misfit.error.keyword) {
    case 'additionalProperties':
      return describeUnknownKey(unknownKeyOf(misfit.error, misfit.yaml, misfit.root), misfit.yaml, misfit.root);
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
  if (isText && unquoted !== '' && !hidden && fitsPattern(schema, unquoted)) {
    const message = `${name}: YAML reads ${unquoted} as ${describeValue(value, false)}, but this is text`;
    return errorAt(yaml.locate(path), 'PP107', message, `Put it in quotes: "${unquoted}".`);
  }
  const message = `${name}: expected ${describeExpected(schema)}, got ${describeValue(value, hidden)}`;
  return errorAt(yaml.locate(path), 'PP101', message, adviseType(schema, value, hidden));
}

/** Whether the text would be valid in quotes. Quotes alone do not turn `10` into a share or a time. */
function fitsPattern({ pattern }: YamlMap, text: string): boolean {
  return typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text);
}

/** Returns help if it is clear what the author intended. */
function adviseType(schema: YamlMap, value: unknown, hidden: boolean): string | undefined {
  const types = typesOf(schema);
  const isText = types.length === 1 && types[0] === 'string';
  if (isText && Array.isArray(value)) return 'Text that begins with [ needs quotes.';
  if (isText && isMap(value)) return 'Text that begins with { needs quotes. A column is written "{{name}}".';
  const [first] = isMap(schema['properties']) ? Object.keys(schema['properties']) : [];
  if (first !== undefined && !Array.isArray(value)) return adviseKeys(first, value);
  return isTailed(value) && !types.includes('array') ? tailAdvice : adviseForm(schema, value, hidden);
}

/** Returns help for a value where a map of known keys is expected. */
function adviseKeys(first: string, value: unknown): string | undefined {
  if (typeof value === 'string' && /^[\w.\-]+:\S/v.test(value)) return 'Write a space after the colon.';
  if (typeof value === 'string' || value === null)
    return `Its keys belong on the lines below, further right: ${first}, for example.`;
  return undefined;
}

const tailAdvice = 'Remove the comma at the end: lines of YAML end without one.';

function isTailed(value: unknown): boolean {
  return typeof value === 'string' && /[^,;][,;]$/v.test(value);
}

function adviseWord(schema: YamlMap, value: unknown, known: readonly string[], hidden: boolean): string | undefined {
  if (typeof value !== 'string' || hidden) return undefined;
  if (isTailed(value)) return tailAdvice;
  const nearest = ownWordFor(value, known) ?? findNearest(value, known);
  return nearest === undefined ? adviseForm(schema, value, hidden) : `Did you mean ${JSON.stringify(nearest)}?`;
}

function describeWord({ yaml, schema, path, value, name }: Misfit): Diagnostic {
  const known = Array.isArray(schema['enum']) ? schema['enum'].map(String) : wordsOfPattern(String(schema['pattern']));
  const hidden = isHidden(path, value);
  const message = `${name}: expected ${describeExpected(schema)}, got ${describeValue(value, hidden)}`;
  return errorAt(yaml.locate(path), 'PP101', message, adviseWord(schema, value, known, hidden));
}

const bounds: ReadonlyMap<string, string> = new Map([
  ['minimum', 'at least'],
  ['maximum', 'at most'],
  ['exclusiveMinimum', 'above'],
  ['exclusiveMaximum', 'below'],
]);

function describeSize({ error, yaml, path, value, name }: Misfit): Diagnostic {
  const { keyword, params } = error;
  const limit = JSON.stringify(params['limit'] ?? params['allowedValue']);
  const say = (text: string, help: string): Diagnostic => errorAt(yaml.locate(path), 'PP101', `${name} ${text}`, help);
  const bound = bounds.get(keyword);
  if (bound !== undefined)
    return say(`must be ${bound} ${limit}, is ${String(value)}`, `Write a number that is ${bound} ${limit}.`);
  switch (keyword) {
    case 'minItems':
      return say(`needs at least ${limit} ${limit === '1' ? 'entry' : 'entries'}, has ${lengthOf(value)}`, 'Add more.');
    case 'maxItems':
      return say(
        `takes at most ${limit} ${limit === '1' ? 'entry' : 'entries'}, has ${lengthOf(value)}`,
        'Remove some.',
      );
    case 'minLength':
      return say('is empty', 'Write a value, or remove the key.');
    case 'minProperties':
      return say('is empty: it needs at least one entry', 'Add one, or remove the key.');
    case 'const':
      return say(`must be ${limit}, is ${describeValue(value, isHidden(path, value))}`, `Write ${limit}.`);
    default:
      return say(`does not fit: ${error.message ?? keyword}`, 'Correct the value, or remove the key.');
  }
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
