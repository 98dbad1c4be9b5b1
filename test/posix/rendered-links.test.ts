// pushplan render --write with links that lead out of its folder.
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const files = {
  'hello.campaign.yaml': campaignText({ file: 'audiences/people.csv' }),
  'audiences/people.csv': people(3),
};

test.each([
  ['../elsewhere.json', 'to a file'],
  ['../nowhere.json', 'to nothing'],
  ['../audiences', 'to a folder'],
])('a link %s (%s) with the name of a rendered file is refused', async (target) => {
  await using workspace = await makeWorkspace({ ...files, 'elsewhere.json': 'mine' });
  await mkdir(join(workspace.root, 'rendered'));
  await symlink(target, join(workspace.root, 'rendered/hello.json'));
  const result = await pushplan(['render', '--write', 'rendered', '--json'], { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP505', message: 'rendered/hello.json is there already and was not written by render --write' },
  ]);
  expect(await readFile(join(workspace.root, 'elsewhere.json'), 'utf8')).toBe('mine');
  expect(await readdir(workspace.root)).not.toContain('nowhere.json');
});

test('a link to the folder of the audiences is refused like that folder', async () => {
  await using workspace = await makeWorkspace(files);
  await symlink('audiences', join(workspace.root, 'rendered'));
  const result = await pushplan(['render', '--write', 'rendered', '--json'], { cwd: workspace.root });
  expect(readDiagnostics(result)).toMatchObject([{ code: 'PP505', message: 'rendered holds audiences' }]);
  expect(await readdir(join(workspace.root, 'audiences'))).toEqual(['people.csv']);
});

test('a path below a file is refused with its code', async () => {
  await using workspace = await makeWorkspace(files);
  const result = await pushplan(['render', '--write', 'hello.campaign.yaml/in'], { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  expect(result.stderr).toMatch(/^error PP505 .*hello\.campaign\.yaml\/in/v);
});
