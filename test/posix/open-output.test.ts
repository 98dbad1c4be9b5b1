// Files that the user names for the output of a command: nothing is written through a link or into a file of somebody else.
import { chmod, link, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openOutput } from '../../src/opening/open-output.ts';
import { readDiagnostics, readRun } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const any = { kind: 'a file', isOne: () => true };

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(3) };

test.each([
  ['plan', '--out'],
  ['apply', '--yes', '--report'],
])('%s %s does not write through a link, whether to a file or to nothing', async (...words) => {
  await using workspace = await makeSendingWorkspace({ ...files, 'target.json': 'mine' });
  await symlink('target.json', join(workspace.root, 'link'));
  await symlink('nothing.json', join(workspace.root, 'dangling'));
  for (const name of ['link', 'dangling']) {
    const result = await workspace.run(...words, name, '--json');
    expect({ name, exitCode: result.exitCode }).toEqual({ name, exitCode: 3 });
    expect(readDiagnostics(result)).toMatchObject([
      { code: 'PP505', message: expect.stringContaining('it is a link') },
    ]);
  }
  expect(await readFile(join(workspace.root, 'target.json'), 'utf8')).toBe('mine');
  await expect(stat(join(workspace.root, 'nothing.json'))).rejects.toThrow('ENOENT');
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test.each([
  ['render', '.', '--write', '/proc/pushplan/a'],
  ['init', '/proc/pushplan/a'],
  ['preview', '--out', '/proc/pushplan/a.html'],
  ['plan', '--out', '/proc/pushplan/a.json'],
])('%s refuses a place where no folder can be made, although only one seems to be missing', async (...argv) => {
  await using workspace = await makeSendingWorkspace(files);
  const result = await workspace.run(...argv, '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP505', message: expect.stringContaining('/proc/pushplan/a') },
  ]);
});

test.each(['/proc/pushplan/a', `/tmp/${'long'.repeat(80)}`])(
  'apply refuses a ledger where no folder can be made, %s',
  async (folder) => {
    await using workspace = await makeSendingWorkspace(files, {
      environment: `message_center: off, ledger_file: ${folder}/ledger.db`,
    });
    const result = await workspace.run('apply', '--yes', '--json');
    expect(result.exitCode).toBe(4);
    expect(readDiagnostics(result)).toMatchObject([
      { code: 'PP315', message: expect.stringContaining(`${folder}/ledger.db cannot be opened`) },
    ]);
    expect(workspace.sandbox.stats().requests).toBe(0);
  },
);

test('status --export does not write through a link', async () => {
  await using workspace = await makeSendingWorkspace({ ...files, 'target.csv': 'mine' });
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  await symlink('target.csv', join(workspace.root, 'link.csv'));
  const [id = ''] = /run_\w{12}/v.exec((await workspace.run('status')).stdout) ?? [];
  const result = await workspace.run('status', id, '--export', 'accepted', '--out', 'link.csv');
  expect({ exitCode: result.exitCode, stderr: result.stderr }).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('it is a link'),
  });
  expect(await readFile(join(workspace.root, 'target.csv'), 'utf8')).toBe('mine');
});

test('a pipe behind /dev/stdout does not count as a file', async () => {
  await using workspace = await makeWorkspace(files);
  // Node.js connects processes by sockets, which cannot be opened by name. So the shell makes a pipe.
  const shell = 'mkfifo pipe; cat pipe & exec > pipe;';
  const plan = spawnCli(['plan', '--out', '/dev/stdout'], { cwd: workspace.root, shell });
  const { exitCode, stdout } = await plan.ended;
  expect(exitCode).toBe(0);
  expect(stdout).toContain('"saved": {');
});

test('a file of this user is overwritten, and if others could read it, they no longer can', async () => {
  await using workspace = await makeWorkspace({ 'old.csv': 'a long line of before' });
  const path = join(workspace.root, 'old.csv');
  await chmod(path, 0o644);
  const file = { what: 'the export', append: false, isPrivate: true, replaces: any, help: 'Choose another.' };
  {
    await using handle = await openOutput(workspace.root, 'old.csv', file);
    await handle.writeFile('new');
  }
  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a file of another user is refused and not changed, even if it can be written', async () => {
  await using workspace = await makeWorkspace({ 'theirs.csv': 'theirs' });
  const path = join(workspace.root, 'theirs.csv');
  const { getuid = () => 0 } = process;
  // Only root can change the owner of a file, so the test changes who asks.
  process.getuid = () => getuid() + 1;
  try {
    const file = { what: 'the export', append: false, isPrivate: true, replaces: any, help: 'Choose another.' };
    await expect(openOutput(workspace.root, 'theirs.csv', file)).rejects.toThrow(
      'the export cannot be written to theirs.csv: it is the file of another user',
    );
  } finally {
    process.getuid = getuid;
  }
  expect(await readFile(path, 'utf8')).toBe('theirs');
});

/** Limits files to 4 or 8 KiB: shells count in different blocks. */
const small = 'ulimit -f 8;';

test.each([
  ['preview', '--out', 'page.html'],
  ['plan', '--out', 'plan.json'],
])('%s does not leave half a file if the disk is full', async (...argv) => {
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(500) });
  const { exitCode, stderr } = await spawnCli(argv, { cwd: workspace.root, shell: small }).ended;
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('PP505') });
  expect(stderr.replaceAll(/\s+/gv, ' ')).toContain('the file would be larger than the system allows (EFBIG)');
  expect(await readFile(join(workspace.root, argv[2] ?? ''), 'utf8')).toBe('');
});

test('render --write keeps the previous file if the new one does not fit, and leaves no other files', async () => {
  await using workspace = await makeWorkspace(files);
  const folder = join(workspace.root, 'seen');
  const readAll = async (): Promise<Record<string, string>> => {
    const names = (await readdir(folder)).toSorted();
    const texts = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]));
    return Object.fromEntries(texts);
  };
  const render = (shell?: string) =>
    spawnCli(['render', '--write', 'seen', '--pictures=svg'], { cwd: workspace.root, ...(shell && { shell }) }).ended;
  expect((await render()).exitCode).toBe(0);
  const before = await readAll();
  await workspace.write('hello.campaign.yaml', campaignText({ title: 'Another title' }));
  const { exitCode, stderr } = await render('ulimit -f 2;');
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('(EFBIG)') });
  const after = await readAll();
  expect((await render()).exitCode).toBe(0);
  const whole = await readAll();
  expect(Object.keys(after)).toEqual(Object.keys(before));
  expect(Object.keys(after).filter((name) => name.endsWith('.svg'))).not.toEqual([]);
  for (const [name, text] of Object.entries(after)) expect([before[name], whole[name]]).toContain(text);
});

test.each([
  ['plan', '--out'],
  ['plan', '--page'],
  ['preview', '--out'],
  ['apply', '--yes', '--report'],
])('%s %s refuses a file that it reads, by whatever name', async (...words) => {
  await using workspace = await makeSendingWorkspace({ ...files, 'partials/end.hbs': 'bye' });
  await link(join(workspace.root, 'people.csv'), join(workspace.root, 'alias.csv'));
  const names = ['people.csv', 'alias.csv', 'hello.campaign.yaml', 'pushplan.yaml', 'partials/end.hbs'];
  const readAll = () => Promise.all(names.map((name) => readFile(join(workspace.root, name), 'utf8')));
  const before = await readAll();
  for (const name of names) {
    const result = await workspace.run(...words, name);
    expect({ name, exitCode: result.exitCode }).toEqual({ name, exitCode: 3 });
    expect(result.stderr.replaceAll(/\s+/gv, ' ')).toContain(
      `cannot be written to ${name}: it is a file that campaigns are made of`,
    );
  }
  expect(await readAll()).toEqual(before);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test.each([
  ['plan', '--out'],
  ['plan', '--page'],
  ['preview', '--out'],
])('%s ONE %s refuses the audience of another campaign', async (command, ...words) => {
  const other = campaignText({ id: 'other', file: 'others.csv', campId: 8 });
  await using workspace = await makeSendingWorkspace({
    ...files,
    'other.campaign.yaml': other,
    'others.csv': people(2),
  });
  const result = await workspace.run(command, 'hello.campaign.yaml', ...words, 'others.csv');
  expect(result).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('PP505') });
  expect(await readFile(join(workspace.root, 'others.csv'), 'utf8')).toBe(people(2));
});

test('apply PLAN --report refuses the saved plan, in which there are no people', async () => {
  await using workspace = await makeSendingWorkspace(files);
  await workspace.run('plan', '--out', 'sale.plan.json');
  const before = await readFile(join(workspace.root, 'sale.plan.json'), 'utf8');
  const result = await workspace.run('apply', 'sale.plan.json', '--yes', '--report', './sale.plan.json');
  expect(result).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('PP505') });
  expect(await readFile(join(workspace.root, 'sale.plan.json'), 'utf8')).toBe(before);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('plan refuses the same file for --out and --page', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const result = await workspace.run('plan', '--out', 'a', '--page', './a');
  expect(result).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('name the same file') });
  await expect(stat(join(workspace.root, 'a'))).rejects.toThrow('ENOENT');
});

test('report --out and resume --report refuse an audience', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { run } = readRun(await workspace.run('apply', '--yes', '--max-sends', '1', '--json'));
  for (const words of [
    ['report', run, '--out'],
    ['resume', run, '--report'],
  ]) {
    const result = await workspace.run(...words, 'people.csv');
    expect(result).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('PP505') });
    expect(await readFile(join(workspace.root, 'people.csv'), 'utf8')).toBe(people(3));
  }
  expect(workspace.sandbox.stats().requests).toBe(1);
});

test('status --export overwrites neither an audience nor, after an error, an earlier export', async () => {
  await using workspace = await makeSendingWorkspace({ ...files, 'before.csv': 'exported before' });
  const { run } = readRun(await workspace.run('apply', '--yes', '--json'));
  const write = (name: string) => workspace.run('status', run, '--export', 'accepted', '--out', name);
  const result = await write('people.csv');
  expect(result).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('PP505') });
  expect(await readFile(join(workspace.root, 'people.csv'), 'utf8')).toBe(people(3));
  await workspace.write('hello.campaign.yaml', campaignText({ title: '{{nobody}}' }));
  expect((await write('before.csv')).exitCode).toBe(3);
  expect(await readFile(join(workspace.root, 'before.csv'), 'utf8')).toBe('exported before');
});

test('a folder in its place is refused', async () => {
  await using workspace = await makeWorkspace();
  await mkdir(join(workspace.root, 'folder'));
  const file = { what: 'the export', append: false, isPrivate: true, replaces: any, help: 'Choose another.' };
  await expect(openOutput(workspace.root, 'folder', file)).rejects.toThrow(
    'the export cannot be written to folder: it is a folder (EISDIR)',
  );
});
