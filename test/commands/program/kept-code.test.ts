// The file of compiled code: what was written, or nothing.
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
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
  writeKeptCode(file, Buffer.from('first'));
  writeKeptCode(file, Buffer.from('second'));
  expect(readKeptCode(file)?.toString()).toBe('second');
  expect(readdirSync(folder)).toEqual(['plan.cjs']);
});

test('what is not there or not whole is none', () => {
  const file = join(folder, 'plan.cjs');
  expect(readKeptCode(file)).toBeUndefined();
  writeKeptCode(file, Buffer.from('code'));
  truncateSync(file, 11);
  expect(readKeptCode(file)).toBeUndefined();
  writeFileSync(file, '');
  expect(readKeptCode(file)).toBeUndefined();
});
