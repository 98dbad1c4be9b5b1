// Every value has its line and column, in every style of scalar.
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../src/campaign/yaml/parse-yaml.ts';

/** Removes the ^ from a text, and returns its line and column. */
function takeMark(marked: string): { readonly text: string; readonly line: number; readonly column: number } {
  const offset = marked.indexOf('^');
  const before = marked.slice(0, offset).split('\n');
  return {
    text: marked.replace('^', ''),
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
  };
}

describe('offset within a text', () => {
  test.each([
    ['plain', 'a: Hello ^{{name}}'],
    ['plain over lines', 'a: Hello\n   dear\n   ^{{name}}'],
    ['single quotes', "a: 'It''s ^{{name}}'"],
    ['single quotes over lines', "a: 'It''s\n  \n  ^{{name}}'"],
    ['double quotes', 'a: "Hi ^{{name}}"'],
    ['escapes', String.raw`a: "\"\x41\u00e9\U0001F600\t^{{name}}"`],
    ['an escaped line break', 'a: "one \\\n  two ^{{name}}"'],
    ['double quotes over lines', 'a: "one\n\n  two ^{{name}}"'],
    ['a literal block', 'x: 1\na: |\n  one\n  two ^{{name}}\n'],
    ['a literal block with deeper lines', 'a: |-\n  one\n    two\n\n  three ^{{name}}\n'],
    ['a folded block', 'a: >\n  one\n  two\n\n  three ^{{name}}\n'],
    ['a folded block with deeper lines', 'a: >-\n  one\n    two ^{{name}}\n  three\n'],
    ['characters of two units', 'a: "👋🏽 ^{{name}}"'],
    ['trailing blanks before a line break', 'a: "one  \n  ^{{name}}"'],
    ['an empty line at the start of a block', 'a: |\n\n  one ^{{name}}\n'],
  ])('%s', (_name, marked) => {
    const { text, line, column } = takeMark(marked);
    const parsed = parseYaml('a.yaml', text);
    const value = String(Reflect.get(Object(parsed.data), 'a'));
    expect(parsed.diagnostics).toEqual([]);
    expect(parsed.locate(['a'], value.indexOf('{{'))).toEqual({ file: 'a.yaml', line, column });
  });
});

function at(line: number, column: number): object {
  return { file: 'a.yaml', line, column };
}

describe('values and keys', () => {
  const text = `top:
  list:
    - first
    - { flow: "x" }
  empty:
  map:
    inner: 5
again: &anchor { deep: 1 }
alias: *anchor
`;
  const { locate, locateKey } = parseYaml('a.yaml', text);

  test.each([
    ['a number', ['top', 'map', 'inner'], at(7, 12)],
    ['an entry of a list', ['top', 'list', 1], at(4, 7)],
    ['an index as text', ['top', 'list', '0'], at(3, 7)],
    ['within flow style', ['top', 'list', 1, 'flow'], at(4, 15)],
    ['a map below its key: the key', ['top', 'map'], at(6, 3)],
    ['a key without a value: the key', ['top', 'empty'], at(5, 3)],
    ['a missing value: the nearest one above', ['top', 'map', 'missing', 0], at(6, 3)],
    ['a value behind an alias: where it is written', ['alias', 'deep'], at(8, 24)],
    ['the file', [], at(1, 1)],
  ])('%s', (_name, path, position) => {
    expect(locate(path)).toEqual(position);
  });

  test('keys', () => {
    expect(locateKey(['top', 'map', 'inner'])).toEqual(at(7, 5));
    expect(locateKey(['top', 'list', 1, 'flow'])).toEqual(at(4, 9));
    expect(locateKey(['alias'])).toEqual(at(9, 1));
  });
});
