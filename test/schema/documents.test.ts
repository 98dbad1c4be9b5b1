// Every schema: draft-07, closed, and with a description for everybody who hovers over a key.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { editorKeywords } from '../../schema/editor-words.ts';
import {
  isObject,
  type Json,
  objectAt,
  resolvePointer,
  schemaNames,
  typesOf,
  walkSchema,
} from '../support/walk-schema.ts';

/** The objects whose keys are free, by the last part of their path. */
const freeObjects = [
  'environments',
  'sources',
  'given',
  'data',
  'link_params',
  'header_env',
  'columns',
  'lists',
  'custom_env',
  'locales',
  'params',
  'where',
  'notification',
  'rejectedCounts',
  'refusedCounts',
  'leftOutCounts',
  'opened_refusals',
];

describe.each(schemaNames)('%s.schema.json', (name) => {
  const schema = readSchema(name);
  const places = [...walkSchema(schema)];
  const referring = places.filter((place) => '$ref' in place.schema);
  const speaking = places.filter((place) => !('$ref' in place.schema));

  test('is valid draft-07, under its own address', () => {
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema['$id']).toBe(`https://pushplan.dev/schema/${name}.schema.json`);
    const meta = new Ajv();
    expect(meta.validateSchema(schema) === true ? null : meta.errors).toBeNull();
  });

  test('is complete: a reference leads into the same file, and has no other keys beside it', () => {
    const wrong = referring.filter(
      (place) => Object.keys(place.schema).length > 1 || !isObject(referred(schema, place.schema)),
    );
    expect(wrong).toEqual([]);
  });

  test('closes every object except those whose keys are free', () => {
    const objects = places.filter((place) => typesOf(place.schema).includes('object') || 'properties' in place.schema);
    const open = objects.filter((place) => place.schema['additionalProperties'] !== false);
    const paths = open.map((place) => place.path);
    expect(paths.filter((path) => !freeObjects.some((key) => path.endsWith(`/${key}`)))).toEqual([]);
  });

  test('uses every definition, and requires only keys that it has', () => {
    const references = referring.map((place) => referred(schema, place.schema));
    const unused = Object.entries(objectAt(schema, 'definitions')).filter(([, part]) => !references.includes(part));
    expect(unused.map(([key]) => key)).toEqual([]);
    const missing = places.flatMap(({ path, schema: part }) =>
      textsOf(part['required'])
        .filter((key) => !(key in objectAt(part, 'properties')))
        .map((key) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  test('describes every key in sentences, with examples', () => {
    const mute = speaking.filter(({ schema: part }) => !/^[A-Za-z`].{12,}[.)]$/s.test(textOf(part['description'])));
    expect(mute.map((place) => place.path)).toEqual([]);
    const bare = speaking.filter(
      ({ schema: part }) => !Array.isArray(part['examples']) || part['examples'].length === 0,
    );
    expect(bare.map((place) => place.path)).toEqual([]);
  });

  test('gives only examples, defaults and snippets that are valid', () => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true }).addVocabulary([...editorKeywords]).addSchema(schema);
    const wrong = speaking.flatMap(({ path, schema: part }) => {
      const validate = ajv.compile({ $ref: `${textOf(schema['$id'])}#${encodeURI(path)}` });
      const values: unknown[] = [
        ...[part['examples'] ?? []].flat(1),
        ...('default' in part ? [part['default']] : []),
        ...snippetsOf(part['defaultSnippets']),
      ];
      return values.filter((value) => !validate(value)).map((value) => `${path}: ${JSON.stringify(value)}`);
    });
    expect(wrong).toEqual([]);
  });
});

test('a diagnostic is the same in every document', () => {
  const found = schemaNames.flatMap((name) => objectAt(readSchema(name), 'definitions')['diagnostic'] ?? []);
  expect(found.length).toBeGreaterThan(10);
  for (const other of found) expect(other).toEqual(found[0]);
});

test('a test in the document of a pull request is what test prints', () => {
  const { $schema: _schema, $id: _id, title: _title, definitions: _definitions, ...own } = readSchema('test');
  const { description, ...shown } = objectAt(objectAt(readSchema('ci-test'), 'definitions'), 'test');
  expect(description).toEqual(expect.any(String));
  expect({ ...shown, description: own['description'] }).toEqual(own);
});

test('a link in a card has the same keys as any other', () => {
  const definitions = objectAt(readSchema('campaign'), 'definitions');
  const card = resolvePointer(definitions, '/advancedPushItem/properties/deep_links');
  const link = definitions['deepLink'];
  expect(keysOf(card)).toEqual(keysOf(link));
  expect(keysOf(link)).toHaveLength(5);
});

/** The snippets with the default text at each of their placeholders. */
function snippetsOf(snippets: unknown): readonly unknown[] {
  const bodies = Array.isArray(snippets) ? snippets.map((snippet: { readonly body: unknown }) => snippet.body) : [];
  return bodies.map((body) => JSON.parse(JSON.stringify(body).replaceAll(/\$\{\d+:([^\}]*)\}/gv, '$1')) as unknown);
}

function readSchema(name: string): Json {
  const text = readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8');
  const schema: unknown = JSON.parse(text);
  return isObject(schema) ? schema : {};
}

function referred(schema: Json, reference: Json): unknown {
  return resolvePointer(schema, textOf(reference['$ref']).replace(/^#/, ''));
}

function keysOf(part: unknown): readonly string[] {
  if (!isObject(part)) return [];
  return [...Object.keys(objectAt(part, 'properties')), ...Object.keys(objectAt(part, 'patternProperties'))];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}
