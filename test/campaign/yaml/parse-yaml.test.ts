// Which YAML is accepted and which is refused, where, and with which message.
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../src/campaign/yaml/parse-yaml.ts';
import { showFindings } from '../../support/findings.ts';

const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

describe('accepted', () => {
  test.each([
    ['block style', 'a: 1\nb:\n  - x\n  - "y"\n', { a: 1, b: ['x', 'y'] }],
    ['flow style', '{ a: 1, b: [x, "y"] }', { a: 1, b: ['x', 'y'] }],
    ['JSON', '{"a": [1, true, null, "x"]}', { a: [1, true, null, 'x'] }],
    ['words of YAML 1.1', 'a: [no, on, 1:30, 2020-01-01]', { a: ['no', 'on', '1:30', '2020-01-01'] }],
    ['an alias', 'a: &list [1, 2]\nb: *list', { a: [1, 2], b: [1, 2] }],
    ['an anchor that is defined again', 'a: &x 1\nb: *x\nc: &x 2\nd: *x', { a: 1, b: 1, c: 2, d: 2 }],
    ['a document start and end', '---\na: 1\n...\n', { a: 1 }],
    ['a byte order mark', '\uFEFFa: 1', { a: 1 }],
    ['a comment after a blank', 'a: Win # or lose', { a: 'Win' }],
    ['a template in the middle', 'a: Hi {{name}}', { a: 'Hi {{name}}' }],
    ['a key called __proto__', '__proto__: 1', JSON.parse('{"__proto__": 1}')],
    ['exact numbers', 'a: [0, -5, 0.5, 9007199254740991]', { a: [0, -5, 0.5, 9_007_199_254_740_991] }],
    ['nothing', '', null],
  ])('%s', (_name, text, data) => {
    const parsed = parseYaml('a.yaml', text);
    expect(parsed.diagnostics).toEqual([]);
    expect(plain(parsed.data)).toEqual(data);
  });

  test('Windows line ends', () => {
    const parsed = parseYaml('a.yaml', 'a: 1\r\nb: x\r\n');
    expect(plain(parsed.data)).toEqual({ a: 1, b: 'x' });
    expect(parsed.locate(['b'])).toEqual({ file: 'a.yaml', line: 2, column: 4 });
  });

  test('a key called __proto__ changes no prototype', () => {
    const { data } = parseYaml('a.yaml', '__proto__: { polluted: true }');
    expect(Object.keys(Object(data))).toEqual(['__proto__']);
    expect('polluted' in Object(data)).toBe(false);
  });
});

describe('refused', () => {
  test.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3', ['PP104 3:1 the key "a" is here twice']],
    ['a tag', 'a: !!str 1', ['PP105 1:4 tags (!name) are not allowed']],
    ['a custom tag', 'a: !ruby/object:X {}', ['PP105 1:4 tags (!name) are not allowed']],
    ['another version of YAML', '%YAML 1.1\n---\na: no', ['PP105 1:1 a % directive is not allowed']],
    ['a tag directive', '%TAG ! x\n---\na: 1', ['PP105 1:1 a % directive is not allowed']],
    ['a merge key', 'a: &a { x: 1 }\nb:\n  <<: *a', ['PP105 3:3 merge keys (<<) are not allowed']],
    ['two documents', 'a: 1\n---\nb: 2', ['PP105 2:1 a second document in one file']],
    ['a number as key', 'a:\n  2024: x', ['PP105 2:3 the key 2024 is not text']],
    ['true as key', 'true: x', ['PP105 1:1 the key true is not text']],
    ['a colon without a key', ': x', ['PP105 1:1 a colon without a key']],
    ['a list as key', '? [a]\n: b', ['PP105 1:3 a key that is not text']],
    ['a cycle', 'a: &a [*a]', ['PP105 1:8 an alias inside the value that it stands for']],
    ['an unknown alias', 'a: *x', ['PP103 1:4 an alias (*name) without an anchor of that name (&name) above it']],
    ['a NUL', 'a: "x\u0000"', ['PP103 1:6 control character U+0000']],
    ['half a character', String.raw`a: "\ud800"`, ['PP103 1:4 text with half a character (a lone surrogate)']],
  ])('%s', (_name, text, expected) => {
    expect(showFindings(parseYaml('a.yaml', text).diagnostics)).toEqual(expected);
  });

  test.each([
    ['an unclosed quote', 'a: "x', 'PP103 1:6 not valid YAML: the closing quote (") is missing'],
    ['an unclosed list', 'a: [1, 2', 'PP103 1:9 not valid YAML: the closing ] is missing'],
    ['an unclosed map', 'a: { b: 2', 'PP103 1:10 not valid YAML: the closing } is missing'],
    ['a tab', 'a:\n\tb: 1', 'PP103 2:1 not valid YAML: a tab as indentation'],
    [
      'a bad escape',
      String.raw`a: "\q"`,
      'PP103 1:5 not valid YAML: backslash with a character that cannot follow it in double quotes',
    ],
    ['two colons', 'a: b: c', 'PP103 1:5 not valid YAML: a second colon in a line: YAML reads it as another key'],
    ['an at sign', 'a: @b', 'PP103 1:4 not valid YAML: text without quotes cannot begin with @'],
    [
      'wrong indentation',
      'a:\n    b: 1\n  c: 2',
      'PP103 3:3 not valid YAML: this line is indented 2 blanks too little',
    ],
    ['no colon', 'a: 1\nb\nc: 2', 'PP103 2:2 not valid YAML: a colon is missing after the key'],
  ])('syntax: %s', (_name, text, expected) => {
    const parsed = parseYaml('a.yaml', text);
    expect(showFindings(parsed.diagnostics)).toContain(expected);
    expect(parsed.data).toBeUndefined();
  });

  test('all syntax errors, one per line', () => {
    const { diagnostics } = parseYaml('a.yaml', 'a: @b\nb: 1\nc: "\\q \\q"\nd: `x`\n');
    expect(diagnostics.map(({ line }) => line)).toEqual([1, 3, 4]);
  });
});

describe('values that YAML reads as something else', () => {
  test.each([
    ['phone: +6512345678', 'PP107 1:8 YAML reads +6512345678 as the number 6512345678', '"+6512345678"'],
    ['id: 00123', 'PP107 1:5 YAML reads 00123 as the number 123', 'write 123'],
    ['price: 1.10', 'PP107 1:8 YAML reads 1.10 as the number 1.1', 'write 1.1'],
    ['id: 1e3', 'PP107 1:5 YAML reads 1e3 as the number 1000', '"1e3"'],
    ['id: 0x1F', 'PP107 1:5 YAML reads 0x1F as the number 31', '"0x1F"'],
    [
      'id: 12345678901234567890',
      'PP107 1:5 YAML reads 12345678901234567890 as the number 12345678901234567000',
      '"12345678901234567890"',
    ],
    ['id: 1e400', 'PP107 1:5 YAML reads 1e400 as no number', '"1e400"'],
    ['id: .nan', 'PP107 1:5 YAML reads .nan as no number', '".nan"'],
    ['optin: TRUE', 'PP107 1:8 YAML reads TRUE as the boolean true', '"TRUE"'],
    ['title: {{name}}', 'PP107 1:8 YAML reads {{ without quotes as a map, not as a template', 'in quotes'],
    ['title: {{name}} is here', 'PP107 1:8 YAML reads {{ without quotes as a map, not as a template', 'in quotes'],
    ['{ title: Hi {{name}} }', 'PP107 1:13 YAML reads {{ without quotes as a map, not as a template', 'in quotes'],
    ['title: Win #1', 'warning PP107 1:12 YAML reads "#1" as a comment, not as part of the text before it', '"Win #1"'],
  ])('%s', (text, expected, help) => {
    const { diagnostics } = parseYaml('a.yaml', text);
    expect(showFindings(diagnostics)).toEqual([expected]);
    expect(diagnostics[0]?.help).toContain(help);
  });

  test('digits are kept as they were written', () => {
    expect(plain(parseYaml('a.yaml', 'id: 12345678901234567890').data)).toEqual({ id: '12345678901234567890' });
  });
});
