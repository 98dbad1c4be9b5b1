// The setting `keep`, if another fetch removes the same old files.
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeOld } from '../../src/sources/remove-old.ts';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('a file that another fetch has removed meanwhile is no failure', async () => {
  await using workspace = await makeWorkspace();
  const data = join(workspace.root, 'data');
  const [first, second] = ['a', 'b'].map((digit) => join(data, 'hello', `${digit.repeat(64)}.csv`));
  if (first === undefined || second === undefined) throw new Error('there are two');
  await mkdir(join(data, 'hello'), { recursive: true });
  for (const path of [first, second]) {
    await writeFile(path, 'email\n');
    await utimes(path, 1, 1);
  }
  const files = filesOnDisk(workspace.root);
  const list = async (): Promise<readonly string[]> => {
    await rm(first);
    return files.list();
  };
  const at = { file: 'pushplan.yaml', line: 1, column: 1 };
  expect(await removeOld({ ...files, list }, { data, keep: 1000, now: 10_000, at })).toBe(1);
  expect(await readdir(join(data, 'hello'))).toEqual([]);
});
