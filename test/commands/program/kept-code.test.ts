// The cache file for compiled code: it returns exactly what was written, or nothing.
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

test('returns the code that was written last, and leaves no other file', () => {
  const file = join(folder, 'plan.cjs');
  writeKeptCode(file, { code: Buffer.from('first'), starts: 0 }, 'build');
  writeKeptCode(file, { code: Buffer.from('second'), starts: 1 }, 'build');
  expect(readKeptCode(file, 'build')).toEqual({ code: Buffer.from('second'), starts: 1 });
  expect(readdirSync(folder)).toEqual(['plan.cjs']);
});

test('returns nothing if the file is missing, incomplete or from another build', () => {
  const file = join(folder, 'plan.cjs');
  expect(readKeptCode(file, 'build')).toBeUndefined();
  writeKeptCode(file, { code: Buffer.from('code'), starts: 0 }, 'build');
  expect(readKeptCode(file, 'other')).toBeUndefined();
  truncateSync(file, 11);
  expect(readKeptCode(file, 'build')).toBeUndefined();
  writeFileSync(file, '');
  expect(readKeptCode(file, 'build')).toBeUndefined();
});

test('leaves nothing behind if the file cannot be put in its place', () => {
  const file = join(folder, 'plan.cjs');
  mkdirSync(file);
  expect(() => writeKeptCode(file, { code: Buffer.from('code'), starts: 0 }, 'build')).toThrow(
    /EISDIR|EPERM|EEXIST|ENOTEMPTY/v,
  );
  expect(readdirSync(folder)).toEqual(['plan.cjs']);
});
