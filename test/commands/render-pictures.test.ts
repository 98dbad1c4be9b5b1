// pushplan render --pictures: draws the samples and writes the pictures beside the stand-ins, with the same bytes each time.
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readRepositoryFile, repositoryRoot } from '../support/repository.ts';
import { readDiagnostics } from '../support/documents.ts';
import { campaignText, makeWorkspace, people, type TestWorkspace } from '../support/workspace.ts';

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

test('draws a picture of each sample, marked as generated, with the same bytes each time and without personal data', async () => {
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

test('once written, pictures are updated and checked without --pictures, and pictures of old samples are removed', async () => {
  await using workspace = await makeWorkspace(files);
  await render(workspace, '--write', 'rendered', '--pictures=svg');
  expect((await render(workspace, '--check', 'rendered')).stdout).toBe('9 rendered files, none stale\n');
  await workspace.write('audiences/people.csv', 'email,name,language\na@example.com,Al,en\n');
  const stale = await render(workspace, 'hello', '--check', 'rendered', '--json');
  expect(stale.exitCode).toBe(5);
  expect(readDiagnostics(stale).map(({ message }) => message)).toEqual([
    'rendered/hello.json is not what hello.campaign.yaml renders now, from line 10 on',
    'rendered/hello.longest-title.svg is not what hello.campaign.yaml renders now, from line 3 on',
    'rendered/hello.emptiest.svg is of a sample that no longer exists',
    'rendered/hello.language-tr.svg is of a sample that no longer exists',
  ]);
  expect((await render(workspace, 'hello', '--write', 'rendered')).stdout).toMatch(
    /2 files written, 2 removed, 1 unchanged\n$/v,
  );
  const kept = Object.keys(await readAll(workspace)).filter((name) => name.startsWith('hello.'));
  expect(kept).toEqual(['hello.json', 'hello.longest-title.svg']);
});

const fromAfar = {
  'hello.campaign.yaml': campaignText({ file: 'people.csv', title: 'مرحبا {{name}} 🎉' }),
  'people.csv': people(1),
};

test('PNG: small, reproducible, with the fonts that its scripts need, marked as generated, and checked by its source', async () => {
  await using workspace = await makeWorkspace(fromAfar);
  const path = join(workspace.root, 'rendered/hello.longest-title.png');
  expect(await render(workspace, '--write', 'rendered', '--pictures=png')).toMatchObject({ exitCode: 0, stderr: '' });
  const first = await readFile(path);
  const picture = PNG.sync.read(first);
  expect([picture.width, first.length < 30_000]).toEqual([840, true]);
  expect(first.toString('latin1')).toContain('Inter 4.001, Roboto 3.015, Noto Emoji 3.006, Noto Sans Arabic 2.012;');
  expect(await readFile(join(workspace.root, 'rendered/.gitattributes'), 'utf8')).toContain('*.png linguist-generated');
  expect((await render(workspace, '--check', 'rendered')).stdout).toBe('3 rendered files, none stale\n');

  // Somebody edits the picture, and later the title changes.
  const painted = Buffer.from(first);
  painted[first.length - 100] = (painted[first.length - 100] ?? 0) ^ 1;
  await workspace.write('rendered/hello.longest-title.png', painted);
  const stale = await render(workspace, '--check', 'rendered', '--json');
  expect(readDiagnostics(stale).map(({ message }) => message)).toEqual([
    'rendered/hello.longest-title.png is not what hello.campaign.yaml renders now',
  ]);
  expect((await render(workspace, '--write', 'rendered')).stdout).toMatch(/1 file written, 0 removed, 2 unchanged\n$/v);
  expect((await readFile(path)).equals(first)).toBe(true);
  await workspace.write('hello.campaign.yaml', campaignText({ file: 'people.csv' }));
  expect((await render(workspace, '--check', 'rendered')).exitCode).toBe(5);

  // Pictures of the other format replace these.
  expect((await render(workspace, '--write', 'rendered', '--pictures=svg')).stdout).toMatch(
    /removed {2}\S+title\.png\n/v,
  );
  expect(Object.keys(await readAll(workspace))).toEqual(['.gitattributes', 'hello.json', 'hello.longest-title.svg']);
});

test('if a font is not installed, the error names its package, and nothing is written', async () => {
  await using workspace = await makeWorkspace({
    ...fromAfar,
    'hello.campaign.yaml': campaignText({ file: 'people.csv', title: '春のセール' }),
  });
  const refused = await render(workspace, '--write', 'rendered', '--pictures=png', '--json');
  expect(refused.exitCode).toBe(3);
  expect(readDiagnostics(refused)).toMatchObject([
    {
      code: 'PP509',
      message: '--pictures=png needs the package @expo-google-fonts/noto-sans-jp, which is not installed',
      help: 'Beside pushplan: npm install @expo-google-fonts/noto-sans-jp; or --pictures=svg, which needs none.',
    },
  ]);
  expect(await readdir(workspace.root)).not.toContain('rendered');
  expect((await render(workspace, '--write', 'rendered', '--pictures=svg')).exitCode).toBe(0);
});

test('foreign files are not touched, and --pictures needs --write or --check', async () => {
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

test('the picture in the docs is what pushplan render --pictures=svg draws for the example', async () => {
  await using workspace = await makeWorkspace();
  await cp(join(repositoryRoot, 'campaigns'), workspace.root, { recursive: true });
  await render(workspace, 'wishlist-price-drop', '--write', 'rendered', '--pictures=svg');
  const drawn = await readFile(join(workspace.root, 'rendered/wishlist-price-drop.most-cards.svg'), 'utf8');
  expect(readRepositoryFile('.github/preview.svg')).toBe(drawn);
});
