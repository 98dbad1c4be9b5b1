// pushplan render: prints the notifications of a campaign exactly as they will be sent.
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { campaignText, makeWorkspace, people, type TestWorkspace } from '../support/workspace.ts';

const table = [
  'email,name,language,city',
  'ada@example.com,Ada,en,Rome',
  'bo@example.com,Bo,de,Rome',
  'cy@example.com,Cy,fr,Oslo',
  'di@example.com,Di,en,Oslo',
  '',
].join('\n');

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': table };

function render(workspace: TestWorkspace, ...argv: readonly string[]): Promise<CliResult> {
  return pushplan(['render', ...argv], { cwd: workspace.root });
}

function titlesOf(result: CliResult): readonly unknown[] {
  const notifications = result.json() as readonly { title: string }[];
  return notifications.map(({ title }) => title);
}

test('prints a JSON array of the notifications, without key and attributes', async () => {
  await using workspace = await makeWorkspace({ ...files, 'people.csv': people(1) });
  const result = await render(workspace, 'hello.campaign.yaml');
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  expect(result.json()).toEqual([
    {
      identifiers: { 'INSIDER.email': 'person0@example.com' },
      camp_id: 7,
      camp_name: 'Hello',
      title: 'Hello Person 0',
      message: 'Good to see you',
      image_url: 'https://img.example.com/a.jpg',
    },
  ]);
});

test('accepts a campaign by its file or its id', async () => {
  await using workspace = await makeWorkspace(files);
  const byId = await render(workspace, 'hello');
  expect(byId.stdout).toBe((await render(workspace, 'hello.campaign.yaml')).stdout);
  expect(titlesOf(byId)).toEqual(['Hello Ada', 'Hello Bo', 'Hello Cy', 'Hello Di']);
});

test.each(['plan', 'validate', 'apply'])('%s accepts a campaign by its id too', async (verb) => {
  await using workspace = await makeWorkspace(files);
  const rest = verb === 'apply' ? ['--yes', '--json'] : ['--json'];
  const named = await pushplan([verb, 'hello', ...rest], { cwd: workspace.root });
  expect(named.exitCode).toBe(0);
  const missed = await pushplan([verb, 'helo', ...rest], { cwd: workspace.root });
  expect([missed.exitCode, readDiagnostics(missed)[0]?.help]).toEqual([3, 'Did you mean hello?']);
});

test('accepts any number of campaigns, and prints them as one list', async () => {
  const other = campaignText({ id: 'other' })
    .replace('Hello {{name}}', 'Bye {{name}}')
    .replace('camp_id: 7', 'camp_id: 8');
  await using workspace = await makeWorkspace({ ...files, 'more/other.campaign.yaml': other });
  const both = ['Hello Ada', 'Hello Bo', 'Hello Cy', 'Hello Di', 'Bye Ada', 'Bye Bo', 'Bye Cy', 'Bye Di'];
  for (const operands of [['hello', 'other'], ['.'], ['other', 'hello.campaign.yaml', 'hello']]) {
    expect(titlesOf(await render(workspace, ...operands))).toEqual(both);
  }
  expect(titlesOf(await render(workspace, '.', '--limit', '1'))).toEqual(['Hello Ada', 'Bye Ada']);
  const { stdout } = await render(workspace, 'other', 'hello', '--limit', '1', '--format', 'ndjson');
  expect(stdout.trimEnd().split('\n')).toHaveLength(2);
});

test('ndjson has one notification per line', async () => {
  await using workspace = await makeWorkspace(files);
  const { stdout } = await render(workspace, 'hello', '--format', 'ndjson');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { title: string }).title)).toEqual(
    titlesOf(await render(workspace, 'hello')),
  );
});

test('--where and --limit choose rows: values of one column are combined with or, columns with and', async () => {
  await using workspace = await makeWorkspace(files);
  const titles = async (...argv: readonly string[]): Promise<readonly unknown[]> =>
    titlesOf(await render(workspace, 'hello', ...argv));
  expect(await titles('--where', 'language=en')).toEqual(['Hello Ada', 'Hello Di']);
  expect(await titles('--where', 'language=en', '--where', 'language=de')).toEqual([
    'Hello Ada',
    'Hello Bo',
    'Hello Di',
  ]);
  expect(await titles('--where', 'language=en', '--where', 'city=Oslo')).toEqual(['Hello Di']);
  expect(await titles('--where', 'city=Oslo', '--limit', '1')).toEqual(['Hello Cy']);
  expect(await titles('--where', 'city=')).toEqual([]);
});

test('invalid rows are reported on stderr by their number, and stdout stays JSON', async () => {
  await using workspace = await makeWorkspace({ ...files, 'people.csv': 'email,name\n,Secret\nada@example.com,Ada\n' });
  const result = await render(workspace, 'hello');
  expect(titlesOf(result)).toEqual(['Hello Ada']);
  expect(result.stderr).toContain('PP221');
  expect(result.stderr).not.toContain('Secret');
});

test('a campaign with errors is refused, by its file and by its id', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'hello.campaign.yaml': campaignText({ more: 'resent: never' }),
    'other.campaign.yaml': 'version: 1\n',
  });
  for (const operand of ['hello.campaign.yaml', 'hello']) {
    const result = await render(workspace, operand, '--json');
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([{ code: 'PP102', file: 'hello.campaign.yaml' }]);
  }
});

test.each([
  ['an unknown id', ['helo'], 'PP150', 'helo is not there: no file or folder, and no campaign of that id'],
  ['an unknown column', ['hello', '--where', 'langage=en'], 'PP110', 'did you mean language?'],
  ['a condition without =', ['hello', '--where', 'en'], 'PP502', '--where en: not COLUMN=VALUE'],
  ['no campaign', [], 'PP502', 'render needs a campaign file, a folder of them or an id'],
])('%s: exits with 3', async (_, argv, code, words) => {
  await using workspace = await makeWorkspace(files);
  const result = await render(workspace, ...argv, '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ code, message: expect.stringContaining(words) }]);
});
