// Whether a file exists in the workspace or its data folder. A name of something else is refused.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import { hasFile } from '../../src/workspace/has-file.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('a file may be in the workspace or in the data folder, also an empty one', async () => {
  await using workspace = await makeWorkspace({ 'empty.csv': '' });
  await using data = await makeWorkspace({ 'there.csv': 'a' });
  const files = filesOnDisk(workspace.root, {
    kind: 'folder',
    path: data.root,
    at: { file: 'pushplan.yaml', line: 1, column: 1 },
  });
  const found = await Promise.all(['empty.csv', 'there.csv', 'nowhere.csv'].map((path) => hasFile(files, path)));
  expect(found).toEqual([true, true, false]);
});

test('a folder or a path that leads out is refused, and does not count as a missing file', async () => {
  await using workspace = await makeWorkspace({ 'folder/a.csv': 'a' });
  const files = filesOnDisk(workspace.root);
  await expect(hasFile(files, 'folder')).rejects.toMatchObject({ diagnostics: [{ code: 'PP152' }] });
  await expect(hasFile(files, join('..', 'a.csv'))).rejects.toMatchObject({ diagnostics: [{ code: 'PP151' }] });
});
