// src/generated is what schema/ says today.
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generate } from '../../schema/generate.ts';

const root = new URL('../../', import.meta.url);

test('the generated files are those that the schemas give', async () => {
  const files = await generate();
  const stale: string[] = [];
  for (const [path, text] of files) {
    const onDisk = await readFile(new URL(path, root), 'utf8');
    if (onDisk.replaceAll('\r\n', '\n') !== text) stale.push(`${path} is stale: run \`npm run generate\``);
  }
  expect(stale).toEqual([]);
  const names = (await readdir(new URL('src/generated/', root))).map((name) => `src/generated/${name}`);
  expect(names.toSorted()).toEqual([...files.keys()].toSorted());
});

test('the compiled validators need nothing that only CommonJS has', async () => {
  const text = (await generate()).get('src/generated/validators.ts');
  expect(text).toMatch(/^\/\/ @ts-nocheck\n/);
  expect(text).not.toContain('require(');
  expect(text).not.toContain('module.exports');
});
