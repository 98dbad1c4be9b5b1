// pushplan render --write and --check: writes stand-ins to keep in git, and checks whether they are up to date.
import { readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics, readDocument } from '../support/documents.ts';
import { campaignText, makeWorkspace, people, type TestWorkspace } from '../support/workspace.ts';

const files = {
  'hello.campaign.yaml': campaignText({ file: 'audiences/people.csv' }),
  'spring.campaign.yaml': campaignText({ id: 'spring', campId: 8, file: 'audiences/people.csv', title: 'Spring' }),
  'audiences/people.csv': people(30),
};

function render(workspace: TestWorkspace, ...argv: readonly string[]): Promise<CliResult> {
  return pushplan(['render', ...argv], { cwd: workspace.root });
}

interface Rendered {
  readonly campaign: string;
  readonly file: string;
  readonly notifications: readonly { readonly row: number; readonly notification: { readonly title: string } }[];
}

async function read(workspace: TestWorkspace, path: string): Promise<Rendered> {
  return JSON.parse(await readFile(join(workspace.root, path), 'utf8')) as Rendered;
}

test('--write writes one readable file per campaign, with row numbers and only stand-ins', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'audiences/people.csv': 'email,name\nada.lovelace@example.com,Ada\n',
  });
  const result = await render(workspace, '--write', 'rendered');
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  expect(result.stdout).toBe(
    'written  rendered/hello.json\nwritten  rendered/spring.json\n2 files written, 0 removed, 0 unchanged\n',
  );
  const text = await readFile(join(workspace.root, 'rendered/hello.json'), 'utf8');
  expect(text).toBe(`{
  "rendered_by": "pushplan render --write: stand-ins, not people",
  "campaign": "hello",
  "file": "hello.campaign.yaml",
  "notifications": [
    {
      "row": 1,
      "notification": {
        "identifiers": {
          "INSIDER.email": "lor.emipsumd@example.invalid"
        },
        "camp_id": 7,
        "camp_name": "Hello",
        "title": "Hello Lor",
        "message": "Good to see you",
        "image_url": "https://img.example.com/a.jpg"
      }
    }
  ]
}
`);
  expect(text).not.toMatch(/ada|lovelace/i);
});

test('the keys have the order in which they are sent', async () => {
  await using workspace = await makeWorkspace(files);
  await render(workspace, '--write', 'rendered');
  const sent = (await render(workspace, 'hello', '--limit', '1')).json() as readonly object[];
  const kept = await read(workspace, 'rendered/hello.json');
  expect(Object.keys(kept.notifications[0]?.notification ?? {})).toEqual(Object.keys(sent[0] ?? {}));
});

test('contains the first 20 rows that are sent, or --limit rows; appending a row changes nothing', async () => {
  const rows = ['email,name', ',Nobody', 'a@example.com,Al', 'a@example.com,Al again', 'b@example.com,Bo'];
  await using workspace = await makeWorkspace({ ...files, 'audiences/people.csv': [...rows, ''].join('\n') });
  const rowsOf = async (): Promise<readonly number[]> =>
    (await read(workspace, 'rendered/hello.json')).notifications.map(({ row }) => row);
  const first = await render(workspace, '--write', 'rendered');
  expect(await rowsOf()).toEqual([2, 4]);
  expect(first.stderr).toMatch(/warning PP221 audiences\/people\.csv/v);

  await workspace.write('audiences/people.csv', people(30));
  await render(workspace, '--write', 'rendered');
  expect(await rowsOf()).toHaveLength(20);
  await workspace.write('audiences/people.csv', people(31));
  expect(await render(workspace, '--check', 'rendered')).toMatchObject({
    exitCode: 0,
    stdout: '2 rendered files, none stale\n',
  });
  await render(workspace, '--write', 'rendered', '--limit', '3');
  expect(await rowsOf()).toEqual([1, 2, 3]);
  expect(await render(workspace, '--check', 'rendered', '--limit', '3')).toMatchObject({ exitCode: 0 });
});

test('a second --write changes only stale files', async () => {
  await using workspace = await makeWorkspace(files);
  await render(workspace, '--write', 'rendered');
  const before = await stat(join(workspace.root, 'rendered/hello.json'));
  await workspace.write('spring.campaign.yaml', files['spring.campaign.yaml'].replace('Spring', 'Summer'));
  const { stdout } = await render(workspace, '--write', 'rendered');
  expect(stdout).toBe('written  rendered/spring.json\n1 file written, 0 removed, 1 unchanged\n');
  expect((await stat(join(workspace.root, 'rendered/hello.json'))).mtimeMs).toBe(before.mtimeMs);
  expect((await read(workspace, 'rendered/spring.json')).notifications[0]?.notification.title).toBe('Summer');
});

test('--check names stale, missing and left-over files and the command to fix them, exits with 5, and writes nothing', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'old.campaign.yaml': campaignText({ id: 'old', campId: 9, file: 'audiences/people.csv' }),
  });
  await render(workspace, '--write', 'rendered', '--limit', '2');
  await workspace.write('hello.campaign.yaml', campaignText({ file: 'audiences/people.csv', title: 'Hi {{name}}' }));
  await workspace.write('new.campaign.yaml', campaignText({ id: 'new', campId: 10, file: 'audiences/people.csv' }));
  await rename(join(workspace.root, 'old.campaign.yaml'), join(workspace.root, 'old.yaml'));
  const names = await readdir(join(workspace.root, 'rendered'));

  const result = await render(workspace, '--check', 'rendered', '--limit', '2', '--json');
  expect(result.exitCode).toBe(5);
  const help = 'Run pushplan render --write rendered --limit 2, and commit what it changes.';
  expect(readDiagnostics(result)).toMatchObject([
    {
      code: 'PP508',
      message: 'rendered/hello.json is not what hello.campaign.yaml renders now, from line 14 on',
      help,
    },
    { code: 'PP508', message: 'rendered/new.json is not there, and new.campaign.yaml renders it', help },
    { code: 'PP508', message: 'rendered/old.json is of a campaign that no longer exists', help },
  ]);
  expect(await readdir(join(workspace.root, 'rendered'))).toEqual(names);

  const fixed = await render(workspace, '--write', 'rendered', '--limit', '2', '--json');
  expect(readDocument('rendered', fixed)).toEqual({
    format_version: '1.0',
    written: ['rendered/hello.json', 'rendered/new.json'],
    removed: ['rendered/old.json'],
    unchanged: ['rendered/spring.json'],
    diagnostics: [],
  });
  const checked = await render(workspace, '--check', 'rendered', '--limit', '2', '--json');
  expect(checked.exitCode).toBe(0);
  expect(readDiagnostics(checked)).toEqual([]);
});

test('a checkout with Windows line ends is not stale; a file with a merge conflict is, and --write fixes it', async () => {
  await using workspace = await makeWorkspace(files);
  await render(workspace, '--write', 'rendered');
  const text = await readFile(join(workspace.root, 'rendered/hello.json'), 'utf8');
  await workspace.write('rendered/hello.json', text.replaceAll('\n', '\r\n'));
  expect(await render(workspace, '--check', 'rendered')).toMatchObject({ exitCode: 0 });
  const torn = text.replace('    {\n', '<<<<<<< ours\n    {\n=======\n    {\n>>>>>>> theirs\n');
  await workspace.write('rendered/hello.json', torn);
  expect(await render(workspace, '--check', 'rendered')).toMatchObject({ exitCode: 5 });
  expect(await render(workspace, '--write', 'rendered')).toMatchObject({ exitCode: 0 });
  expect(await readFile(join(workspace.root, 'rendered/hello.json'), 'utf8')).toBe(text);
});

test('only the named campaigns are read, by file or by id', async () => {
  await using workspace = await makeWorkspace(files);
  await render(workspace, '--write', 'rendered');
  await workspace.write('hello.campaign.yaml', campaignText({ file: 'audiences/people.csv', title: 'Hi' }));
  await workspace.write('broken.campaign.yaml', 'version: 1\n');
  expect(await render(workspace, '--check', 'rendered', 'spring', 'spring.campaign.yaml')).toMatchObject({
    exitCode: 0,
    stdout: '1 rendered file, none stale\n',
  });
  expect(await render(workspace, '--write', 'rendered', 'hello')).toMatchObject({
    stdout: 'written  rendered/hello.json\n1 file written, 0 removed, 0 unchanged\n',
  });
  const whole = await render(workspace, '--write', 'rendered');
  expect(whole.exitCode).toBe(3);
  expect((await readdir(join(workspace.root, 'rendered'))).toSorted()).toEqual(['hello.json', 'spring.json']);
});

test('without a CAMPAIGN it covers the whole workspace, from any folder in it', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'winter/w.campaign.yaml': campaignText({ id: 'w', campId: 9, file: 'audiences/people.csv' }),
  });
  const result = await pushplan(['render', '--write', '../rendered'], { cwd: join(workspace.root, 'winter') });
  expect(result.stdout).toContain('3 files written');
  expect((await read(workspace, 'rendered/w.json')).file).toBe('winter/w.campaign.yaml');
});

test('foreign files are never touched: a needed name that is taken is refused, and other files are left alone', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'rendered/hello.json': '{}\n',
    'rendered/notes.json': '{}\n',
  });
  for (const option of ['--write', '--check']) {
    const result = await render(workspace, option, 'rendered', '--json');
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([
      { code: 'PP505', message: expect.stringContaining('rendered/hello.json is there already') },
    ]);
  }
  expect(await readdir(join(workspace.root, 'rendered'))).toEqual(['hello.json', 'notes.json']);
  expect(await readFile(join(workspace.root, 'rendered/hello.json'), 'utf8')).toBe('{}\n');
  expect(await render(workspace, '--write', 'rendered', 'spring')).toMatchObject({ exitCode: 0 });
  expect(await readFile(join(workspace.root, 'rendered/notes.json'), 'utf8')).toBe('{}\n');
});

test('a folder with audiences and a path that is no folder are refused', async () => {
  await using workspace = await makeWorkspace({ ...files, 'file.json': 'mine' });
  const messages: unknown[] = [];
  for (const folder of ['audiences', 'file.json']) {
    const result = await render(workspace, '--write', folder, '--json');
    expect(result.exitCode).toBe(3);
    messages.push(readDiagnostics(result)[0]?.message);
  }
  expect(messages).toEqual([
    'audiences holds audiences',
    'file.json cannot be read as a folder: a file is in the place of a folder (ENOTDIR)',
  ]);
  expect(await readdir(join(workspace.root, 'audiences'))).toEqual(['people.csv']);
});

test.each([
  [['--write', 'a', '--check', 'b'], '--write and --check at once'],
  [['--write', 'a', '--where', 'name=Al'], '--write takes the first rows of every campaign, and so no --where'],
  [['--check', 'a', '--format', 'json'], '--check has one format, and so takes no --format'],
  [['--write', 'a', 'helo'], 'helo is not there: no file or folder, and no campaign of that id'],
])('%j: exits with 3', async (argv, message) => {
  await using workspace = await makeWorkspace(files);
  const result = await render(workspace, ...argv, '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ message }]);
  expect(await readdir(workspace.root)).not.toContain('a');
});

test('each row has the text of the arm that its person is in', async () => {
  const arms = `variants:
  - { name: A, weight: 50, camp_id: 501, notification: { title: 'Arm A' } }
  - { name: B, weight: 50, camp_id: 502, notification: { title: 'Arm B' } }
`;
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText({ more: arms }),
    'people.csv': people(8),
  });
  await render(workspace, '--write', 'rendered', '--pictures=svg');
  const sent = await render(workspace, 'hello', '--format', 'ndjson');
  const titles = sent.stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { title: string }).title);
  expect(new Set(titles)).toEqual(new Set(['Arm A', 'Arm B']));
  const { notifications } = await read(workspace, 'rendered/hello.json');
  expect(notifications.map(({ notification }) => notification.title)).toEqual(titles);
  const pictures = (await readdir(join(workspace.root, 'rendered'))).filter((name) => name.endsWith('.svg'));
  expect(pictures.filter((name) => name.includes('.arm')).every((name) => /\.arm-[AB]\.svg$/v.test(name))).toBe(true);
});
