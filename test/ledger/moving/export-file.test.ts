// Export files that pushplan would never write: each is refused as a whole, even if its checksum is correct.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExport, writeExport } from '../../../src/ledger/moving/export-file.ts';
import { viewSqlite } from '../../../src/ledger/sqlite/read-sqlite.ts';
import { checkRecord, type CheckedRecord } from '../../../src/ledger/moving/record-check.ts';
import { fillRichly } from '../../support/rich-ledger.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pushplan-export-'));
const file = path.join(folder, 'away');
let lines: readonly string[] = [];

beforeAll(async () => {
  await using world = await sqliteWorld();
  await fillRichly(world);
  const whole = path.join(folder, 'whole');
  const order = { file: whole, kind: 'copy', beforeItCounts: async () => {} } as const;
  await viewSqlite({ environment: 'sandbox', endpoint: 'sandbox', path: world.path }, (source) =>
    writeExport(source, order),
  );
  lines = zstdDecompressSync(fs.readFileSync(whole).subarray(0, -32)).toString().trimEnd().split('\n');
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Reads the text as an export file with a valid checksum, and returns the faults that were found. */
async function readText(text: string | Uint8Array): Promise<readonly string[]> {
  return (await checkText(text)).faults;
}

async function checkText(text: string | Uint8Array): Promise<CheckedRecord> {
  const compressed = zstdCompressSync(text);
  fs.writeFileSync(file, Buffer.concat([compressed, createHash('sha256').update(compressed).digest()]), {
    mode: 0o600,
  });
  return readExport(file, checkRecord);
}

function changed(place: number, change: (line: string) => string): string {
  return `${lines.map((line, index) => (index === place ? change(line) : line)).join('\n')}\n`;
}

const headOf = (text: Readonly<Record<string, unknown>>): string =>
  changed(0, (line) => JSON.stringify({ ...(JSON.parse(line) as object), ...text }));

test('an unchanged export is intact', async () => {
  expect(await readText(`${lines.join('\n')}\n`)).toEqual([]);
});

test('an export of version 2 is read, which had no people of requests, no person who stopped a run, and no lists', async () => {
  const older = lines.flatMap((line) => {
    const value: unknown = JSON.parse(line);
    if (!Array.isArray(value)) {
      return line
        .replace(/"version":\d+/v, '"version":2')
        .replaceAll(/,"(?:list|list_person|left_out|approval|rollout)":\d+/gv, '');
    }
    if (['list', 'list_person', 'left_out', 'approval', 'rollout'].includes(value[0])) return [];
    const lacking = { run: 1, req: 2, chunk: 3 }[String(value[0])] ?? 0;
    return JSON.stringify(value.slice(0, value.length - lacking));
  });
  expect(await checkText(`${older.join('\n')}\n`)).toMatchObject({ unknownPeople: 5, counts: { req: 5, list: 0 } });
  expect(await checkText(`${lines.join('\n')}\n`)).toMatchObject({ faults: [], unknownPeople: 0, counts: { list: 1 } });
});

test('an export of an empty ledger is intact', async () => {
  const none = lines.at(-1)?.replaceAll(/\d+/gv, '0');
  expect(await readText(`${lines[0]}\n${none}\n`)).toEqual([]);
});

describe('a damaged export is refused:', () => {
  test.each<readonly [string, () => string | Uint8Array]>([
    ['an empty file', () => ''],
    ['no line breaks', () => lines.join('')],
    ['a last line that is cut', () => lines.join('\n')],
    ['no end', () => `${lines.slice(0, -1).join('\n')}\n`],
    ['no rows and no end', () => `${lines[0]}\n`],
    ['a row after the end', () => `${[...lines, lines.at(-2)].join('\n')}\n`],
    ['a missing row', () => `${lines.filter((_line, index) => index !== 3).join('\n')}\n`],
    ['an end without the counts of the tables', () => changed(lines.length - 1, () => '{"rows":7}')],
    ['an end that is a number', () => changed(lines.length - 1, () => '7')],
    ['a line that is not JSON', () => changed(2, () => '[')],
    ['an unknown table', () => changed(2, (line) => line.replace('campaign', 'people'))],
    ['a row that is too long', () => changed(2, (line) => line.replace(']', ',1]'))],
    ['a text where a number belongs', () => changed(2, (line) => line.replace(/\d/v, '"x"'))],
    ['a number where a text belongs', () => changed(2, (line) => line.replace('"sale"', '7').replace('"news"', '7'))],
    ['null where a value is required', () => changed(2, (line) => line.replace(/\d/v, 'null'))],
    ['a head of another file format', () => headOf({ pushplan: 'plan' })],
    ['a head that is a list', () => changed(0, () => '[]')],
    ['a head without an endpoint', () => headOf({ endpoint: null })],
    ['a head of another kind', () => headOf({ kind: 'loan' })],
    ['bytes that are not UTF-8', () => Buffer.from([0xff, 0xfe, 0x0a])],
  ])('%s', async (_name, text) => {
    await expect(readText(text())).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP343' }] });
  });

  test('a file that is not zstd', async () => {
    const text = Buffer.from('no zstd at all');
    fs.writeFileSync(file, Buffer.concat([text, createHash('sha256').update(text).digest()]), { mode: 0o600 });
    await expect(readExport(file, checkRecord)).rejects.toMatchObject({ diagnostics: [{ code: 'PP343' }] });
  });
});

describe('a path that is not an export', () => {
  test.each<readonly [string, (place: string) => void]>([
    ['a folder', (place) => fs.mkdirSync(place)],
    ['a pipe that nobody writes into', (place) => execFileSync('mkfifo', [place])],
  ])('is refused without waiting for it: %s', async (name, make) => {
    const place = path.join(folder, name.replaceAll(' ', '-'));
    make(place);
    await expect(readExport(place, checkRecord)).rejects.toMatchObject({
      exitCode: 3,
      message: `${place} cannot be read: it is not a file.`,
      diagnostics: [{ code: 'PP150' }],
    });
  });

  test('is refused if others can read it, since an export holds a secret', async () => {
    const other = path.join(folder, 'pushplan.yaml');
    fs.writeFileSync(other, 'environments: a long enough text for a sum', { mode: 0o644 });
    await expect(readExport(other, checkRecord)).rejects.toMatchObject({
      exitCode: 4,
      diagnostics: [{ code: 'PP343' }],
    });
  });
});

test('an export of a newer version is refused', async () => {
  await expect(readText(headOf({ version: 99 }))).rejects.toMatchObject({
    exitCode: 4,
    diagnostics: [{ code: 'PP312' }],
  });
});

test('an attempt that occurs twice is found before anything is imported', async () => {
  const place = lines.findIndex((line) => line.startsWith('["req",'));
  const twice = [...lines.slice(0, place + 1), ...lines.slice(place, -1)];
  const end = lines.at(-1)?.replace(/"req":(\d+)/v, (_all, count) => `"req":${Number(count) + 1}`);
  expect(await readText(`${[...twice, end].join('\n')}\n`)).toContain('1 attempt is there twice');
});
