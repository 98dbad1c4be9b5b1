// The copy of a workspace from which a drill sends.
import { readdir, readFile, stat, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyWorkspace } from '../../src/commands/drilling/drilled-workspace.ts';
import { readWorkspace } from '../../src/workspace/read-workspace.ts';
import { makeWorkspace, people } from '../support/workspace.ts';

test('a copy contains the targets of links inside the workspace, in every format, and no links', async () => {
  await using folder = await makeWorkspace({ 'data/november.csv': people(2), 'data/UPPER.JSONL': '{}\n' });
  await utimes(join(folder.root, 'data/november.csv'), 1000, 1000);
  await symlink('november.csv', join(folder.root, 'data/latest.csv'));
  await symlink('gone.csv', join(folder.root, 'data/dangling.csv'));
  await symlink('/etc/passwd', join(folder.root, 'data/out.csv'));
  await using copy = await copyWorkspace(await readWorkspace(folder.root));
  const data = join(copy.root, 'data');
  expect((await readdir(data)).toSorted()).toEqual(['UPPER.JSONL', 'latest.csv', 'november.csv']);
  expect(await readFile(join(data, 'latest.csv'), 'utf8')).toBe(people(2));
  expect((await stat(join(data, 'november.csv'))).mtimeMs).toBe(1_000_000);
  await copy.pointAt('http://127.0.0.1:1', 600);
  expect(await readFile(join(copy.root, 'pushplan.yaml'), 'utf8')).toContain('127.0.0.1');
});

test('the error names the place if no copy can be made there', async () => {
  await using folder = await makeWorkspace();
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = join(folder.root, 'gone');
  try {
    await expect(copyWorkspace(await readWorkspace(folder.root))).rejects.toThrow(
      /cannot be copied to .*gone: there is no such file or folder \(ENOENT\)/v,
    );
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
});
