// The parser of arguments: valid ones are converted to their types, others are refused with a suggestion.
import { describe, expect, test } from 'vitest';
import { tmpdir } from 'node:os';
import { parseArguments } from '../../../src/commands/program/parse-arguments.ts';
import { Refusal } from '../../../src/errors.ts';
import { commandOf } from '../../support/all-commands.ts';
import { verbs } from '../../../src/commands/verbs.ts';
import { pushplan } from '../../support/cli.ts';

test('accepts flags, texts, numbers, choices and operands in any order', () => {
  expect(
    parseArguments(commandOf('apply'), ['a', '--yes', '--max-sends', '12', 'b', '--env=staging', '--', '--odd']),
  ).toEqual({
    values: {
      wait: false,
      yes: true,
      'expect-seal': undefined,
      'expect-sends': undefined,
      allow: [],
      detach: false,
      'max-sends': 12,
      until: undefined,
      'max-duration': undefined,
      report: undefined,
      approved: false,
      'new-ledger': false,
      'no-settle': false,
      env: 'staging',
      json: false,
      'no-color': false,
      help: false,
    },
    operands: ['a', 'b', '--odd'],
  });
  expect(parseArguments(commandOf('render'), ['c', '--where', 'a=1', '--where', 'b=2']).values['where']).toEqual([
    'a=1',
    'b=2',
  ]);
  expect(parseArguments(commandOf('plan'), ['--format', 'json']).values['format']).toBe('json');
});

test('a misspelt second word of a command is refused with a suggestion', async () => {
  const { exitCode, stderr } = await pushplan(['sandbox', 'rest'], { cwd: tmpdir() });
  expect(exitCode).toBe(3);
  expect(stderr).toContain('error PP502 sandbox does not know rest; did you mean reset?');
});

describe('refused with 3:', () => {
  test.each([
    ['an unknown option', ['plan', '--jsn'], 'unknown option --jsn; did you mean --json?'],
    ['an option that resembles no other', ['plan', '--zzzzzz'], 'unknown option --zzzzzz'],
    ['a short option', ['plan', '-x'], 'unknown option -x'],
    ['an option as other programs call it', ['preview', '-o', 'a'], 'unknown option -o; did you mean --out?'],
    [
      'a file where it is printed',
      ['calendar', '--output', 'a'],
      'unknown option --output help: It prints to standard output, which a shell writes to a file with > FILE.',
    ],
    ['a missing value', ['plan', '--out'], '--out needs a value: save the plan, for pushplan apply FILE'],
    ['an option where a value should be', ['plan', '--out', '--no-color'], '--out needs a value'],
    ['an empty value', ['plan', '--out', ''], '--out is empty'],
    ['a value for a flag', ['plan', '--json=yes'], '--json takes no value'],
    ['an option twice', ['plan', '--out', 'a', '--out', 'b'], '--out is given twice'],
    [
      'an unknown choice',
      ['plan', '--format', 'jsn'],
      '--format jsn is not one of text, json, markdown, html; did you mean json?',
    ],
    ['not a number', ['apply', '--max-sends', '1e3'], '--max-sends 1e3 is not a whole number from 1'],
    ['too small a number', ['apply', '--max-sends', '0'], '--max-sends 0 is not a whole number from 1'],
    ['too large a number', ['sandbox', '--port', '70000'], '--port 70000 is not a whole number from 0 to 65535'],
    ['an operand too many', ['status', 'run_a', 'run_b'], 'one [RUN] at a time, not also run_b'],
    ['an operand where none is taken', ['sandbox', 'here'], 'sandbox takes only options, not here'],
    ['no operand', ['resume'], 'resume needs RUN'],
  ])('%s', async (_, argv, words) => {
    const result = await pushplan(argv, { cwd: tmpdir() });
    expect(result).toMatchObject({ exitCode: 3, stdout: '' });
    const said = result.stderr.replaceAll(/\s+/gv, ' ');
    expect(said).toContain(`error PP502 ${words}`);
    expect(said).toContain(`pushplan ${argv[0]} --help shows what it takes.`);
  });

  test.each([
    [['plan', '--out', '-'], '--out - names no file', '--format json for scripts. A file of that name is ./-.'],
    [['plan', '--page=-'], '--page - names no file', '--format html prints the page.'],
    [['preview', '--out', '-'], '--out - names no file', 'Leave --out out:'],
    [['report', 'run_a', '--out', '-'], '--out - names no file', 'Leave --out out:'],
    [['status', 'run_a', '--export', 'refused', '--out', '-'], '--out - names no file', '--show-pii prints them.'],
    [['apply', '--report', '-'], '--report - names no file', 'A file of that name is ./-.'],
    [['sandbox', '--log', '-'], '--log - names no file', 'A file of that name is ./-.'],
    [['forget', '--export', '-'], '--export - names no file', 'A file of that name is ./-.'],
    [['render', '--write', '-'], '--write - names no folder', 'A folder of that name is ./-.'],
    [['ledger', 'export', '-'], 'ledger export - names no file', 'A file of that name is ./-.'],
  ])('%j, because no file of that name would be written', async (argv, words, help) => {
    const result = await pushplan(argv, { cwd: tmpdir() });
    expect(result).toMatchObject({ exitCode: 3, stdout: '' });
    const said = result.stderr.replaceAll(/\s+/gv, ' ');
    expect(said).toContain(`error PP502 ${words}, and does not mean standard input or output here`);
    expect(said).toContain(help);
  });

  test('a dash that names no file or folder is a normal value', () => {
    expect(parseArguments(commandOf('stop'), ['run_a', '--campaign', '-']).values['campaign']).toBe('-');
    expect(parseArguments(commandOf('plan'), ['--out', './-']).values['out']).toBe('./-');
  });

  test.each([
    ['aply', 'unknown command aply; did you mean apply?'],
    ['statsu', 'unknown command statsu; did you mean status?'],
    ['frobnicate', 'unknown command frobnicate'],
    ['--yes', 'unknown option before a command --yes'],
  ])('the verb %s', async (verb, words) => {
    const result = await pushplan([verb], { cwd: tmpdir() });
    expect(result).toMatchObject({ exitCode: 3, stdout: '' });
    expect(result.stderr).toContain(`error PP501 ${words}`);
    expect(result.stderr.replaceAll(/\s+/gv, ' ')).toContain(
      `Commands: ${verbs.flatMap(({ name }) => (name.includes(' ') ? [] : name)).join(', ')}.`,
    );
  });
});

test('throws a Refusal, not an error of the underlying parser', () => {
  expect(() => parseArguments(commandOf('plan'), ['--nope'])).toThrow(Refusal);
  expect(() => parseArguments(commandOf('plan'), ['--constructor'])).toThrow(Refusal);
});
