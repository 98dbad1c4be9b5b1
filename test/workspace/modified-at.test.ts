import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findModifiedAt } from '../../src/workspace/modified-at.ts';
import { commitDate, makeRepository, runGit } from '../support/git-repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

const fileDate = Date.UTC(2026, 2, 5);

async function age(root: string, path: string): Promise<void> {
  await utimes(join(root, path), fileDate / 1000, fileDate / 1000);
}

test('a file is as old as its last commit, and as its last write once it is edited, new or in no repository', async () => {
  await using repository = await makeRepository({ 'a.csv': 'id\n1\n', 'b.csv': 'id\n1\n' });
  await repository.write('b.csv', 'id\n2\n');
  await repository.write('c.csv', 'id\n3\n');
  for (const path of ['a.csv', 'b.csv', 'c.csv']) await age(repository.root, path);
  expect(await findModifiedAt(repository.root, 'a.csv')).toBe(commitDate);
  expect(await findModifiedAt(repository.root, 'b.csv')).toBe(fileDate);
  expect(await findModifiedAt(repository.root, 'c.csv')).toBe(fileDate);
  await using workspace = await makeWorkspace({ 'a.csv': 'id\n1\n' });
  await age(workspace.root, 'a.csv');
  expect(await findModifiedAt(workspace.root, 'a.csv')).toBe(fileDate);
  expect(await findModifiedAt(workspace.root, 'none.csv')).toBeUndefined();
});

test('a shallow clone knows the date of what its commits touch, and of nothing older', async () => {
  await using origin = await makeRepository({ 'old.csv': 'id\n1\n', 'new.csv': 'id\n1\n' });
  for (const text of ['id\n2\n', 'id\n3\n']) {
    await origin.write('new.csv', text);
    origin.commit();
  }
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-test-'));
  try {
    runGit(folder, ['clone', '-q', '--depth', '2', `file://${origin.root}`, 'clone']);
    expect(await findModifiedAt(join(folder, 'clone'), 'new.csv')).toBe(commitDate);
    expect(await findModifiedAt(join(folder, 'clone'), 'old.csv')).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
