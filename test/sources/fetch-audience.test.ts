// How locks are written to disk.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepLock } from '../../src/sources/fetch-audience.ts';
import { writeLock, type AudienceLock } from '../../src/sources/lock.ts';
import { makeWorkspace } from '../support/workspace.ts';

const lock: AudienceLock = {
  version: 1,
  campaign: 'vip',
  source: { kind: 'file', file: 'vip.csv' },
  format: 'csv',
  sha256: '2'.repeat(64),
  rows: 41_230,
  rows_sha256: 'ab'.repeat(32),
  columns: { email: 'string' },
  fetched_at: '2026-11-28T06:00:00Z',
};

test('fetches that end at the same time each write a whole lock, and one of these stays', async () => {
  await using workspace = await makeWorkspace();
  const locks = Array.from({ length: 8 }, (_, index) => ({ ...lock, rows: index + 1 }));
  await Promise.all(locks.map((one) => keepLock(workspace.root, one)));
  expect(await readdir(join(workspace.root, 'audiences'))).toEqual(['vip.lock.yaml']);
  expect(locks.map(writeLock)).toContain(await readFile(join(workspace.root, 'audiences/vip.lock.yaml'), 'utf8'));
});
