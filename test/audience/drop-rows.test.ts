// Rows are taken out of a data file: all else is unchanged, in every form that a file can have.
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { audienceFile } from '../../src/audience/data-file.ts';
import { dropRows } from '../../src/audience/drop-rows.ts';
import type { CsvForm } from '../../src/campaign/campaign.ts';
import type { Recipient } from '../../src/message/recipient.ts';
import { makeWorkbook, textRow } from '../support/make-workbook.ts';

const isTheirs = ({ values }: Recipient): boolean => values['email'] === 'ana@example.com';

/** `size` is the size of the pieces in which the bytes come. */
async function drop(file: string, content: Uint8Array | string, csv?: CsvForm, size = 7) {
  const bytes = Buffer.from(content);
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parts: Buffer[] = [];
  const dropping = dropRows({ file: audienceFile(file), csv, isTheirs }, read());
  for (;;) {
    const { done, value } = await dropping.next();
    if (done === true) return { kept: Buffer.concat(parts), count: value };
    parts.push(value);
  }
}

test.each([1, 3, 64])(
  'csv in pieces of %d bytes: quotes, line breaks in values, blank lines and marks are kept',
  async (size) => {
    const text =
      '\u{FEFF}email,name\r\n"ana@example.com","A\r\nna"\r\n\r\nbob@example.com,"B ""o"" b"\r\nana@example.com,x\r\n';
    const { kept, count } = await drop('a.csv', text, undefined, size);
    expect(kept.toString()).toBe('\u{FEFF}email,name\r\n\r\nbob@example.com,"B ""o"" b"\r\n');
    expect(count).toBe(2);
    expect((await drop('a.csv', 'email\nbob@example.com', undefined, size)).kept.toString()).toBe(
      'email\nbob@example.com',
    );
  },
);

test('csv in encodings of office programs, with the line that names the delimiter', async () => {
  const csv = { delimiter: ';', encoding: 'windows-1254' } as const;
  // ş and ğ of Windows-1254.
  const turkish = Buffer.from('sep=;\nad;email\nAy\xfee;ana@example.com\nDo\xf0an;bob@example.com\n', 'latin1');
  const narrow = await drop('a.csv', turkish, csv);
  expect(narrow.kept.toString('latin1')).toBe('\nad;email\nDo\xf0an;bob@example.com\n');
  expect(narrow.count).toBe(1);
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    const write = (text: string): Buffer => {
      const bytes = Buffer.from(`\u{FEFF}${text}`, 'utf16le');
      return encoding === 'utf-16be' ? bytes.swap16() : bytes;
    };
    const wide = await drop('a.csv', write('ad;email\nAyşe;ana@example.com\nDoğan;bob@example.com\n'), {
      delimiter: ';',
      encoding,
    });
    expect(wide.kept).toEqual(write('ad;email\nDoğan;bob@example.com\n'));
  }
});

test('compressed files, lines of JSON and an array', async () => {
  const lines = '{"email":"ana@example.com"}\n{"email":"bob@example.com","n":1.50}\n';
  expect((await drop('a.ndjson.gz', gzipSync(lines))).kept.toString()).toBe('{"email":"bob@example.com","n":1.50}\n');
  expect((await drop('a.ndjson.zst', zstdCompressSync(lines))).count).toBe(1);
  // The file must still be readable.
  expect((await drop('a.ndjson', lines.slice(0, 28))).kept.toString()).toBe('\n');
  const array = '[{"email":"ana@example.com"},{"email":"bob@example.com","n":1.50}, {"email":"eve@example.com"}]';
  const { kept, count } = await drop('a.json', array);
  expect(JSON.parse(kept.toString())).toEqual([{ email: 'bob@example.com', n: 1.5 }, { email: 'eve@example.com' }]);
  expect(kept.toString()).toContain('1.50');
  expect(count).toBe(1);
});

function workbook(email: string): Uint8Array {
  return makeWorkbook({ sheets: { people: textRow(1, ['email']) + textRow(2, [email]) } });
}

test('a workbook is refused if the person is in another sheet, also with other columns and if it is hidden', async () => {
  const people = textRow(1, ['email']) + textRow(2, ['bob@example.com']);
  const withNote = (note: string): Uint8Array =>
    makeWorkbook({
      sheets: { people, notes: textRow(1, ['note', 'by']) + textRow(2, ['x', note]) },
      hidden: ['notes'],
    });
  await expect(drop('a.xlsx', withNote('ana@example.com'))).rejects.toMatchObject({
    diagnostics: [{ message: 'rows of a workbook cannot be removed' }],
  });
  expect((await drop('a.xlsx', withNote('eve@example.com'))).count).toBe(0);
});

test('a workbook is refused if a row would have to be removed, and left alone otherwise', async () => {
  await expect(drop('a.xlsx', workbook('ana@example.com'))).rejects.toMatchObject({
    exitCode: 3,
    diagnostics: [{ code: 'PP213' }],
  });
  expect((await drop('a.xlsx', workbook('bob@example.com'))).count).toBe(0);
});

test.each([
  ['a.csv', 'email,name\nana@example.com\n', 'PP203'],
  ['a.csv', '\n\n', 'PP209'],
  ['a.ndjson', '{"email":\n', 'PP207'],
  ['a.json', '[{"email":"a"}', 'PP207'],
  ['a.json', '[{"email":"a","email":"b"}]', 'PP212'],
  ['a.json', '[{"email":"\u0000"}]', 'PP205'],
] as const)('%s with %j is refused', async (file, text, code) => {
  await expect(drop(file, text)).rejects.toMatchObject({ exitCode: 3, diagnostics: [{ code }] });
});
