// pushplan validate: reports all findings of all files at once, in each of its formats.
import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { campaignText, makeWorkspace, people, sandboxOnly, type TestWorkspace } from '../support/workspace.ts';

const broken = {
  'a.campaign.yaml': campaignText({ title: 'Hello {{nmae}}' }),
  'b.campaign.yaml': campaignText({ id: 'b', campId: 8, more: 'resent: never' }),
  'people.csv': people(2),
};

function validate(workspace: TestWorkspace, ...argv: readonly string[]): Promise<CliResult> {
  return pushplan(['validate', ...argv], { cwd: workspace.root });
}

/** In reading order: file by file, from top to bottom. */
const expected = [
  { severity: 'error', code: 'PP110', file: 'a.campaign.yaml', line: 9, column: expect.any(Number) },
  { severity: 'error', code: 'PP102', file: 'b.campaign.yaml', line: 3, column: 1 },
];

test('without findings it prints the number of campaigns', async () => {
  await using workspace = await makeWorkspace({ 'a.campaign.yaml': campaignText(), 'people.csv': people(2) });
  const result = await validate(workspace);
  expect(result).toMatchObject({ exitCode: 0, stdout: '1 campaign, no findings\n', stderr: '' });
  const json = await validate(workspace, '--json');
  expect(readDiagnostics(json)).toEqual([]);
});

test.each(['validate', 'plan', 'render'])(
  '%s reports an invalid value once, by its rule and not by a pattern of the schema',
  async (verb) => {
    const text = campaignText().replace('https://img.example.com/a.jpg', 'javascript:alert(1)');
    await using workspace = await makeWorkspace({ 'a.campaign.yaml': text, 'people.csv': people(2) });
    const operands = verb === 'render' ? ['a.campaign.yaml'] : [];
    const result = await pushplan([verb, ...operands, '--json'], { cwd: workspace.root });
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([{ code: 'PP144', line: 11, column: 14 }]);
  },
);

test('text: every finding with its place, the problem and a suggestion', async () => {
  await using workspace = await makeWorkspace(broken);
  const { exitCode, stdout } = await validate(workspace);
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(/^error PP110 a\.campaign\.yaml:9:\d+ .*nmae[^]*?help: .*name/mv);
  expect(stdout).toMatch(/^error PP102 b\.campaign\.yaml:3:1 .*resent[^]*?help: .*resend/mv);
  expect(stdout).toContain('2 errors, 0 warnings');
});

test('json: the same findings, as their schema defines', async () => {
  await using workspace = await makeWorkspace(broken);
  for (const argv of [['--json'], ['--format', 'json']]) {
    const result = await validate(workspace, ...argv);
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject(expected);
  }
});

test('github: annotations of the pull request, with paths from the root of the repository', async () => {
  await using repository = await makeWorkspace(
    Object.fromEntries(Object.entries(broken).map(([path, text]) => [`push/${path}`, text])),
  );
  await repository.write('push/pushplan.yaml', 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\n');
  await mkdir(join(repository.root, '.git'));
  const { stdout } = await pushplan(['validate', '--format', 'github', 'push'], { cwd: repository.root });
  expect(stdout.match(/^::/gmv)).toHaveLength(2);
  expect(stdout).toMatch(/^::error file=push\/b\.campaign\.yaml,line=3,col=1,title=PP102.*::.*resent/mv);
  expect(stdout).toMatch(/^::error file=push\/a\.campaign\.yaml,line=9,col=\d+,title=PP110.*::.*nmae/mv);
});

test('sarif: one result per finding, with its rule', async () => {
  await using workspace = await makeWorkspace(broken);
  const sarif = (await validate(workspace, '--format', 'sarif')).json();
  expect(sarif).toMatchObject({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'pushplan', version: '0.0.0-test' } } }],
  });
  const { runs } = sarif as { runs: { results: { ruleId: string; level: string; locations: unknown[] }[] }[] };
  const results = runs[0]?.results ?? [];
  expect(results.map(({ ruleId, level }) => ({ ruleId, level }))).toEqual(
    expect.arrayContaining([
      { ruleId: 'PP102', level: 'error' },
      { ruleId: 'PP110', level: 'error' },
    ]),
  );
  const inB = results.find(({ ruleId }) => ruleId === 'PP102');
  expect(inB?.locations).toMatchObject([
    { physicalLocation: { artifactLocation: { uri: 'b.campaign.yaml' }, region: { startLine: 3, startColumn: 1 } } },
  ]);
});

test('warnings are reported and end with 0', async () => {
  const text = campaignText().replace('image_url: https://img.example.com/a.jpg', 'ttl: 600');
  await using workspace = await makeWorkspace({ 'a.campaign.yaml': text, 'people.csv': people(2) });
  const result = await validate(workspace, '--json');
  expect(result.exitCode).toBe(0);
  expect(readDiagnostics(result)).toMatchObject([{ severity: 'warning', code: 'PP139' }]);
});

test('the ledger reveals a campaign id that was renamed after its first send', async () => {
  await using workspace = await makeWorkspace({ 'a.campaign.yaml': campaignText(), 'people.csv': people(2) });
  await pushplan(['apply', '--yes'], { cwd: workspace.root });
  await workspace.write('a.campaign.yaml', campaignText({ id: 'renamed' }));
  const result = await validate(workspace, '--json');
  expect(readDiagnostics(result)).toMatchObject([{ code: 'PP122', file: 'a.campaign.yaml', line: 2 }]);
});

describe('the rows', () => {
  const invalid = 'email,name\nada@example.com,Ada\ngrace@example.com,Grace\n,Secretperson\n';

  test('are read: an invalid one is a warning as in plan, more than max_invalid an error, and nobody is named', async () => {
    await using workspace = await makeWorkspace({ 'a.campaign.yaml': campaignText(), 'people.csv': invalid });
    const planned = await pushplan(['plan', '--json'], { cwd: workspace.root });
    expect(planned.exitCode).toBe(4);
    const result = await validate(workspace, '--json');
    expect(result.exitCode).toBe(4);
    const found = readDiagnostics(result);
    expect(found).toMatchObject([
      { severity: 'warning', code: 'PP221', file: 'people.csv', line: 4, message: expect.stringContaining('(line 4)') },
      { severity: 'error', code: 'PP302', file: 'pushplan.yaml' },
    ]);
    const [campaign] = (planned.json() as { campaigns: { diagnostics: unknown[] }[] }).campaigns;
    expect(campaign?.diagnostics).toEqual(expect.arrayContaining([...found]));
    for (const format of ['text', 'github', 'sarif', 'junit']) {
      const shown = await validate(workspace, '--format', format);
      expect(shown).toMatchObject({ exitCode: 4, stderr: '' });
      expect(shown.stdout).toContain('PP221');
      expect(shown.stdout).toContain('PP302');
      expect(shown.stdout).not.toContain('Secretperson');
    }
  });

  const good = 'email,name\nada@example.com,Ada\n';
  const aged = campaignText().replace('{ file: people.csv }', '{ file: people.csv, max_age: 1h }');
  const odd = `${good}grace@example.com,TRUE\n`;

  test.each([
    ['nothing', 0, campaignText(), good, ''],
    ['invalid rows', 4, campaignText(), invalid, ''],
    [
      'a policy about copy',
      4,
      campaignText({ title: '{{name}}'.repeat(9) }),
      `${good}b@example.com,${'x'.repeat(99)}\n`,
      'policy: { copy: { title_cut: error } }\n',
    ],
    ['an old file', 4, aged, good, ''],
    [
      'a forbidden guarantee',
      4,
      campaignText({ more: 'guarantee: at_least_once' }),
      good,
      'policy: { forbid: [at_least_once] }\n',
    ],
    [
      'public columns',
      4,
      campaignText().replace('people.csv }', 'people.csv, public: [name] }'),
      good,
      'policy: { forbid: [public_columns] }\n',
    ],
    [
      'a fault of the campaign',
      3,
      campaignText({ title: '{{#if name}}Hi{{/if}} you' }),
      odd.replace('Ada', 'false'),
      '',
    ],
    ['an unknown column and invalid rows', 3, campaignText({ title: 'Hi {{nmae}}' }), invalid, ''],
    ['a damaged file', 3, campaignText(), `${good}1,2,3\n`, ''],
  ])('end with the exit code of plan: %s, %d', async (_, exitCode, campaign, table, policy) => {
    await using workspace = await makeWorkspace({ 'a.campaign.yaml': campaign, 'people.csv': table });
    await workspace.write('pushplan.yaml', `${sandboxOnly}${policy}`);
    const written = new Date(Date.now() - 2 * 3_600_000);
    await utimes(join(workspace.root, 'people.csv'), written, written);
    const planned = await pushplan(['plan', '--json'], { cwd: workspace.root });
    const validated = await validate(workspace, '--json');
    expect([planned.exitCode, validated.exitCode]).toEqual([exitCode, exitCode]);
  });

  test('that are invalid do not change the exit code below max_invalid', async () => {
    const text = campaignText({ more: 'max_invalid: 1' });
    await using workspace = await makeWorkspace({ 'a.campaign.yaml': text, 'people.csv': invalid });
    await workspace.write('pushplan.yaml', `${sandboxOnly}policy: { max_invalid: 1 }\n`);
    const result = await validate(workspace, '--json');
    expect(result.exitCode).toBe(0);
    expect(readDiagnostics(result)).toMatchObject([{ severity: 'warning', code: 'PP221' }]);
  });

  test('reveal mistakes of the campaign itself, which are errors', async () => {
    const message = '{{#if vip}}Our best{{else}}Our{{/if}} wishes';
    await using workspace = await makeWorkspace({
      'a.campaign.yaml': campaignText({ message }),
      'people.csv': 'email,name,vip\nada@example.com,Ada,true\ngrace@example.com,Grace,false\n',
    });
    const result = await validate(workspace, '--json');
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([{ severity: 'error', code: 'PP247', file: 'a.campaign.yaml' }]);
  });

  test('that are damaged far down in a file are reported once, together with findings in other campaigns', async () => {
    await using workspace = await makeWorkspace({
      'a.campaign.yaml': campaignText(),
      'b.campaign.yaml': campaignText({ id: 'b', campId: 8, file: 'others.csv' }),
      'people.csv': `${people(3000)}1,2,3,4,5\n`,
      'others.csv': invalid,
    });
    const result = await validate(workspace, '--json');
    expect(result.exitCode).toBe(3);
    const codes = readDiagnostics(result).map(({ file, code }) => `${file} ${code}`);
    expect(codes).toEqual(['others.csv PP221', expect.stringMatching(/^people\.csv PP2/v), 'pushplan.yaml PP302']);
  });

  test('are not read with --no-rows, nor for a campaign file with errors', async () => {
    await using workspace = await makeWorkspace({ 'a.campaign.yaml': campaignText(), 'people.csv': invalid });
    const result = await validate(workspace, '--no-rows');
    expect(result).toMatchObject({ exitCode: 0, stdout: '1 campaign, no findings\n' });
    await workspace.write('a.campaign.yaml', campaignText({ more: 'resent: never' }));
    expect(readDiagnostics(await validate(workspace, '--json'))).toMatchObject([{ code: 'PP102' }]);
  });
});
