// Wrong command lines: refused with what would fit, before anything is read or written.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import {
  environment,
  expectFinding,
  expectHarmless,
  findingsOf,
  makeBadWorkspace,
  startCounter,
} from '../support/bad-input.ts';
import type { RuleCode } from '../../src/diagnostic.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const seal = `pp1:${'0'.repeat(64)}`;
const file = 'a.campaign.yaml';

/** The arguments, the exit code, the code of the rule, and parts of the message and the help. */
const lines: readonly [readonly string[], number, RuleCode, string, string][] = [
  [['aply'], 3, 'PP501', 'unknown command aply; did you mean apply?', 'Commands: init'],
  [['frobnicate'], 3, 'PP501', 'unknown command frobnicate', 'pushplan --help'],
  [['--env', 'live', 'plan'], 3, 'PP501', 'unknown option before a command --env', 'Commands'],
  [['plan', '--jsn'], 3, 'PP502', 'unknown option --jsn; did you mean --json?', 'pushplan plan --help'],
  [['init', '--env', 'live'], 3, 'PP502', 'unknown option --env', 'pushplan init --help'],
  [['ci', 'summary', 'a.json', '--env', 'live'], 3, 'PP502', '--env is for ci comment and ci test', ''],
  [['ci', 'approved', '--env', 'live'], 3, 'PP502', '--env is for ci comment and ci test', ''],
  [['fetch', '--env', 'nowhere'], 3, 'PP154', 'nowhere', 'live'],
  [['plan', '-x'], 3, 'PP502', 'unknown option -x', '--help'],
  [['apply', '--no-yes'], 3, 'PP502', 'unknown option --no-yes', '--help'],
  [['plan', '--format', 'xml'], 3, 'PP502', '--format xml is not one of text, json', '--help'],
  [['validate', '--format', 'sarf'], 3, 'PP502', 'did you mean sarif?', '--help'],
  [['plan', '--out'], 3, 'PP502', '--out needs a value: save the plan', '--help'],
  [['plan', '--out', '--detailed-exitcode'], 3, 'PP502', '--out needs a value', '--help'],
  [['plan', '--out='], 3, 'PP502', '--out is empty', '--help'],
  [['plan', '--out', 'a', '--out', 'b'], 3, 'PP502', '--out is given twice', '--help'],
  [['plan', '--detailed-exitcode=1'], 3, 'PP502', 'takes no value', '--help'],
  [['apply', '--yes', '--max-sends', '0'], 3, 'PP502', '--max-sends 0 is not a whole number from 1', '--help'],
  [['apply', '--yes', '--max-sends', '1e3'], 3, 'PP502', 'a whole number', '--help'],
  [['apply', '--yes', '--max-sends=-1'], 3, 'PP502', 'a whole number', '--help'],
  [['apply'], 3, 'PP503', 'no terminal to ask on', 'add --yes'],
  [['apply', '--yes', '--expect-seal', 'abc'], 3, 'PP502', 'not a seal', '64 hex digits'],
  [['apply', '--yes', '--expect-seal', seal], 5, 'PP304', `and ${seal} was expected`, 'Nothing was sent'],
  [
    ['apply', '--yes', '--expect-sends', '4'],
    5,
    'PP305',
    'the plan has 3 sends, and 4 were expected',
    'Nothing was sent',
  ],
  [
    ['apply', '--yes', '--report', 'none/x'],
    3,
    'PP505',
    'none/x: its folder is not there (ENOENT)',
    'Nothing was sent. Make the folder, or name another one.',
  ],
  [['apply', '--yes', '--report', '.'], 3, 'PP505', '.: it is a folder (EISDIR)', 'Nothing was sent'],
  [['plan', '--out', 'none/x'], 3, 'PP505', 'its folder is not there (ENOENT)', 'Make the folder'],
  [['render'], 3, 'PP502', 'render needs a campaign file', '--help'],
  [['render', 'hullo'], 3, 'PP150', 'hullo is not there: no file or folder, and no campaign of that id', 'hello'],
  [['render', file, '--where', 'name'], 3, 'PP502', 'not COLUMN=VALUE', 'language=tr'],
  [['render', file, '--where', 'nme=x'], 3, 'PP110', 'no such column; did you mean name?', 'Columns: email, name'],
  [['render', file, '--limit', '0'], 3, 'PP502', 'a whole number from 1', '--help'],
  [['resume'], 3, 'PP502', 'resume needs RUN', 'pushplan status lists the runs. pushplan resume --help'],
  [['resume', 'run_1', 'run_2'], 3, 'PP502', 'one RUN at a time, not also run_2', '--help'],
  [['resume', 'run_1'], 3, 'PP412', 'live has no run run_1', 'pushplan status'],
  [['status', 'run_1'], 3, 'PP412', 'live has no run run_1', 'pushplan status'],
  [['resolve', 'run_1'], 3, 'PP502', 'one of --from message-center, --as accepted|not_sent and --rejected', '--help'],
  [['resolve', 'run_1', '--as', 'sent'], 3, 'PP502', 'one of accepted, not_sent', '--help'],
  [['resolve', 'run_1', '--as', 'accepted', '--yes'], 3, 'PP502', '--as needs --reason', '--help'],
  [['resolve', 'run_1', '--as', 'accepted', '--reason', ' ', '--yes'], 3, 'PP502', '--as needs --reason', '--help'],
  [['resolve', 'run_1', '--as', 'accepted', '--reason', 'x'], 3, 'PP503', 'no terminal to ask on', 'add --yes'],
  [['resolve', 'run_1', '--as', 'accepted', '--reason', 'x', '--yes'], 3, 'PP412', 'no run run_1', 'status'],
  [['init', '.'], 3, 'PP505', 'this file already exists', 'pushplan init DIR'],
  [['init', 'a', 'b'], 3, 'PP502', 'not also b', '--help'],
  [['sandbox', 'x'], 3, 'PP502', 'sandbox takes only options, not x', '--help'],
  [['sandbox', '--port', '65536'], 3, 'PP502', 'a whole number from 0 to 65535', '--help'],
  [['sandbox', '--fault', '503'], 3, 'PP502', '--fault 503: not a fault: 503 needs a share', 'KIND:SHARE such as'],
  [['sandbox', '--fault', '503:0.5,429:1'], 3, 'PP502', 'not a fault: 503 needs', 'a second --fault.'],
  [['sandbox', '--port', ''], 3, 'PP502', '--port is empty: a whole number', 'sandbox --help'],
  [['plan', '--format='], 3, 'PP502', '--format is empty: one of text', 'plan --help'],
  [['sandbox', '--fault', '504:0.1'], 3, 'PP502', 'did you mean', 'pushplan sandbox --help has all kinds'],
  [['sandbox', '--fault', '503:2'], 3, 'PP502', '--fault 503:2: not a fault', 'KIND:SHARE'],
  [
    ['sandbox', '--users', 'none.json'],
    3,
    'PP150',
    'none.json cannot be read: there is no such file or folder (ENOENT)',
    'a JSON file',
  ],
  [['sandbox', '--users', 'people.csv'], 3, 'PP101', 'not JSON', 'a list of users'],
];

describe('pushplan', () => {
  test.each(lines)('%j', async (argv, exit, code, says, help) => {
    await using workspace = await makeBadWorkspace(sandbox, {});
    const options = { cwd: workspace.root, env: environment };
    const [requests, files] = [sandbox.stats().requests, readdirSync(workspace.root).toSorted()];
    const text = await pushplan(argv, options);
    expectHarmless(text);
    expect([text.exitCode, text.stdout]).toEqual([exit, '']);
    expect(text.stderr).toContain(`error ${code}`);

    const json = await pushplan([...argv, '--json'], options);
    expectHarmless(json);
    expect(json.exitCode).toBe(exit);
    const found = findingsOf(json).filter((finding) => finding.code === code);
    expect(found[0]?.message).toContain(says);
    expect(found[0]?.help).toContain(help);

    expect(sandbox.stats().requests).toBe(requests);
    expect(
      readdirSync(workspace.root)
        .filter((name) => name !== '.pushplan')
        .toSorted(),
    ).toEqual(files);
    expect((await pushplan(['status', '--json'], options)).json()).toMatchObject({ runs: [] });
  });
});

describe('apply of a saved plan', () => {
  test('with files that changed since: exit 5 with their names, and nothing is sent', async () => {
    await using workspace = await makeBadWorkspace(sandbox, {});
    const options = { cwd: workspace.root, env: environment };
    expect(await pushplan(['plan', '--out', 'a.plan.json'], options)).toMatchObject({ exitCode: 0 });
    await workspace.write('people.csv', 'email,name\nnew@example.com,New\n');
    const before = sandbox.stats().requests;
    const result = await pushplan(['apply', 'a.plan.json', '--yes', '--json'], options);
    expectHarmless(result);
    expect(result.exitCode).toBe(5);
    expectFinding(findingsOf(result), {
      code: 'PP303',
      at: `${file}:1:1`,
      says: 'people.csv',
      help: 'Nothing was sent',
    });
    expect(sandbox.stats().requests).toBe(before);
    expect((await pushplan(['status', '--json'], options)).json()).toMatchObject({ runs: [] });
  });

  test.each([
    ['tampered with', (text: string) => text.replace('"send": 3', '"send": "3"'), 3, 'PP101'],
    ['with another seal', (text: string) => text.replace(/pp1:./v, 'pp1:zz'), 3, 'PP101'],
    ['cut', (text: string) => text.slice(0, -20), 3, 'PP101'],
    ['of another environment', (text: string) => text.replaceAll('"live"', '"other"'), 3, 'PP101'],
    ['of another version', (text: string) => text.replace('"1.0"', '"2.0"'), 3, 'PP101'],
  ])('that is %s', async (_name, spoil, exit, code) => {
    await using workspace = await makeBadWorkspace(sandbox, {});
    const options = { cwd: workspace.root, env: environment };
    const planned = await pushplan(['plan', '--out', 'a.plan.json', '--json'], options);
    const saved = await readFile(`${workspace.root}/a.plan.json`, 'utf8');
    await workspace.write('a.plan.json', spoil(saved));
    expect([planned.exitCode, spoil(saved) === saved]).toEqual([0, false]);
    const before = sandbox.stats().requests;
    const result = await pushplan(['apply', 'a.plan.json', '--yes', '--json'], options);
    expectHarmless(result);
    expect([result.exitCode, findingsOf(result).map((finding) => finding.code)]).toEqual([exit, [code]]);
    expect(sandbox.stats().requests).toBe(before);
  });
});
