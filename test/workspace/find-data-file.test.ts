// Where a data file is looked for: in the workspace, then in the data folder.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import { findDataFile, hasFile } from '../../src/workspace/find-data-file.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('the workspace has it, or the data folder; in both it is refused, in neither the workspace says so', async () => {
  await using workspace = await makeWorkspace({ 'here.csv': 'a', 'both.csv': 'a', 'empty.csv': '' });
  await using data = await makeWorkspace({ 'there.csv': 'a', 'both.csv': 'a' });
  const files = filesOnDisk(workspace.root);
  const rootOf = async (path: string): Promise<string> => (await findDataFile(files, data.root, path)).root;
  expect(await rootOf('here.csv')).toBe(workspace.root);
  expect(await rootOf('there.csv')).toBe(data.root);
  expect(await rootOf('nowhere.csv')).toBe(workspace.root);
  expect((await findDataFile(files, undefined, 'there.csv')).root).toBe(workspace.root);
  const at = { file: 'pushplan.yaml', line: 3, column: 5 };
  await expect(findDataFile(files, data.root, 'both.csv', at)).rejects.toMatchObject({
    exitCode: 3,
    diagnostics: [{ code: 'PP169', ...at }],
  });
  expect(await hasFile(files, 'empty.csv')).toBe(true);
});

test('a folder or a path that leads out is refused, and not taken for nothing', async () => {
  await using workspace = await makeWorkspace({ 'folder/a.csv': 'a' });
  const files = filesOnDisk(workspace.root);
  await expect(hasFile(files, 'folder')).rejects.toMatchObject({ diagnostics: [{ code: 'PP152' }] });
  await expect(hasFile(files, join('..', 'a.csv'))).rejects.toMatchObject({ diagnostics: [{ code: 'PP151' }] });
});
