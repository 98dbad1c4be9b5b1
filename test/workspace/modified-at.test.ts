import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findModifiedAt } from '../../src/workspace/modified-at.ts';
import { commitDate, makeRepository, runGit } from '../support/git-repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

const fileDate = Date.UTC(2026, 2, 5);
const known = (at: number): object => ({ kind: 'known', at });

afterEach(() => {
  vi.unstubAllEnvs();
});

async function age(root: string, path: string): Promise<void> {
  await utimes(join(root, path), fileDate / 1000, fileDate / 1000);
}

test('a file is as old as its last commit, or as its last write if it is edited, new or in no repository', async () => {
  await using repository = await makeRepository({ 'a.csv': 'id\n1\n', 'b.csv': 'id\n1\n' });
  await repository.write('b.csv', 'id\n2\n');
  await repository.write('c.csv', 'id\n3\n');
  for (const path of ['a.csv', 'b.csv', 'c.csv']) await age(repository.root, path);
  expect(await findModifiedAt(repository.root, 'a.csv')).toEqual(known(commitDate));
  expect(await findModifiedAt(repository.root, 'b.csv')).toEqual(known(fileDate));
  expect(await findModifiedAt(repository.root, 'c.csv')).toEqual(known(fileDate));
  await using workspace = await makeWorkspace({ 'a.csv': 'id\n1\n' });
  await age(workspace.root, 'a.csv');
  expect(await findModifiedAt(workspace.root, 'a.csv')).toEqual(known(fileDate));
  expect(await findModifiedAt(workspace.root, 'none.csv')).toMatchObject({ kind: 'unknown' });
});

test('a checked-out file is as old as its commit, even if attributes make it look edited', async () => {
  await using repository = await makeRepository({ 'a.csv': 'id\r\n1\r\n', 'b.csv': 'id\r\n1\r\n' });
  await repository.write('.gitattributes', '*.csv text\n');
  await repository.write('b.csv', 'id\r\n2\r\n');
  for (const path of ['a.csv', 'b.csv']) await age(repository.root, path);
  expect(repository.git('status', '--porcelain')).toContain('M a.csv');
  expect(await findModifiedAt(repository.root, 'a.csv')).toEqual(known(commitDate));
  expect(await findModifiedAt(repository.root, 'b.csv')).toEqual(known(fileDate));
});

test('a shallow clone knows the date of what its commits change, and of nothing older', async () => {
  await using origin = await makeRepository({ 'old.csv': 'id\n1\n', 'new.csv': 'id\n1\n' });
  for (const text of ['id\n2\n', 'id\n3\n']) {
    await origin.write('new.csv', text);
    origin.commit();
  }
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-test-'));
  try {
    runGit(folder, ['clone', '-q', '--depth', '2', `file://${origin.root}`, 'clone']);
    expect(await findModifiedAt(join(folder, 'clone'), 'new.csv')).toEqual(known(commitDate));
    expect(await findModifiedAt(join(folder, 'clone'), 'old.csv')).toMatchObject({
      kind: 'unknown',
      because: 'this clone does not have the commit that brought it',
      help: expect.stringContaining('git fetch --unshallow'),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the age is unknown without git, which is not needed outside a repository', async () => {
  await using repository = await makeRepository({ 'push/a.csv': 'id\n1\n' });
  await using workspace = await makeWorkspace({ 'a.csv': 'id\n1\n' });
  await age(workspace.root, 'a.csv');
  vi.stubEnv('PATH', join(workspace.root, 'nothing'));
  expect(await findModifiedAt(join(repository.root, 'push'), 'a.csv')).toMatchObject({
    kind: 'unknown',
    because: 'git cannot be run',
    help: expect.stringContaining('Install git'),
  });
  expect(await findModifiedAt(workspace.root, 'a.csv')).toEqual(known(fileDate));
});

test.each([
  ['.git/config', '[core\n', 'bad config'],
  ['.git/HEAD', 'nonsense', 'not a git repository'],
  ['.git/index', 'nonsense', 'index'],
])('the age is unknown if %s is broken, and git says what is wrong', async (path, text, words) => {
  await using repository = await makeRepository({ 'a.csv': 'id\n1\n' });
  await repository.write(path, text);
  expect(await findModifiedAt(repository.root, 'a.csv')).toMatchObject({
    kind: 'unknown',
    because: expect.stringContaining(words),
  });
});

test('the age is unknown if the objects of its commit are missing', async () => {
  await using repository = await makeRepository({ 'a.csv': 'id\n1\n' });
  const tree = repository.git('rev-parse', 'HEAD^{tree}').trim();
  repository.git('commit', '-q', '--allow-empty', '-m', 'later');
  await rm(join(repository.root, '.git/objects', tree.slice(0, 2), tree.slice(2)));
  expect((await findModifiedAt(repository.root, 'a.csv')).kind).toBe('unknown');
});
