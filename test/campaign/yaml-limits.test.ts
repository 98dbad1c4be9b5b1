// Hostile YAML gets a located finding, and is not read any further. Each of these would take minutes, or all of the memory.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxYamlBytes, parseYaml } from '../../src/campaign/yaml/parse-yaml.ts';
import { tries } from '../support/property-tries.ts';

const level = (index: number): string =>
  `a${index}: &a${index} [${Array(9)
    .fill(`*a${index - 1}`)
    .join(', ')}]`;
const bomb = ['a0: &a0 [x]', ...Array.from({ length: 20 }, (_, index) => level(index + 1))].join('\n');
const chain = [
  'a0: &a0 [x]',
  ...Array.from({ length: 300 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}]`),
].join('\n');
const megabyte = (part: string): string => part.repeat(Math.floor(maxYamlBytes / part.length));

test.each([
  ['an alias bomb', bomb, 'PP106'],
  ['a chain of aliases', chain, 'PP106'],
  ['a list 10,000 deep', '['.repeat(10_000), 'PP106'],
  ['maps 10,000 deep', '{ a: '.repeat(10_000), 'PP106'],
  ['block lists 10,000 deep', '- '.repeat(10_000), 'PP106'],
  ['33 levels', `${'['.repeat(34)}x${']'.repeat(34)}`, 'PP106'],
  ['100,000 keys', Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`).join('\n'), 'PP106'],
  ['2 MiB', `a: ${megabyte('x')}${megabyte('x')}`, 'PP106'],
  ['a megabyte of open brackets', megabyte('['), 'PP106'],
  ['a megabyte of quotes', megabyte('"'), 'PP106'],
  ['20,000 duplicate keys', 'a: 1\n'.repeat(20_000), 'PP104'],
  ['20,000 anchors on one value', '&a '.repeat(20_000), 'PP103'],
  ['20,000 wrong lines', 'a: @b\n'.repeat(20_000), 'PP103'],
])('%s', (_name, text, code) => {
  const { diagnostics } = parseYaml('a.yaml', text);
  expect(diagnostics.map((finding) => finding.code)).toContain(code);
  expect(diagnostics.every(({ line, column }) => line !== undefined && column !== undefined)).toBe(true);
});

test('32 levels, a scalar of almost 1 MiB and 20,000 keys are fine', () => {
  for (const text of [
    `${'['.repeat(32)}x${']'.repeat(32)}`,
    `a: "${'x'.repeat(maxYamlBytes - 10)}"`,
    Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'),
  ]) {
    expect(parseYaml('a.yaml', text).diagnostics).toEqual([]);
  }
});

const yamlish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a',
        'b: ',
        '- ',
        '? ',
        ': ',
        '\n',
        '\n  ',
        '{',
        '}',
        '[',
        ']',
        ', ',
        '"',
        "'",
        '|\n',
        '>-\n',
        '#',
        ' #1',
      ),
      fc.constantFrom(
        '&x ',
        '*x',
        '!t ',
        '%YAML 1.1\n',
        '---\n',
        '...\n',
        '<<: ',
        '{{',
        '}}',
        '\\',
        '\t',
        '+65',
        '0x',
        '~',
        '\uFEFF',
      ),
      fc.string({ maxLength: 3, unit: 'binary' }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('no text throws, and all findings lie within the file', () => {
  fc.assert(
    fc.property(yamlish, (text) => {
      const { data, diagnostics, locate } = parseYaml('a.yaml', text);
      const lines = text.split('\n').length;
      for (const finding of diagnostics) {
        expect(finding.line).toBeGreaterThanOrEqual(1);
        expect(finding.line).toBeLessThanOrEqual(lines);
        expect(finding.message).not.toBe('not valid YAML: it cannot be read');
      }
      if (data === undefined) expect(diagnostics).not.toEqual([]);
      expect(locate(['a', 0, 'b'], 3).line).toBeLessThanOrEqual(lines);
    }),
    { numRuns: tries(3000) },
  );
});
