// The editor protocol: positions, paths, and how names from the data are shown.
import { expect, test } from 'vitest';
import { openSource, positionAt } from '../../../src/campaign/yaml/source-text.ts';
import { offsetOf, pathOf, toInlayHint, toRange } from '../../../src/commands/editing/editor-protocol.ts';
import { describeThing } from '../../../src/editor/describe-thing.ts';
import { safeMarkdown } from '../../../src/view/markdown/safe-markdown.ts';

test('positions count in UTF-16 units and never go beyond the end of a line', () => {
  const source = openSource('a.yaml', 'a: 👩‍👧\nb\n');
  for (let offset = 0; offset <= source.text.length; offset += 1) {
    const { line, column } = positionAt(source, offset);
    expect(offsetOf(source, { line: line - 1, character: column - 1 })).toBe(offset);
  }
  expect(offsetOf(source, { line: 0, character: 99 })).toBe(source.text.indexOf('\n'));
  expect(offsetOf(source, { line: 9, character: 0 })).toBe(source.text.length);
  expect(toRange(source.text, 3, 8)).toEqual({ start: { line: 0, character: 3 }, end: { line: 0, character: 8 } });
});

test('a URI that is no file of this machine has no path', () => {
  expect(pathOf('untitled:Untitled-1')).toBeUndefined();
  expect(pathOf('file:///a%2Fb.yaml')).toBeUndefined();
  expect(pathOf('file:///a/b%20c.yaml')).toMatch(/b c\.yaml$/v);
});

test('column names are escaped in hovers, and hints show invisible characters', () => {
  const name = '![x](https://example.com/a.png)';
  const column = { name, type: 'json', fields: ['<img src=x>'], isPublic: false };
  const shown = describeThing({ kind: 'column', column, of: [], start: 0, end: 1 }, safeMarkdown);
  expect(shown).not.toContain('![x](');
  expect(shown).not.toMatch(/(?<!\\)<img/v);
  expect(toInlayHint({ at: { file: 'a.yaml', line: 1, column: 1 }, text: 'a\u202eb\nc' }).label).not.toContain(
    '\u202e',
  );
});
