// Git is a process of its own, and is rarely asked about missing files: a workspace with hundreds of campaigns looks for as many.
import { chmod, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import { hasFile } from '../../src/workspace/has-file.ts';
import { makeWorkspace } from '../support/workspace.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('git is asked about a missing file only if its folder exists and is empty, like the folder of a submodule', async () => {
  await using workspace = await makeWorkspace({
    'bin/git': '#!/bin/sh\n: > "$0.asked"\n',
    'filled/other.csv': 'a',
  });
  const { root } = workspace;
  await chmod(join(root, 'bin', 'git'), 0o755);
  vi.stubEnv('PATH', join(root, 'bin'));
  const files = filesOnDisk(root);
  const hasAsked = (): boolean => existsSync(join(root, 'bin', 'git.asked'));

  for (const path of ['a.csv', 'nowhere/a.csv', 'nowhere/deep/a.csv', 'filled/a.csv', 'filled/deep/a.csv'])
    expect(await hasFile(files, path)).toBe(false);
  expect(hasAsked()).toBe(false);

  await mkdir(join(root, 'empty'));
  expect(await hasFile(files, 'empty/deep/a.csv')).toBe(false);
  expect(hasAsked()).toBe(true);
});
