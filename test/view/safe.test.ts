import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrapText } from '../../src/view/fit-text.ts';
import { safeGithubData, safeGithubProperty, safeJson, safeTerminal } from '../../src/view/safe.ts';
import { FakeTerminal } from '../support/fake-terminal.ts';
import { readWorkflowCommands } from '../support/github-runner.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../support/naughty-strings.ts';
import { tries } from '../support/property-tries.ts';

const all = [...naughtyStrings, ...terminalAttacks, ...logAttacks];
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\p{Cs}]/v;

function withoutEmoji(text: string): string {
  return text.replaceAll(/\p{RGI_Emoji}/gv, '');
}

describe('on a terminal', () => {
  test('text changes only the cells of its own line, and no escape has an effect', async () => {
    const around = 'x'.repeat(40);
    const terminal = new FakeTerminal(12_000, 5);
    terminal.write(`${around}\n${around}\n\n${around}\n${around}`);
    for (const text of all) {
      terminal.write(`\u001B[3;1H\u001B[2K${safeTerminal(text)}`);
      const others = (await terminal.screen()).toSpliced(2, 1);
      const { cursorRow } = terminal;
      expect({ text, others, cursorRow }).toEqual({ text, others: [around, around, around, around], cursorRow: 2 });
    }
    expect(terminal.acts).toEqual([]);
  });

  test('the same text does act if unprotected, so that the check above can fail', async () => {
    const terminal = new FakeTerminal(80, 5);
    terminal.write(`above\n\u001B[6n${terminalAttacks[0]}`);
    await terminal.screen();
    expect(terminal.acts).toHaveLength(1);
    expect(await terminal.screen()).not.toContain('above');
  });

  test('invisible characters are shown', () => {
    expect(safeTerminal('a\tb\nc\u001B[1m\u007F\u009B')).toBe('a␉b␊c␛[1m␡<U+009B>');
    expect(safeTerminal('pay\u200Bpal \u202Egnp')).toBe('pay<U+200B>pal <U+202E>gnp');
    expect(safeTerminal('\uD83D')).toBe('\uFFFD');
  });

  test('ordinary text in any script is unchanged, emoji sequences too', () => {
    for (const text of [
      'Merhaba, İstanbul ğüşöç',
      'شحن مجاني',
      '春のセール',
      '👩‍👩‍👧 🏳️‍🌈 ❤️ 1️⃣ 🇹🇷',
      'price::now',
      'a ## b [c]',
    ]) {
      expect(safeTerminal(text)).toBe(text);
    }
  });

  test('whatever the text, nothing invisible is left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(withoutEmoji(safeTerminal(text))).not.toMatch(invisible);
      }),
    );
  });
});

describe('in a log of GitHub Actions', () => {
  test('no text is a command, wherever it is wrapped', () => {
    for (const text of all) {
      for (const columns of [7, 12, 80]) {
        const log = wrapText(safeTerminal(text), columns).join('\n  ');
        expect({ text, commands: readWorkflowCommands(log) }).toEqual({ text, commands: [] });
      }
    }
  });

  test('colons and brackets in any arrangement are no command', () => {
    const piece = fc.constantFrom('::', ':', 'error', 'set-env', ' ', '##[', '#', '[', ']', ',', '=', 'x');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = safeTerminal(pieces.join(''));
        expect([0, 1, 2, 3, 4, 5].flatMap((from) => readWorkflowCommands(text.slice(from)))).toEqual([]);
      }),
      { numRuns: tries(2000) },
    );
  });

  test('the same texts are commands if unprotected, so that the checks above can fail', () => {
    expect(logAttacks.flatMap((text) => readWorkflowCommands(text)).length).toBeGreaterThan(5);
  });

  test('data and properties of a command make one command with one value each', () => {
    for (const text of all) {
      const line = `::error file=${safeGithubProperty(text)},line=7::${safeGithubData(text)}`;
      const [command, ...others] = readWorkflowCommands(line);
      const data = command?.data ?? '';
      expect(command).toEqual({ name: 'error', properties: { file: data, line: '7' }, data });
      expect(data.length).toBeGreaterThanOrEqual(text.length);
      expect(others).toEqual([]);
      expect(withoutEmoji(line)).not.toMatch(invisible);
    }
  });

  test('percent signs, newlines, colons and commas arrive unchanged', () => {
    const text = 'a:b, 100% sure\nsecond line';
    const [command] = readWorkflowCommands(`::warning file=${safeGithubProperty(text)}::${safeGithubData(text)}`);
    expect(command).toEqual({ name: 'warning', properties: { file: text }, data: text });
  });
});

describe('in JSON', () => {
  test('the value is the same, and nothing invisible is in the text', () => {
    for (const text of all) {
      const json = safeJson({ text });
      expect(JSON.parse(json)).toEqual({ text });
      expect(withoutEmoji(json.replaceAll('\n', ''))).not.toMatch(invisible);
      expect(readWorkflowCommands(json)).toEqual([]);
    }
  });
});
