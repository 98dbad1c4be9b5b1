// The file of compiled code: what was written, or nothing.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readKeptCode, writeKeptCode } from '../../../src/commands/program/kept-code.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushplan-code-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('code comes back as it was kept, and nothing else stays beside it', () => {
  const file = join(folder, 'plan.cjs');
  writeKeptCode(file, { code: Buffer.from('first'), starts: 0 }, 'build');
  writeKeptCode(file, { code: Buffer.from('second'), starts: 1 }, 'build');
  expect(readKeptCode(file, 'build')).toEqual({ code: Buffer.from('second'), starts: 1 });
  expect(readdirSync(folder)).toEqual(['plan.cjs']);
});

test('what is not there, not whole or of another build is none', () => {
  const file = join(folder, 'plan.cjs');
  expect(readKeptCode(file, 'build')).toBeUndefined();
  writeKeptCode(file, { code: Buffer.from('code'), starts: 0 }, 'build');
  expect(readKeptCode(file, 'other')).toBeUndefined();
  truncateSync(file, 11);
  expect(readKeptCode(file, 'build')).toBeUndefined();
  writeFileSync(file, '');
  expect(readKeptCode(file, 'build')).toBeUndefined();
});

test('where it cannot be put in its place nothing is left behind', () => {
  const file = join(folder, 'plan.cjs');
  mkdirSync(file);
  expect(() => writeKeptCode(file, { code: Buffer.from('code'), starts: 0 }, 'build')).toThrow(
    /EISDIR|EPERM|EEXIST|ENOTEMPTY/v,
  );
  expect(readdirSync(folder)).toEqual(['plan.cjs']);
});
