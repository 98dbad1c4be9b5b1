import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { errorAt, warningAt } from '../../../src/diagnostic.ts';
import { formatDiagnosticsText } from '../../../src/view/findings/diagnostics-text.ts';
import { colourStyle, plainStyle } from '../../../src/view/style.ts';
import { readWorkflowCommands } from '../../support/github-runner.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../../support/naughty-strings.ts';

const wide = { style: plainStyle, columns: 100 };
const file = 'campaigns/x.campaign.yaml';

function sourceOf(...lines: string[]): ReadonlyMap<string, string> {
  return new Map([[file, lines.join('\n')]]);
}

test('place, message, the offending line with a caret, help and a count', () => {
  const found = [
    errorAt({ file, line: 2, column: 11 }, 'PP110', 'unknown column "prise"', 'Did you mean "price"?'),
    warningAt({ file, line: 1, column: 1 }, 'PP130', 'ttl is under a minute'),
  ];
  expect(formatDiagnosticsText(found, wide, sourceOf('ttl: 30', 'title: "{{prise}}"'))).toBe(
    [
      'error PP110 campaigns/x.campaign.yaml:2:11 unknown column "prise"',
      '   2 | title: "{{prise}}"',
      '     |           ^',
      '  help: Did you mean "price"?',
      '',
      'warning PP130 campaigns/x.campaign.yaml:1:1 ttl is under a minute',
      '   1 | ttl: 30',
      '     | ^',
      '',
      '1 error, 1 warning',
      '',
    ].join('\n'),
  );
});

test('without findings nothing is printed', () => {
  expect(formatDiagnosticsText([], wide)).toBe('');
});

test('a finding about no file, and one about a file as a whole', () => {
  const found = [
    errorAt(undefined, 'PP156', 'INSIDER_API_KEY is not set'),
    { ...errorAt(undefined, 'PP150', 'not found'), file },
  ];
  expect(formatDiagnosticsText(found, wide, sourceOf('id: x')).split('\n').slice(0, 3)).toEqual([
    'error PP156 INSIDER_API_KEY is not set',
    '',
    'error PP150 campaigns/x.campaign.yaml not found',
  ]);
});

test('a message that begins with its file does not repeat it, and a message about a line is unchanged', () => {
  const named = `${file} is not there`;
  const found = [
    { ...errorAt(undefined, 'PP150', named), file },
    errorAt({ file, line: 1, column: 1 }, 'PP150', named),
    { ...errorAt(undefined, 'PP150', `${file}.gz is not there`), file },
    errorAt(undefined, 'PP150', named),
  ];
  const heads = formatDiagnosticsText(found, { ...wide, folder: 'w/' })
    .split('\n')
    .filter((line) => line.startsWith('error'));
  expect(heads).toEqual([
    `error PP150 w/${file} is not there`,
    `error PP150 w/${file}:1:1 ${named}`,
    `error PP150 w/${file} ${file}.gz is not there`,
    `error PP150 ${named}`,
  ]);
});

test('a finding of a JSON document, in which null means absent', () => {
  const published = {
    severity: 'error',
    code: 'PP301',
    message: 'too many',
    file: null,
    line: null,
    column: null,
    help: null,
  } as const;
  expect(formatDiagnosticsText([published], wide)).toBe('error PP301 too many\n\n1 error, 0 warnings\n');
});

function excerptAt(line: string, column: number): { line: string; caret: number } {
  const text = formatDiagnosticsText(
    [errorAt({ file, line: 1, column }, 'PP110', 'here')],
    { style: plainStyle, columns: 60 },
    sourceOf(line),
  );
  const [, shown = '', below = ''] = text.split('\n');
  return { line: shown, caret: stringWidth(below.slice(0, below.indexOf('^'))) };
}

function characterAt({ line, caret }: { line: string; caret: number }): string {
  const column = Array.from(line).findIndex((_, index, all) => stringWidth(all.slice(0, index).join('')) === caret);
  return Array.from(line).slice(column).join('');
}

describe('the caret', () => {
  test('is below the place, after tabs and wide characters', () => {
    expect(characterAt(excerptAt('\ttitle: "古い {{prise}}"', 13))).toMatch(/^\{\{prise\}\}/v);
  });

  test('is below the place in a long line, which is cut on both sides', () => {
    const long = `message: "${'lorem ipsum '.repeat(30)}{{prise}}${' dolor sit'.repeat(30)}"`;
    const found = excerptAt(long, long.indexOf('{{') + 1);
    expect(characterAt(found)).toMatch(/^\{\{prise\}\}/v);
    expect(stringWidth(found.line)).toBeLessThanOrEqual(60);
    expect(found.line).toMatch(/… *\S.*…$/v);
  });

  test('is after the last character at the end of a line', () => {
    expect(excerptAt('title:', 7).caret).toBe('   1 | title:'.length);
  });
});

describe('what must not be printed', () => {
  test('a line with a secret is never shown, whatever the finding on it', () => {
    const source = sourceOf('a: 1', 'api_key: sk-12345', 'x: sk-999');
    const found = [
      errorAt({ file, line: 2, column: 1 }, 'PP102', 'unknown key'),
      errorAt({ file, line: 3, column: 4 }, 'PP108', 'this looks like a secret'),
      errorAt({ file, line: 3, column: 1 }, 'PP102', 'unknown key'),
    ];
    const text = formatDiagnosticsText(found, wide, source);
    expect(text).not.toContain('sk-');
    expect(text).toContain(':3:4 this looks like a secret');
  });

  test('commands and escapes in messages, help, file names and sources have no effect', () => {
    for (const text of [...naughtyStrings, ...terminalAttacks, ...logAttacks]) {
      const found = [
        { ...errorAt({ file: text, line: 1, column: 3 }, 'PP110', text, text), severity: 'warning' as const },
      ];
      const shown = formatDiagnosticsText(found, { style: plainStyle, columns: 40 }, new Map([[text, text]]));
      expect(readWorkflowCommands(shown)).toEqual([]);
      expect(shown.replaceAll('\n', '')).not.toMatch(/\p{Cc}/v);
    }
  });
});

test('colour is for emphasis alone: without it the text is the same', () => {
  const found = [errorAt({ file, line: 1, column: 1 }, 'PP110', 'unknown column', 'Help.')];
  const coloured = formatDiagnosticsText(found, { style: colourStyle, columns: 40 }, sourceOf('id: x'));
  expect(coloured).toContain('\u001B[31m');
  expect(stripVTControlCharacters(coloured)).toBe(
    formatDiagnosticsText(found, { style: plainStyle, columns: 40 }, sourceOf('id: x')),
  );
});

test('no line is wider than the terminal', () => {
  const found = [errorAt({ file, line: 1, column: 90 }, 'PP110', 'a message '.repeat(20), 'what to do '.repeat(20))];
  const shown = formatDiagnosticsText(
    found,
    { style: plainStyle, columns: 40 },
    sourceOf('words and words '.repeat(20)),
  );
  expect(Math.max(...shown.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
});
