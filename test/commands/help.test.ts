// --help: every verb says what it does, what its options take, and gives an example that its own parser takes.
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/commands/program/parse-arguments.ts';
import { verbs } from '../../src/commands/verbs.ts';
import { allCommands, allGroups } from '../support/all-commands.ts';
import { pushplan } from '../support/cli.ts';

const cwd = tmpdir();

async function help(...argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await pushplan(argv, { cwd });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
}

test('the verbs, each with what it takes and does, and the exit codes', async () => {
  const text = await help('--help');
  const names = [
    'init',
    'validate',
    'fetch',
    'render',
    'preview',
    'lsp',
    'plan',
    'test',
    'apply',
    'status',
    'report',
    'pause',
    'stop',
    'resume',
    'resolve',
    'retry',
    'calendar',
    'explain',
    'forget',
    'ledger',
    'worker',
    'sandbox',
    'sandbox reset',
    'drill',
    'doctor',
    'ci',
  ];
  expect(verbs.map(({ name }) => name)).toEqual(names);
  for (const { name, takes, summary } of verbs) expect(text).toMatch(lineOf(`${name} ${takes}`, summary));
  for (let code = 0; code <= 10; code += 1) expect(text).toMatch(new RegExp(String.raw`\b${code} \w`, 'v'));
  for (const argv of [[], ['-h'], ['help']]) expect(await help(...argv)).toBe(text);
});

describe.each(allCommands)('$name', (command) => {
  test('--help names every option with what it takes, and an example', async () => {
    const words = command.name.split(' ');
    const text = await help(...words, '--help');
    for (const [name, option] of Object.entries(command.options)) {
      const value = option.kind === 'choice' ? option.choices.join('|') : 'value' in option ? option.value : '';
      expect(text).toMatch(
        new RegExp(String.raw`^  (?:-h, )?--${name}${value === '' ? '' : ` ${RegExp.escape(value)}`}  +\S`, 'mv'),
      );
    }
    expect(text).toMatch(/^Examples?:\n {2}\$ pushplan /mv);
    expect(await help('help', ...words)).toBe(text);
    expect(await help(...words, '-h')).toBe(text);
  });

  test('its examples are command lines that it takes', () => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { line } of command.examples) {
      // Of several commands in a line the first is this one's; quotes hold one argument together.
      const words = [...(line.split(' && ')[0] ?? '').matchAll(/'([^']*)'|\S+/gv)].map(
        ([whole, quoted]) => quoted ?? whole,
      );
      const name = command.name.split(' ');
      expect(words.slice(0, name.length + 1)).toEqual(['pushplan', ...name]);
      expect(() => parseArguments(command, words.slice(name.length + 1))).not.toThrow();
    }
  });

  test('fits a terminal of 80 columns, but for command lines, which are copied in one piece', async () => {
    const lines = (await help(...command.name.split(' '), '--help'))
      .split('\n')
      .filter((line) => !line.startsWith('  $ '));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

describe.each(allGroups)('$name', ({ name, verbs, examples }) => {
  test('--help lists its verbs, each with what it takes and does', async () => {
    const text = await help(name, '--help');
    for (const { name, takes, summary } of verbs) expect(text).toMatch(lineOf(`${name} ${takes}`, summary));
    expect(text.split('\n').filter((line) => line.length > 80 && !line.startsWith('  $ '))).toEqual([]);
    expect(await help('help', name)).toBe(text);
  });

  test('its examples name verbs of it', () => {
    for (const { line } of examples) {
      expect(verbs.filter((verb) => line.startsWith(`pushplan ${verb.name} `))).toHaveLength(1);
    }
  });
});

function lineOf(called: string, summary: string): RegExp {
  return new RegExp(String.raw`^  ${RegExp.escape(called.trim())} +${RegExp.escape(summary)}$`, 'mv');
}

test('--version is the version alone', async () => {
  expect(await help('--version')).toBe('0.0.0-test\n');
});
