// pushplan render --pictures: samples drawn, kept beside the stand-ins, the same bytes at every run.
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readRepositoryFile, repositoryRoot } from '../support/repository.ts';
import { readDiagnostics } from '../support/documents.ts';
import { campaignText, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const rows = Array.from(
  { length: 30 },
  (_, index) => `person${index}@example.com,Person,${index === 29 ? 'tr' : 'en'}`,
);
const files = {
  'hello.campaign.yaml': campaignText({ file: 'audiences/people.csv' }),
  'spring.campaign.yaml': campaignText({ id: 'spring.sale', campId: 8, file: 'audiences/people.csv' }),
  'audiences/people.csv': ['email,name,language', ...rows, 'late@example.com,Lady Lovelace the Late,en', ''].join('\n'),
};

function render({ root }: TestWorkspace, ...argv: readonly string[]): Promise<CliResult> {
  return pushplan(['render', ...argv], { cwd: root });
}

async function readAll({ root }: TestWorkspace): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(join(root, 'rendered'))).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(root, 'rendered', name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

test('a picture of each sample of all rows, marked as made; the same bytes again; nobody in them', async () => {
  await using workspace = await makeWorkspace(files);
  expect(await render(workspace, '--write', 'rendered', '--pictures=svg')).toMatchObject({ exitCode: 0, stderr: '' });
  const first = await readAll(workspace);
  const samples = ['emptiest.svg', 'json', 'language-tr.svg', 'longest-title.svg'];
  expect(Object.keys(first)).toEqual([
    '.gitattributes',
    ...samples.map((name) => `hello.${name}`),
    ...samples.map((name) => `spring.sale.${name}`),
  ]);
  expect(first['.gitattributes']).toContain('*.svg linguist-generated');
  expect(first['hello.longest-title.svg']).toContain('row 31');
  expect(Object.values(first).join('')).not.toMatch(/lovelace|person\d/i);
  await rm(join(workspace.root, 'rendered'), { recursive: true });
  await render(workspace, '--write', 'rendered', '--pictures=svg');
  expect(await readAll(workspace)).toEqual(first);
});

test('once there they are kept and checked without being asked for, and a sample that is gone is removed', async () => {
  await using workspace = await makeWorkspace(files);
  await render(workspace, '--write', 'rendered', '--pictures=svg');
  expect((await render(workspace, '--check', 'rendered')).stdout).toBe('9 rendered files, none stale\n');
  await workspace.write('audiences/people.csv', 'email,name,language\na@example.com,Al,en\n');
  const stale = await render(workspace, 'hello', '--check', 'rendered', '--json');
  expect(stale.exitCode).toBe(5);
  expect(readDiagnostics(stale).map(({ message }) => message)).toEqual([
    'rendered/hello.json is not what hello.campaign.yaml renders now, from line 10 on',
    'rendered/hello.longest-title.svg is not what hello.campaign.yaml renders now, from line 3 on',
    'rendered/hello.emptiest.svg is of a sample that is gone',
    'rendered/hello.language-tr.svg is of a sample that is gone',
  ]);
  expect((await render(workspace, 'hello', '--write', 'rendered')).stdout).toMatch(
    /2 files written, 2 removed, 1 unchanged\n$/v,
  );
  const kept = Object.keys(await readAll(workspace)).filter((name) => name.startsWith('hello.'));
  expect(kept).toEqual(['hello.json', 'hello.longest-title.svg']);
});

test('files of others are not touched, and --pictures goes with --write or --check', async () => {
  await using workspace = await makeWorkspace({
    ...files,
    'rendered/.gitattributes': '*.png binary\n',
    'rendered/logo.svg': '<svg/>',
  });
  expect(readDiagnostics(await render(workspace, '--write', 'rendered', '--pictures=svg', '--json'))).toMatchObject([
    { code: 'PP505', message: 'rendered/.gitattributes is there already and was not written by render --write' },
  ]);
  await render(workspace, '--write', 'rendered');
  expect(Object.keys(await readAll(workspace))).toEqual([
    '.gitattributes',
    'hello.json',
    'logo.svg',
    'spring.sale.json',
  ]);
  expect(await render(workspace, 'hello', '--pictures=svg')).toMatchObject({ exitCode: 3, stdout: '' });
});

test('the picture in the docs is what pushplan render --pictures=svg makes of the example', async () => {
  await using workspace = await makeWorkspace();
  await cp(join(repositoryRoot, 'campaigns'), workspace.root, { recursive: true });
  await render(workspace, 'wishlist-price-drop', '--write', 'rendered', '--pictures=svg');
  const drawn = await readFile(join(workspace.root, 'rendered/wishlist-price-drop.most-cards.svg'), 'utf8');
  expect(readRepositoryFile('.github/preview.svg')).toBe(drawn);
});
