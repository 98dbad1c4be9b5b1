// Checks pieces of YAML on the pages that are not files: each must be valid in a campaign or in pushplan.yaml.
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPageBlocks } from '../support/page-blocks.ts';
import { listRepositoryFiles, readRepositoryFile } from '../support/repository.ts';
import { isObject } from '../support/walk-schema.ts';

/** Pages that are made from the schemas, or that have tests of their own. Some of them show mistakes. */
const others = /^\.github\/(?:RULES|HELPERS|docs\/(?:birthdays|cart|flash-sale|reference\/.*))\.md$/v;

const pages = listRepositoryFiles().filter((path) => /^(?:README|\.github\/.*)\.md$/v.test(path) && !others.test(path));

const fragments = pages.flatMap((page) =>
  readPageBlocks(readRepositoryFile(page))
    .filter(({ kind, file }) => kind === 'yaml' && file === '')
    .map(({ text }) => [page, text] as const),
);

/** Reads a schema without what only a whole file needs. */
function readSchema(name: string): Readonly<Record<string, unknown>> {
  const {
    required: _required,
    $id: _id,
    ...schema
  }: Record<string, unknown> = JSON.parse(readRepositoryFile(`schema/${name}.schema.json`));
  return schema;
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const checks = ['campaign', 'workspace'].map((name) => ajv.compile(readSchema(name)));

test.each(fragments)('%s: %s', (_page, text) => {
  const value: unknown = parse(text);
  expect(isObject(value)).toBe(true);
  expect(checks.filter((check) => check(value)).length, ajv.errorsText(checks[0]?.errors)).toBeGreaterThan(0);
});

test('finds some pieces of YAML', () => {
  expect(fragments.length).toBeGreaterThan(3);
});
