import { describe, expect, it } from 'vitest';
import { readAudience, readFaults, showFinding } from '../support/read-audience.ts';

const turkish = 'id,name\n1,Ali\n"2\n",Gökçe\n';
const notUtf8 = 'the audience file is not UTF-8 text; it looks like';

function swapBytes(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

const faults: readonly (readonly [string, string, Buffer, string])[] = [
  [
    'Latin-1 and Windows-1254',
    'a.csv',
    Buffer.from(turkish, 'latin1'),
    'PP201 4: row 2 (line 4) contains the byte 0xF6, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1',
  ],
  [
    'Latin-1 in a header',
    'a.tsv',
    Buffer.from('ad\tsoyadı\xfd\n', 'latin1'),
    'PP201 1: the header (line 1) contains the byte 0xFD, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1',
  ],
  [
    'Latin-1 in ndjson',
    'a.ndjson',
    Buffer.from('{"a":"x"}\n\n{"a":"ö"}\n', 'latin1'),
    'PP201 3: row 2 (line 3) contains the byte 0xF6, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1',
  ],
  [
    'Latin-1 in json',
    'a.json',
    Buffer.from('[{"a":"x"},\n{"a":\n"ö"}]', 'latin1'),
    'PP201 3: row 2 (line 3) contains the byte 0xF6, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1',
  ],
  [
    'a surrogate in UTF-8',
    'a.csv',
    Buffer.from('610a31eda0800a', 'hex'),
    'PP201 2: row 1 (line 2) contains the byte 0xED, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1',
  ],
  [
    'an overlong slash',
    'a.csv',
    Buffer.from('610a31c0af0a', 'hex'),
    'PP201 2: row 1 (line 2) contains the byte 0xC0, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1',
  ],
  [
    'a character that is cut',
    'a.csv',
    Buffer.from('a\n1\n😀').subarray(0, -1),
    'PP201 3: row 2 (line 3) ends in the middle of a character: the file is cut or not UTF-8',
  ],
  ['UTF-16 with a byte order mark', 'a.csv', Buffer.from(`\uFEFF${turkish}`, 'utf16le'), `PP201 -: ${notUtf8} UTF-16`],
  ['UTF-16, big-endian', 'a.csv', swapBytes(`\uFEFF${turkish}`), `PP201 -: ${notUtf8} UTF-16`],
  ['UTF-16 without a byte order mark', 'a.csv', Buffer.from(turkish, 'utf16le'), `PP201 -: ${notUtf8} UTF-16`],
  ['UTF-16, big-endian, without a byte order mark', 'a.ndjson', swapBytes('{"a":1}'), `PP201 -: ${notUtf8} UTF-16`],
  ['an archive', 'a.csv', Buffer.from('504b030414000600', 'hex'), 'PP216 -: the audience file is a ZIP archive'],
  ['gzip without .gz', 'a.csv', Buffer.from('1f8b0800', 'hex'), 'PP216 -: the audience file is gzip data'],
  ['an empty file', 'a.csv', Buffer.from(''), 'PP209 -: the audience file is empty'],
  ['only a byte order mark', 'a.json', Buffer.from('\uFEFF'), 'PP209 -: the audience file is empty'],
  ['only white space', 'a.ndjson', Buffer.from('\uFEFF \n\r\n\t'), 'PP209 -: the audience file is empty'],
];

describe('encoding', () => {
  it.each(faults)('refuses %s', async (_name, file, data, expected) => {
    const found = await readFaults(file, data);
    expect(found.map(showFinding)).toEqual([expected]);
    expect(await readFaults(file, data, 1)).toEqual(found);
  });

  it.each(['a.csv', 'a.tsv'])('reads every code point of UTF-8 in %s, with and without a mark', async (file) => {
    const samples = [
      '\u0001',
      '\u007F',
      '\u0080',
      '\u07FF',
      '\u0800',
      '\uD7FF',
      '\uE000',
      'x\uFEFF',
      '\uFFFD',
      '\uFFFF',
      '\u{10000}',
      '\u{10FFFF}',
    ];
    const data = `name\n${samples.join('\n')}\n`;
    for (const text of [data, `\uFEFF${data}`]) {
      const { columns, recipients } = await readAudience(file, text, 1);
      expect(columns).toEqual(['name']);
      expect(recipients.map(({ values }) => values['name'])).toEqual(samples);
    }
  });

  it('reads a file of one character', async () => {
    expect((await readAudience('a.csv', 'a')).columns).toEqual(['a']);
  });
});
