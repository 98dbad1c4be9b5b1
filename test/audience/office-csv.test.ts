// Files as office programs save them: read if their form is declared, and otherwise answered with the line to write.
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/audience/open-audience.ts';
import { readAudience, readFaults, showFinding } from '../support/read-audience.ts';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const swapped = (text: string): Buffer => utf16(text).swap16();
/** The bytes of letters in an encoding of Windows, each given as the Latin-1 character of its byte. */
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const read: readonly (readonly [string, string | Buffer, Reading['csv'], readonly (readonly string[])[]])[] = [
  ['semicolons and a byte order mark', '\uFEFFad;soyad\r\nAyşe;"a;b"\r\n', { delimiter: ';' }, [['Ayşe', 'a;b']]],
  ['bars', 'a|b\n1;2|3\n', { delimiter: '|' }, [['1;2', '3']]],
  ['tabs in .csv', 'a\tb\n1,2\t3\n', { delimiter: '\t' }, [['1,2', '3']]],
  [
    'Turkish Windows',
    bytes('ad;il\nAy\xfee G\xfcne\xfe;\xddzmir\n'),
    { delimiter: ';', encoding: 'windows-1254' },
    [['Ayşe Güneş', 'İzmir']],
  ],
  ['Latin-5', bytes('ad,il\nAy\xfee,\xddzmir\n'), { encoding: 'iso-8859-9' }, [['Ayşe', 'İzmir']]],
  ['Western Windows', bytes('a,b\nMu\xdfler,5 \x80\n'), { encoding: 'windows-1252' }, [['Mußler', '5 €']]],
  [
    'Central Windows',
    bytes('a,b\n\x8c\xeawi\xeatokrzyskie,\xb3\n'),
    { encoding: 'windows-1250' },
    [['Śęwiętokrzyskie', 'ł']],
  ],
  ['Cyrillic Windows', bytes('a,b\n\xc0\xed\xed\xe0,\xc2\xb8\n'), { encoding: 'windows-1251' }, [['Анна', 'Вё']]],
  ['Greek Windows', bytes('a,b\n\xc1\xed\xed\xe1,\xf9\n'), { encoding: 'windows-1253' }, [['Αννα', 'ω']]],
  ['Japanese', Buffer.from('612c620a93fa967b2c8140780a', 'hex'), { encoding: 'shift_jis' }, [['日本', '　x']]],
  [
    'UTF-16 with tabs and a byte order mark',
    utf16('\uFEFFa\tb\r\nŞule\t😀\r\n'),
    { delimiter: '\t', encoding: 'utf-16le' },
    [['Şule', '😀']],
  ],
  ['UTF-16, big-endian', swapped('\uFEFFa;b\nŞule;1\n'), { delimiter: ';', encoding: 'utf-16be' }, [['Şule', '1']]],
  [
    'UTF-16, recognised by its byte order mark',
    swapped('\uFEFFa,b\nŞule,1\n'),
    { encoding: 'utf-16' },
    [['Şule', '1']],
  ],
  ['UTF-16 without a byte order mark', utf16('a,b\nŞule,1\n'), { encoding: 'utf-16le' }, [['Şule', '1']]],
  ['UTF-8, as declared', '\uFEFFa,b\nŞule,1\n', { encoding: 'utf-8' }, [['Şule', '1']]],
  ['sep= as declared', 'sep=;\r\na;b\n1;2\n', { delimiter: ';' }, [['1', '2']]],
  ['sep= in quotes', '\uFEFF"sep=,"\na,b\n1,2\n', undefined, [['1', '2']]],
  ['empty lines before the header', '\n;;\na;b\n1;2', { delimiter: ';' }, [['1', '2']]],
];

describe('a file whose form is declared', () => {
  it.each(read)('is read: %s', async (_name, data, csv, expected) => {
    for (const size of [1, 7, 64 * 1024]) {
      const { recipients } = await readAudience('a.csv', data, size, csv && { csv });
      expect(recipients.map(({ values }) => Object.values(values))).toEqual(expected);
    }
  });

  it('keeps the line numbers of an editor after sep= and after empty lines', async () => {
    const { recipients } = await readAudience('a.csv', 'sep=,\n\na,b\n1,2\n,\n3,4\n');
    expect(recipients.map(({ row, line }) => [row, line])).toEqual([
      [1, 4],
      [2, 6],
    ]);
  });
});

const answered: readonly (readonly [string, string | Buffer, Reading['csv'], string, string])[] = [
  [
    'semicolons',
    'a;b\n1;2\n',
    undefined,
    'PP211 1: the header (line 1) looks separated by semicolons, not by commas',
    "csv: { delimiter: ';' }",
  ],
  [
    'semicolons with a comma in a name',
    'id;name, first;email\n',
    undefined,
    'PP211 1: the header (line 1) looks separated by semicolons, not by commas',
    "csv: { delimiter: ';' }",
  ],
  [
    'tabs',
    'a\tb\n1\t2\n',
    undefined,
    'PP211 1: the header (line 1) looks separated by tabs, not by commas',
    'csv: { delimiter: tab }',
  ],
  [
    'bars',
    'a|b\n',
    undefined,
    'PP211 1: the header (line 1) looks separated by bars, not by commas',
    "csv: { delimiter: '|' }",
  ],
  [
    'commas where semicolons are declared',
    'a,b\n',
    { delimiter: ';', decimal: ',' },
    'PP211 1: the header (line 1) looks separated by commas, not by semicolons',
    "csv: { delimiter: ',', decimal: ',' }",
  ],
  [
    'a half-quoted header',
    'id;"first name";email\n',
    undefined,
    'PP211 1: the header (line 1) looks separated by semicolons, not by commas',
    "csv: { delimiter: ';' }",
  ],
  [
    'a header in quotes',
    '"id";"name"\n',
    undefined,
    'PP211 1: the header (line 1) looks separated by semicolons, not by commas',
    "csv: { delimiter: ';' }",
  ],
  [
    'a half-quoted header with tabs',
    'id\t"first name"\n',
    undefined,
    'PP211 1: the header (line 1) looks separated by tabs, not by commas',
    'csv: { delimiter: tab }',
  ],
  [
    'sep= of another sign',
    'sep=;\na;b\n',
    undefined,
    'PP211 1: line 1 says that fields are separated by semicolons, not by commas',
    "csv: { delimiter: ';' }",
  ],
  [
    'sep= of a tab',
    'sep=\t\r\na\tb\n',
    undefined,
    'PP211 1: line 1 says that fields are separated by tabs, not by commas',
    'csv: { delimiter: tab }',
  ],
  [
    'UTF-16 with tabs',
    utf16('\uFEFFa\tb\nx\ty\n'),
    undefined,
    'PP201 -: the audience file is not UTF-8 text; it looks like UTF-16',
    'csv: { delimiter: tab, encoding: utf-16le }',
  ],
  [
    'UTF-16 with semicolons, big-endian',
    swapped('a;b\nx;y\n'),
    { decimal: ',' },
    'PP201 -: the audience file is not UTF-8 text; it looks like UTF-16',
    "csv: { delimiter: ';', decimal: ',', encoding: utf-16be }",
  ],
  [
    'Turkish Windows with semicolons',
    bytes('ad;il\nAy\xfee;x\n'),
    { delimiter: ';' },
    'PP201 2: row 1 (line 2) contains the byte 0xFE, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1',
    "csv: { delimiter: ';', encoding: windows-1254 }",
  ],
  [
    'UTF-16 that is declared as a Windows encoding',
    utf16('\uFEFFa;b\n'),
    { delimiter: ';', encoding: 'windows-1254' },
    'PP201 -: the audience file is UTF-16LE, and the campaign says windows-1254',
    "csv: { delimiter: ';', encoding: utf-16le }",
  ],
  [
    'UTF-8 with a byte order mark that is declared as a Windows encoding',
    '\uFEFFa;b\nŞule;x\n',
    { delimiter: ';', encoding: 'windows-1254' },
    'PP201 -: the audience file is UTF-8, and the campaign says windows-1254',
    "csv: { delimiter: ';', encoding: utf-8 }",
  ],
  [
    'UTF-8 that is declared as a Windows encoding',
    'a;b\nŞule;x\n',
    { encoding: 'windows-1252' },
    'PP201 -: the audience file is UTF-8, and the campaign says windows-1252',
    'Remove csv: { encoding } from audience.',
  ],
  [
    'the other byte order',
    utf16('\uFEFFa,b\n'),
    { encoding: 'utf-16be' },
    'PP201 -: the audience file is UTF-16LE, and the campaign says utf-16be',
    'csv: { encoding: utf-16le }',
  ],
  [
    'UTF-8 that is declared as UTF-16',
    'a,b\n1,2\n1,2\n',
    { encoding: 'utf-16' },
    'PP201 -: the audience file is not UTF-16, and the campaign says utf-16',
    'Remove encoding',
  ],
  [
    'a Windows encoding that is declared as ISO',
    bytes('a,b\n1,\x939\x94\n'),
    { encoding: 'iso-8859-2' },
    'PP201 2: row 1 (line 2) contains something that is not a character in iso-8859-2, as csv: { encoding } says',
    'Name the encoding that the file was saved in.',
  ],
  [
    'a byte that is not a character',
    bytes('a,b\n1,2\n3,\xff\n'),
    { encoding: 'windows-1253' },
    'PP201 3: row 2 (line 3) contains something that is not a character in windows-1253, as csv: { encoding } says',
    'Name the encoding',
  ],
];

describe('a file whose form is not declared', () => {
  it.each(answered)('is answered with the line to write: %s', async (_name, data, csv, finding, line) => {
    for (const size of [1, 64 * 1024]) {
      const found = await readFaults('a.csv', data, size, csv && { csv });
      expect(found.map(showFinding)).toEqual([finding]);
      expect(found[0]?.help).toContain(line);
    }
  });

  it('is read as it is if the campaign names the delimiter', async () => {
    const { columns } = await readAudience('a.csv', 'a;b,c;d\n1,2\n', undefined, { csv: { delimiter: ',' } });
    expect(columns).toEqual(['a;b', 'c;d']);
  });

  it('is recognised as UTF-8 even by its last row, but not by one Windows letter that looks like it', async () => {
    const rows = 'x,y\n'.repeat(2_000);
    const csv = { encoding: 'windows-1254' };
    expect((await readFaults('a.csv', `a,b\n${rows}Ayşe,1\n`, 999, { csv }))[0]?.code).toBe('PP201');
    const { recipients } = await readAudience('a.csv', bytes(`a,b\nG\xdc\xc7\x99,1\n${rows}Ay\xfee,1\n`), 999, { csv });
    expect(recipients.at(0)?.values['a']).toBe('GÜÇ™');
  });
});
