// Lines of files that are not rows, and files of another kind than their name says.
import { describe, expect, it } from 'vitest';
import { readAudience, readFaults, showFinding } from '../support/read-audience.ts';

describe('empty rows', () => {
  it.each([
    ['a.csv', 'a,b\n1,2\n,\n""," "\n\n3,4\n,,,\n', [2, 6]],
    ['a.csv', 'a\n1\n\n2\n', [2, 4]],
    ['a.tsv', 'a\tb\r\n1\t2\r\n\t\r\n\t\t\t\r\n', [2]],
  ] as const)('are skipped, counted and never invalid: %s %j', async (file, data, lines) => {
    for (const size of [1, 64 * 1024]) {
      const { recipients } = await readAudience(file, data, size);
      expect(recipients.map(({ line }) => line)).toEqual(lines);
    }
  });

  it('are reported with their lines', async () => {
    const { warnings } = await readAudience('a.csv', `a,b\n1,2\n${',\n'.repeat(7)}`);
    expect(warnings.map(showFinding)).toEqual(['PP214 3:1: 7 empty rows are skipped (lines 3, 4, 5, 6, 7 and 2 more)']);
    const one = await readAudience('a.csv', 'a,b\n1,2\n,\n');
    expect(one.warnings.map(showFinding)).toEqual(['PP214 3:1: 1 empty row is skipped (line 3)']);
    const many = await readAudience('a.csv', `a,b\n1,2\n${',\n'.repeat(1_500)}`);
    expect(many.warnings.map(showFinding)).toEqual([
      'PP214 3:1: 1,500 empty rows are skipped (lines 3, 4, 5, 6, 7 and 1,495 more)',
    ]);
  });

  it('are all that a file of delimiters alone has', async () => {
    expect((await readFaults('a.csv', ',,\n,,\n')).map(showFinding)).toEqual([
      'PP209 -: the audience file has nothing but delimiters',
    ]);
  });
});

describe('joined files', () => {
  it('lose the byte order mark of the second, also before a quote', async () => {
    const data = '\uFEFF"a","b"\n1,2\n\uFEFF"a","b"\n3,4\n';
    for (const size of [1, 64 * 1024]) {
      const { recipients, warnings } = await readAudience('a.csv', data, size);
      expect(recipients.map(({ values }) => Object.values(values))).toEqual([
        ['1', '2'],
        ['a', 'b'],
        ['3', '4'],
      ]);
      expect(warnings.map(showFinding)).toEqual([
        'PP215 3:1: a byte order mark (U+FEFF) is in the middle of the file (line 3), as in files that were joined',
      ]);
    }
  });
});

describe('names of columns', () => {
  it("are in Unicode's composed form, and count as the same if they differ in nothing else", async () => {
    const { columns } = await readAudience('a.csv', 'prénom,b\n1,2\n'.normalize('NFD'));
    expect(columns).toEqual(['prénom', 'b']);
    expect((await readFaults('a.csv', `prénom,${'prénom'.normalize('NFD')}\n`)).map(showFinding)).toEqual([
      'PP202 1: the header (line 1) names the columns 1 and 2 both "prénom"',
    ]);
  });
});

const kinds: readonly (readonly [string, string | Buffer, string])[] = [
  [
    'a.csv',
    Buffer.from('d0cf11e0a1b11ae100000000', 'hex'),
    'a workbook of Excel 97 to 2003 (.xls), or one with a password',
  ],
  ['a.csv', '%PDF-1.7\n%âãÏÓ\n', 'a PDF'],
  [
    'a.csv',
    Buffer.concat([Buffer.from('504b03041400060008000000', 'hex'), Buffer.from('[Content_Types].xml')]),
    'an Excel workbook (.xlsx)',
  ],
  [
    'a.csv',
    Buffer.concat([
      Buffer.from('504b0304', 'hex'),
      Buffer.from('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
    ]),
    'an OpenDocument spreadsheet (.ods)',
  ],
  ['a.csv', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('people.csv')]), 'a ZIP archive'],
  ['a.json', Buffer.from('1f8b0800000000000000', 'hex'), 'gzip data'],
  ['a.csv', '\uFEFF\n<!DOCTYPE html><html><body>Sign in</body></html>', 'a web page (HTML)'],
  ['a.csv', '<table border=1><tr><td>email</td></tr></table>', 'a web page (HTML)'],
  [
    'a.csv',
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    'a workbook of Excel 2003 (XML)',
  ],
  ['a.ndjson', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'XML'],
  ['a.csv', '{\\rtf1\\ansi', 'a document (RTF)'],
  ['a.csv', Buffer.from('5041523115041502', 'hex'), 'a Parquet file'],
  ['a.csv', 'SQLite format 3\0', 'an SQLite database'],
  ['a.csv', Buffer.from('89504e470d0a1a0a', 'hex'), 'a picture (PNG)'],
  ['a.csv', Buffer.from('377abcaf271c0004', 'hex'), 'a 7z archive'],
  ['a.csv', '\uFEFF[\n  { "email": "ada@example.com" }\n]', 'a list in JSON'],
  ['a.tsv', '{"e\\"mail":"ada@example.com"}\n', 'rows in JSON'],
];

describe('a file of another kind', () => {
  it.each(kinds)('%s: %#', async (file, data, kind) => {
    for (const size of [1, 64 * 1024]) {
      const found = await readFaults(file, data, size);
      expect(found.map(showFinding)).toEqual([`PP216 -: the audience file is ${kind}`]);
      expect(found[0]?.help).toBeDefined();
    }
  });
});
