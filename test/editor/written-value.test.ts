// The YAML key and value at a place, and the blocks around it, also in absurd texts.
import { expect, test } from 'vitest';
import { findScope } from '../../src/editor/scope-at.ts';
import { findWrittenValue } from '../../src/editor/written-value.ts';

test.each([
  ['audience: { file: peo|ple.csv }', 'file people.csv'],
  ['  file: "a b|.csv" # c', 'file a b.csv'],
  ['sent: |', 'sent '],
  ['title: "x" |', undefined],
  ['fi|le: a', undefined],
] as const)('%s', (marked, expected) => {
  const value = findWrittenValue(marked.replace('|', ''), marked.indexOf('|'));
  expect(value && `${value.key} ${value.text}`).toBe(expected);
});

test.each([
  ['{{#each items}}{{', 'items', 1],
  ['{{#each ../items as |one|~}}{{', 'items', 1],
  ['{{~#with shop~}}{{#each items}}{{', 'items', 2],
  ['{{#each items}}x{{/each}}{{', undefined, 0],
])('the blocks around the end of %s', (text, list, depth) => {
  expect(findScope({ file: 'a.hbs', text, offset: text.length }, undefined)).toMatchObject({ list, depth });
});

test('long lines and blocks that are never closed take almost no time', () => {
  const word = 'a'.repeat(500_000);
  expect(findWrittenValue(word, word.length)).toBeUndefined();
  const open = '{{#each x'.repeat(50_000);
  expect(findScope({ file: 'a.hbs', text: open, offset: open.length }, undefined)).toMatchObject({ depth: 0 });
  const name = `{{#each ${word}`;
  expect(findScope({ file: 'a.hbs', text: name, offset: name.length }, undefined)).toMatchObject({ depth: 0 });
});
