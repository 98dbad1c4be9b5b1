// The lock as text: it is read back as written, whatever the names, and an edit by hand is refused with its place.
import { expect, test } from 'vitest';
import { lockPathOf, readLock, writeLock } from '../../src/sources/lock.ts';
import type { AudienceLock } from '../../src/generated/lock.ts';
import type { Refusal } from '../../src/errors.ts';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import { makeWorkspace } from '../support/workspace.ts';

const lock: AudienceLock = {
  version: 1,
  campaign: 'vip',
  source: { kind: 'query', file: 'audiences/vip: new #1.sql', sha256: '1'.repeat(64) },
  format: 'csv.gz',
  sha256: `${'2'.repeat(60)}e123`,
  rows: 41_230,
  rows_sha256: 'ab'.repeat(32),
  columns: {
    email: 'string',
    'Vor name': 'string',
    yes: 'boolean',
    '1': 'number',
    'a"b\\': 'json',
    ad_soyadı: 'string',
  },
  fetched_at: '2026-11-28T06:00:00Z',
};

test('a lock is read back as written', async () => {
  await using workspace = await makeWorkspace({ [lockPathOf('vip')]: writeLock(lock) });
  const files = filesOnDisk(workspace.root);
  expect(await readLock(files, { id: 'vip' })).toEqual(lock);
  expect(await readLock(files, { id: 'other' })).toBeUndefined();
});

test.each([
  ['rows: 41230', 'rows: many', 'PP101 audiences/vip.lock.yaml:10'],
  ['version: 1', 'version: 2', 'PP101 audiences/vip.lock.yaml:2'],
  ['campaign: vip', 'campaign: vip2', 'PP263 audiences/vip.lock.yaml:3'],
  ['format: csv.gz', 'format: exe', 'PP101 audiences/vip.lock.yaml:8'],
  ['version: 1', '<<<<<<< HEAD\nversion: 1', 'PP103 audiences/vip.lock.yaml'],
])('%s edited to %s is refused', async (from, to, says) => {
  await using workspace = await makeWorkspace({ [lockPathOf('vip')]: writeLock(lock).replace(from, to) });
  const refusal = await readLock(filesOnDisk(workspace.root), { id: 'vip' }).then(
    () => undefined,
    (error: Refusal) => error,
  );
  expect(refusal?.exitCode).toBe(3);
  expect(refusal?.diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`).join(' ')).toContain(says);
  expect(refusal?.diagnostics[0]?.help).toMatch(/fetch again/v);
});
