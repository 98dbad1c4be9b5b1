// --help: every verb says what it does, explains its options, and gives an example that its own parser accepts.
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/commands/program/parse-arguments.ts';
import { describeCommand, describeVerbs } from '../../src/commands/topics/describe-command.ts';
import { findKeys, readKeys } from '../../src/commands/topics/key-topic.ts';
import { helpGroups } from '../../src/commands/topics/verb-groups.ts';
import { verbs } from '../../src/commands/verbs.ts';
import { rules } from '../../src/diagnostic.ts';
import { exitCodes } from '../../src/errors.ts';
import { helperDocs } from '../../src/message/helpers/helper-table.ts';
import { linkingStyle } from '../../src/view/style.ts';
import { allCommands, allGroups } from '../support/all-commands.ts';
import { pushplan } from '../support/cli.ts';
import { repositoryRoot } from '../support/repository.ts';

const cwd = tmpdir();

function flow(text: string): string {
  return text.replaceAll(/\s+/gv, ' ');
}

async function help(...argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await pushplan(argv, { cwd });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
}

test('lists the verbs, each with its arguments and summary, and the exit codes', async () => {
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
    'completion',
    'help',
    'version',
  ];
  expect(verbs.map(({ name }) => name)).toEqual(names);
  for (const { name, takes, summary } of verbs) expect(text).toMatch(lineOf(`${name} ${takes}`, summary));
  for (const code of Object.values(exitCodes)) expect(text).toMatch(new RegExp(String.raw`^ +${code} +\w`, 'mv'));
  for (const argv of [[], ['-h'], ['help']]) expect(await help(...argv)).toBe(text);
});

test('each verb is in one group', () => {
  expect(helpGroups.flatMap(({ names }) => names).toSorted()).toEqual(verbs.map(({ name }) => name).toSorted());
});

test.each([30, 50, 80, 200])('help fits a terminal of %i columns, and links to the docs', (columns) => {
  const layout = { style: linkingStyle, columns };
  const texts = [
    describeVerbs(verbs, '1.2.3', layout),
    ...[...allCommands, ...allGroups].map((command) => describeCommand(command, layout)),
  ];
  for (const text of texts) {
    const lines = stripVTControlCharacters(text)
      .split('\n')
      .filter((line) => !line.startsWith('  $ ') && !line.startsWith('https://') && !/^ {2}--?\S+ \S+$/v.test(line));
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(text).toContain(
      '\u001B]8;;https://github.com/pushplan/pushplan/blob/main/.github/docs/reference/commands.md',
    );
  }
});

describe('help TOPIC', () => {
  test('a rule: its section of RULES.md, in upper or lower case', async () => {
    const text = await help('help', 'PP102');
    expect(text).toMatch(/^PP102\n\nunknown key · error · exit 3\n\nNeither pushplan/v);
    expect(text).toContain('\n\n    tittle: Sale # wrong\n    title: Sale # right\n\nhttps://');
    expect(text).not.toContain('PP103');
    expect(await help('help', 'pp102')).toBe(text);
  });

  test('every rule: fits the width and has no Markdown marks', async () => {
    for (const [code, title] of Object.entries(rules)) {
      const text = await help('help', code);
      expect(text.split('\n', 3)).toEqual([code, '', expect.stringMatching(`^${RegExp.escape(title)} · `)]);
      const prose = text.split('\n').filter((line) => !/^(?: {4}|https:)/v.test(line));
      expect(prose.filter((line) => line.length > 80 || /\*\*|```|\]\(/v.test(line))).toEqual([]);
    }
  });

  test('lists all helpers, and describes each of them', async () => {
    const text = await help('help', 'helpers');
    for (const { name, signature } of helperDocs) {
      expect(flow(text)).toContain(flow(signature));
      expect(await help('help', name)).toContain(`HELPERS.md#${name}\n`);
    }
    expect(await help('help', 'currency')).toContain(
      '{{currency price \'EUR\'}}\n      with   {"price":"19.9"}\n      gives  €19.90',
    );
  });

  test.each([
    ['audience.max_age', 'audience.max_age in a campaign\n  takes  '],
    ['title', 'notification.title in a campaign\n  takes  text'],
    ['audience.columns.price', 'audience.columns.NAME in a campaign\n'],
    ['variants[0].name', 'variants[].name in a campaign\n  takes  '],
    ['requests_per_minute', 'environments.NAME.requests_per_minute in pushplan.yaml\n'],
    ['pushplan.yaml.policy.caps', 'policy.caps in pushplan.yaml\n'],
    ['campaign.retry', 'retry in a campaign\n'],
    ['every', 'every in a campaign\n'],
  ])('a key: %s', async (written, begins) => {
    expect(await help('help', written)).toContain(begins);
  });

  test('a key that exists in several places: all of them', async () => {
    const text = await help('help', 'within');
    expect(text).toMatch(/^There are several/v);
    for (const path of ['exclude[].within', 'caps[].within']) expect(text).toContain(`  ${path}\n`);
    // Keys of this name are at the top level of both files.
    expect(await help('help', 'version')).toContain('pushplan version');
    expect(await help('help', 'test_camp_id')).toMatch(/in a campaign\n[^]*test_camp_id in pushplan\.yaml\n/v);
  });

  test('finds every key of both schemas by its path, with a description', async () => {
    const keys = await readKeys({ packageRoot: pathToFileURL(repositoryRoot) });
    expect(keys.length).toBeGreaterThan(300);
    for (const key of keys) {
      expect(findKeys(keys, key.path)).toContain(key);
      expect(key.description, key.path).not.toBe('');
    }
  });

  test.each([
    ['columns', /NAME +The type of the column: string, number, integer, boolean, json or\s+date\./v],
    ['schedule', /outside +What happens to people outside of the window: `hold` or `skip`\./v],
    ['sources.NAME', /kind +The kind of the source: postgres, s3, https or command\./v],
  ])('the keys in %s: one line names every value that a key accepts', async (topic, line) => {
    expect(await help('help', topic)).toMatch(line);
  });

  test('lists exit codes with their meaning', async () => {
    expect(await help('help', 'exit-codes')).toMatch(/^ +0 +done.*\n[^]* 10 +the key is missing, or the vendor/v);
  });

  test.each(['4', 'exit 4'])('%s shows the exit codes too, since a job reports its end in this way', async (topic) => {
    expect(await help('help', ...topic.split(' '))).toBe(await help('help', 'exit-codes'));
  });

  test.each(['#each', '{{#each}}', '{{#each'])('a helper in the form that a template uses: %s', async (topic) => {
    expect(await help('help', topic)).toBe(await help('help', 'each'));
  });

  test('an unknown topic is refused, with a suggestion', async () => {
    const { exitCode, stderr } = await pushplan(['help', 'notification.titel'], { cwd });
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('no help on notification.titel; did you mean notification.title?'),
    });
    expect((await pushplan(['help', 'constructor'], { cwd })).exitCode).toBe(3);
    for (const [words, said] of [
      [['plan', 'apply'], 'no help on plan apply; did you mean plan?'],
      [['exit-code'], 'no help on exit-code; did you mean exit-codes?'],
      [['PP999'], 'no help on PP999\n'],
    ] as const)
      expect((await pushplan(['help', ...words], { cwd })).stderr).toContain(said);
  });
});

describe.each(allCommands)('$name', (command) => {
  test('--help names every option with its value, and has an example', async () => {
    const words = command.name.split(' ');
    const text = await help(...words, '--help');
    for (const [name, option] of Object.entries(command.options)) {
      const value = option.kind === 'choice' ? option.choices.join('|') : 'value' in option ? option.value : '';
      expect(text).toMatch(
        new RegExp(
          String.raw`^  (?:-h, )?--${name}${value === '' ? '' : ` ${RegExp.escape(value)}`}(?:  +|\n +)\S`,
          'mv',
        ),
      );
    }
    expect(text).toMatch(/^Examples?\n {2}\$ pushplan /mv);
    expect(await help('help', ...words)).toBe(text);
    expect(await help(...words, '-h')).toBe(text);
  });

  test('its examples are command lines that it accepts', () => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { line } of command.examples) {
      // The first of several commands on a line is this one; quotes hold one argument together.
      const words = [...(line.split(' && ')[0] ?? '').matchAll(/'([^']*)'|\S+/gv)].map(
        ([whole, quoted]) => quoted ?? whole,
      );
      const name = command.name.split(' ');
      expect(words.slice(0, name.length + 1)).toEqual(['pushplan', ...name]);
      expect(() => parseArguments(command, words.slice(name.length + 1))).not.toThrow();
    }
  });

  test('fits a terminal of 80 columns, except for command lines, which stay in one piece for copying', async () => {
    const lines = (await help(...command.name.split(' '), '--help'))
      .split('\n')
      .filter((line) => !line.startsWith('  $ ') && !line.startsWith('https://'));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

describe.each(allGroups)('$name', ({ name, verbs, examples }) => {
  test('--help lists its verbs, each with its arguments and summary', async () => {
    const text = await help(name, '--help');
    for (const { name, takes, summary } of verbs) expect(text).toMatch(lineOf(`${name} ${takes}`, summary));
    expect(text.split('\n').filter((line) => line.length > 80 && !/^(?: {2}\$ |https:)/v.test(line))).toEqual([]);
    expect(await help('help', name)).toBe(text);
  });

  test('its examples name its own verbs', () => {
    for (const { line } of examples) {
      expect(verbs.filter((verb) => line.startsWith(`pushplan ${verb.name} `))).toHaveLength(1);
    }
  });
});

function lineOf(called: string, summary: string): RegExp {
  return new RegExp(String.raw`^  ${RegExp.escape(called.trim())} +${RegExp.escape(summary)}$`, 'mv');
}

test('--version prints only the version', async () => {
  for (const asked of ['--version', '-V', '-v', 'version']) expect(await help(asked)).toBe('0.0.0-test\n');
});

test.each([['--json'], ['--verbose'], ['more'], ['--help']])(
  '--version %s gives the same answer as version does',
  async (more) => {
    const asked = await pushplan(['version', more], { cwd: '.' });
    expect(asked.stdout).not.toBe('0.0.0-test\n');
    for (const option of ['--version', '-V', '-v']) {
      const { exitCode, stdout, stderr } = await pushplan([option, more], { cwd: '.' });
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: asked.exitCode,
        stdout: asked.stdout,
        stderr: asked.stderr,
      });
    }
  },
);
