// The PostgreSQL server of the tests in a checkout that only root can enter: its programs are copied to where its user can read them.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBinaries, placeBinaries } from '../support/postgres-server.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'pushplan-'));
});

afterEach(() => rm(root, { recursive: true }));

test('programs that the user of the server can run are used where they are', async () => {
  const binaries = await findBinaries();
  expect(placeBinaries(binaries, root, {})).toEqual(binaries);
});

test('other programs are copied with everything they need', async () => {
  const { postgres, initdb } = await findBinaries();
  // To a user who cannot enter the folder, the program seems to be missing.
  const placed = placeBinaries({ postgres: path.join(path.dirname(postgres), 'closed'), initdb }, root, {});
  expect(path.relative(root, placed.initdb)).toBe(path.join('native', 'bin', 'initdb'));
  expect(execFileSync(placed.initdb, ['--version'], { encoding: 'utf8' })).toContain('PostgreSQL');
});
