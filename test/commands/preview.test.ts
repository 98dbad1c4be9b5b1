// pushplan preview: one page for a browser, in a file or on standard output, without personal data.
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan, type CliOptions, type CliResult } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { makeRepository } from '../support/git-repository.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people, sandboxOnly, type TestWorkspace } from '../support/workspace.ts';

const files = {
  'hello.campaign.yaml': campaignText({ file: 'people.csv' }),
  'spring.campaign.yaml': campaignText({ id: 'spring', campId: 8, file: 'people.csv', title: 'Spring, {{name}}' }),
  'people.csv': 'email,name\nada.lovelace@example.com,Ada\ncharles@example.com,Charles Babbage\n',
};

function preview(
  { root }: TestWorkspace,
  argv: readonly string[],
  options: Partial<CliOptions> = {},
): Promise<CliResult> {
  return pushplan(['preview', ...argv], { cwd: root, ...options });
}

test('--out writes one page of all campaigns, with stand-ins only, and the same bytes each time', async () => {
  await using workspace = await makeWorkspace(files);
  const page = (): Promise<string> => readFile(join(workspace.root, 'p.html'), 'utf8');
  expect(await preview(workspace, ['--out', 'p.html'])).toMatchObject({
    exitCode: 0,
    stdout: '',
    stderr: '4 samples of 2 campaigns written to p.html. Open it in a browser.\n',
  });
  const first = await page();
  expect(first).toContain('Spring, Loremip');
  expect(first).not.toMatch(/ada|lovelace|charles|babbage/i);
  await preview(workspace, ['--out', 'p.html']);
  expect(await page()).toBe(first);
});

test('piped, it prints the page; on a terminal, it writes a file and says where', async () => {
  await using workspace = await makeWorkspace(files);
  const piped = await preview(workspace, ['hello']);
  expect(piped.stdout).toMatch(/^<!DOCTYPE html>\n[^]*<\/html>\n$/v);
  expect(piped.stdout).not.toContain('spring');
  const shown = await preview(workspace, ['hello'], { isTerminal: true });
  expect(shown).toMatchObject({ exitCode: 0, stdout: '' });
  expect(shown.stderr).toContain('written to .pushplan/preview.html');
  expect(await readFile(join(workspace.root, '.pushplan/preview.html'), 'utf8')).toBe(piped.stdout);
  expect((await preview(workspace, ['hello', '--json'])).json()).toEqual({ format_version: '1.0', diagnostics: [] });
});

test('--base shows what the same people get with the base', async () => {
  await using repository = await makeRepository(files);
  await repository.write(
    'spring.campaign.yaml',
    campaignText({ id: 'spring', campId: 8, file: 'people.csv', title: 'Summer, {{name}}' }),
  );
  await repository.write('new.campaign.yaml', campaignText({ id: 'brand-new', campId: 9, file: 'people.csv' }));
  await repository.write(
    'people.csv',
    `email,name\nnew@example.com,New\n${files['people.csv'].slice('email,name\n'.length)}`,
  );
  const { stdout, exitCode } = await preview(repository, ['--base', 'main']);
  expect(exitCode).toBe(0);
  const [, ofHello = '', ofNew = '', ofSpring = ''] = stdout.split('<h2>');
  expect(ofHello).toContain('As with the base');
  expect(ofNew).toContain('New: nothing with the base');
  expect(ofSpring).toMatch(/Before<[^]*Spring, Loremip Sumdolo[^]*After<[^]*Summer, Loremip Sumdolo/v);
});

const arms = `variants:
  - { name: A, weight: 50, camp_id: 501, notification: { title: 'Arm A' } }
  - { name: B, weight: 50, camp_id: 502, notification: { title: 'Arm B' } }
`;
const eight = ['email,name', ...Array.from({ length: 8 }, (_, index) => `p${index}@example.com,Name ${index}`), ''];

test('each person sees the words of their own arm, with a base and in real rows', async () => {
  await using repository = await makeRepository({
    'hello.campaign.yaml': campaignText({ more: arms }),
    'people.csv': eight.join('\n'),
  });
  const { stdout } = await preview(repository, ['--base', 'main']);
  expect(stdout).toContain('>Arm A</b>');
  expect(stdout).toContain('>Arm B</b>');
  expect(stdout).toContain('As with the base');
  expect(stdout).not.toContain('Before<');
  expect((await preview(repository, ['--show-pii'], { isTerminal: true })).exitCode).toBe(0);
  const real = await readFile(join(repository.root, '.pushplan/preview.html'), 'utf8');
  expect(real).toContain('>Arm A</b>');
  expect(real).toContain('>Arm B</b>');
});

test('the same people are found in the base, even if every period has its own keys', async () => {
  await using repository = await makeRepository({
    'hello.campaign.yaml': campaignText({ more: 'every: { period: day, zone: UTC, starts: 2020-01-01 }' }),
    'people.csv': files['people.csv'],
  });
  const { stdout } = await preview(repository, ['--base', 'main']);
  expect(stdout).toContain('As with the base');
  expect(stdout).not.toMatch(/Before<|New: nothing/v);
});

test('a broken base is reported, and the rest is shown', async () => {
  await using repository = await makeRepository({ ...files, 'hello.campaign.yaml': 'id: hello\n' });
  await repository.write('hello.campaign.yaml', files['hello.campaign.yaml']);
  const { stdout, exitCode } = await preview(repository, ['hello', '--base', 'main']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('What the base shows is not known');
});

test('real rows are shown only on a terminal, in a file that only the owner can read', async () => {
  await using workspace = await makeWorkspace(files);
  const argv = ['hello', '--show-pii'];
  expect(await preview(workspace, argv)).toMatchObject({ exitCode: 3, stdout: '' });
  expect(await preview(workspace, argv, { isTerminal: true, env: { CI: 'true' } })).toMatchObject({ exitCode: 3 });
  expect(await preview(workspace, argv, { isTerminal: true })).toMatchObject({ exitCode: 0, stdout: '' });
  const path = join(workspace.root, '.pushplan/preview.html');
  expect(await readFile(path, 'utf8')).toContain('Hello Charles Babbage');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('errors are reported with a code, and nothing is written', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'nobody.campaign.yaml': campaignText({ id: 'nobody', campId: 11, file: 'none.csv' }),
  });
  await mkdir(join(workspace.root, 'folder'));
  const codes = async (...argv: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await preview(workspace, argv);
    expect(stdout).toBe('');
    return `${exitCode} ${/PP\d+/v.exec(stderr)?.[0]}`;
  };
  expect(await codes('helo', '--out', 'p.html')).toBe('3 PP150');
  expect(await codes('nobody', '--out', 'p.html')).toBe('3 PP150');
  expect(await codes('hello', '--out', 'people.csv/p.html')).toBe('3 PP505');
  expect(await codes('hello', '--out', 'folder')).toBe('3 PP505');
  expect(await codes('hello', '--base', 'main')).toBe('3 PP160');
  await expect(stat(join(workspace.root, 'p.html'))).rejects.toThrow('ENOENT');
});

test('a stale lock and a forbidden public column end with 3 because the page cannot be made', async () => {
  await using world = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    '.pushplan/data/people.csv': people(2),
  });
  expect((await world.run('fetch')).exitCode).toBe(0);
  await world.write('hello.campaign.yaml', campaignText({ file: 'others.csv' }));
  const stale = await world.run('preview', '--out', 'p.html', '--json');
  expect([stale.exitCode, readDiagnostics(stale)[0]?.code]).toEqual([3, 'PP263']);
  await using strict = await makeWorkspace({
    'pushplan.yaml': `${sandboxOnly}policy: { forbid: [public] }\n`,
    'people.csv': files['people.csv'],
    'hello.campaign.yaml': campaignText().replace('people.csv }', 'people.csv, public: [name] }'),
  });
  expect(await preview(strict, ['--out', 'p.html'])).toMatchObject({ exitCode: 3, stdout: '' });
});

test('people who are deferred count as people who could be sent to', async () => {
  const schedule = 'schedule: { at: 2999-12-01T10:00, timezone: UTC }';
  await using workspace = await makeWorkspace({ ...files, 'hello.campaign.yaml': campaignText({ more: schedule }) });
  const { stdout } = await preview(workspace, ['hello']);
  expect(stdout).toContain('2 of 2 rows could be sent to.');
});

test('without any row to send, the page says so', async () => {
  await using workspace = await makeWorkspace({ ...files, 'people.csv': 'email,name\n' });
  const { stdout, exitCode } = await preview(workspace, ['hello']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('No sample');
});

test('plan --format html is the same page with the figures, or says why there is no plan', async () => {
  await using workspace = await makeWorkspace(files);
  const plan = (): Promise<CliResult> => pushplan(['plan', '--format', 'html'], { cwd: workspace.root });
  const planned = await plan();
  expect(planned.exitCode).toBe(0);
  expect(planned.stdout).toContain('<h1>4 notifications to send, in about');
  expect(planned.stdout).toContain('Spring, Loremip');
  expect(planned.stdout).not.toMatch(/lovelace|babbage/i);
  await workspace.write('hello.campaign.yaml', 'version: 1\nid: hello\n');
  const blocked = await plan();
  expect(blocked.exitCode).toBe(3);
  expect(blocked.stdout).toContain('There is no plan until');
});

test('plan --page also writes that page, even if there is no plan', async () => {
  await using workspace = await makeWorkspace(files);
  const plan = (...more: readonly string[]): Promise<CliResult> =>
    pushplan(['plan', '--page', 'plan.html', ...more], { cwd: workspace.root });
  const page = (): Promise<string> => readFile(join(workspace.root, 'plan.html'), 'utf8');
  const { exitCode, stdout } = await plan('--format', 'markdown');
  expect([exitCode, stdout.startsWith('<')]).toEqual([0, false]);
  expect(await page()).toBe((await pushplan(['plan', '--format', 'html'], { cwd: workspace.root })).stdout);
  await workspace.write('hello.campaign.yaml', 'version: 1\nid: hello\n');
  expect((await plan('--json')).exitCode).toBe(3);
  expect(await page()).toContain('There is no plan until');
  expect((await plan('--watch')).exitCode).toBe(3);
  const wrong = await pushplan(['plan', 'spring', '--page', 'none/plan.html'], { cwd: workspace.root });
  expect([wrong.exitCode, /PP\d+/v.exec(wrong.stderr)?.[0]]).toEqual([3, 'PP505']);
});
