import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { readAudience, readFaults, showFinding } from '../support/read-audience.ts';

interface SpectrumPair {
  readonly name: string;
  readonly csv: Buffer;
  readonly json: Buffer;
}

const require = createRequire(import.meta.url);
const spectrum = require('csv-spectrum') as (
  done: (error: Error | null, pairs: readonly SpectrumPair[]) => void,
) => void;

const pairs = await new Promise<readonly SpectrumPair[]>((resolve, reject) => {
  spectrum((error, found) => (error === null || error === undefined ? resolve(found) : reject(error)));
});

/** The file with a quote inside an unquoted field, against RFC 4180, and with another phone number in its JSON than in its CSV. */
const loose = 'location_coordinates';

describe('csv-spectrum', () => {
  it.each(pairs.filter(({ name }) => name !== loose))('$name', async ({ csv, json }) => {
    const { recipients } = await readAudience('a.csv', csv);
    expect(recipients.map(({ values }) => ({ ...values }))).toEqual(JSON.parse(json.toString()));
  });

  it(`${loose} is refused for its stray quote, and read when the value is quoted`, async () => {
    const csv = pairs.find(({ name }) => name === loose)?.csv.toString() ?? '';
    expect((await readFaults('a.csv', csv)).map(showFinding)).toEqual([
      'PP204 2: row 1 (line 2) has a quote in the middle of field 2',
    ]);
    const quoted = csv.replace(/,(37.*W),/, (_, value: string) => `,"${value.replaceAll('"', '""')}",`);
    const { recipients } = await readAudience('a.csv', quoted);
    expect(recipients[0]?.values).toMatchObject({ 'Location Coordinates': `37\uFFFD36'37.8"N 121\uFFFD2'17.9"W` });
  });

  it('is complete', () => {
    expect(pairs).toHaveLength(12);
  });
});

describe('csv and tsv', () => {
  it('keeps values as they are in the file and trims names', async () => {
    const { columns, recipients } = await readAudience('a.csv', ' id , name\n 007 ,"  x "\n,y\n');
    expect(columns).toEqual(['id', 'name']);
    expect(recipients.map(({ values }) => ({ ...values }))).toEqual([
      { id: ' 007 ', name: '  x ' },
      { id: '', name: 'y' },
    ]);
  });

  it('tells row and line apart where values have line breaks', async () => {
    const { recipients } = await readAudience('a.csv', 'a,b\r\n"1\r\n2\n3",x\n4,5\r\n6,7');
    expect(recipients.map(({ row, line, values }) => [row, line, values['a']])).toEqual([
      [1, 2, '1\r\n2\n3'],
      [2, 5, '4'],
      [3, 6, '6'],
    ]);
  });

  it('reads tabs in .tsv, and a byte order mark is not part of the first name', async () => {
    const { columns, recipients } = await readAudience('a.TSV', '\uFEFFa\tb;c\n1,5\t"x\ty"\n');
    expect(columns).toEqual(['a', 'b;c']);
    expect({ ...recipients[0]?.values }).toEqual({ a: '1,5', 'b;c': 'x\ty' });
  });

  it('supports a column of any name', async () => {
    const { recipients } = await readAudience('a.csv', '__proto__,constructor,toString\n1,2,3\n');
    const values = recipients[0]?.values ?? {};
    expect(Object.entries(values)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
    ]);
    expect(Object.getPrototypeOf(values)).toBeNull();
  });

  it('warns of a header without rows', async () => {
    const { columns, recipients, warnings } = await readAudience('a.csv', 'a,b\n');
    expect(columns).toEqual(['a', 'b']);
    expect(recipients).toEqual([]);
    expect(warnings.map(showFinding)).toEqual(['PP210 1:1: the audience file has a header and no rows']);
    expect((await readAudience('a.csv', 'a,b\n1,2')).warnings).toEqual([]);
  });

  it('reads a record of 1 MiB', async () => {
    const value = 'x'.repeat(1024 * 1024 - 2);
    const { recipients } = await readAudience('a.csv', `a,b\n1,${value}\n`);
    expect(recipients[0]?.values['b']).toBe(value);
  });
});

const long = 'x'.repeat(2 * 1024 * 1024);
const lines = 'secret,2\n'.repeat(200_000);

const faults: readonly (readonly [string, string, string | Buffer, readonly string[]])[] = [
  ['too few fields', 'a.csv', 'a,b\n1,2\n3\n', ['PP203 3: row 2 (line 3) has 1 field, the header has 2']],
  ['too many fields', 'a.csv', 'a,b\n"1\n",2\n3,4,5\n', ['PP203 4: row 2 (line 4) has 3 fields, the header has 2']],
  [
    'a quote that is never closed',
    'a.csv',
    'a,b\n1,2\n"x\n""y""",3\n"x\ny","z\n',
    ['PP204 5: row 3 (line 5) has a quote in field 2 that opens on line 6 and is never closed'],
  ],
  [
    'a quote within a value',
    'a.csv',
    'a,b\n1,5" pipe\n',
    ['PP204 2: row 1 (line 2) has a quote in the middle of field 2'],
  ],
  [
    'text after a closing quote',
    'a.csv',
    'a,b\n"1"x,2\n',
    [
      'PP204 2: row 1 (line 2) has a quote in field 1 that closes the value, followed by something other than a delimiter',
    ],
  ],
  [
    'lone CRs',
    'a.csv',
    'a,b\r1,2\r',
    ['PP204 1: the header (line 1) has a carriage return (CR) without a line feed (LF) after it'],
  ],
  [
    'a lone CR at the end',
    'a.csv',
    'a,b\n1,2\r',
    ['PP204 2: row 1 (line 2) has a carriage return (CR) without a line feed (LF) after it'],
  ],
  ['a NUL', 'a.csv', 'a,b\n"1\n",\0\n', ['PP205 3: row 1 (line 3) contains a NUL byte (0x00), which text never has']],
  [
    'columns without a name or with the same',
    'a.csv',
    'a,, a,\n',
    [
      'PP202 1: the header (line 1) has no name for column 2 of 4',
      'PP202 1: the header (line 1) names the columns 1 and 3 both "a"',
      'PP202 1: the header (line 1) has no name for column 4 of 4',
    ],
  ],
  [
    'semicolons',
    'a.csv',
    'a;b\n1;2,3\n',
    ['PP211 1: the header (line 1) looks separated by semicolons, not by commas'],
  ],
  [
    'quoted semicolons',
    'a.csv',
    '"a";"b"\n1;2\n',
    ['PP211 1: the header (line 1) looks separated by semicolons, not by commas'],
  ],
  ['tabs in .csv', 'a.csv', 'a\tb\n', ['PP211 1: the header (line 1) looks separated by tabs, not by commas']],
  ['bars in .csv', 'a.csv', 'a|b\n', ['PP211 1: the header (line 1) looks separated by bars, not by commas']],
  ['commas in .tsv', 'a.tsv', 'a,b\n', ['PP211 1: the header (line 1) looks separated by commas, not by tabs']],
  ['a line of 2 MiB', 'a.csv', `a,b\n1,2\n3,${long}\n`, ['PP206 3: row 2 (line 3) is longer than 1 MiB']],
  [
    '2 MiB of delimiters',
    'a.csv',
    `a,b\n${','.repeat(long.length)}\n`,
    ['PP206 2: row 1 (line 2) is longer than 1 MiB'],
  ],
  ['a header of 2 MiB', 'a.csv', long, ['PP206 1: the header (line 1) is longer than 1 MiB']],
  [
    'a quote that swallows the file',
    'a.csv',
    `a,b\n1,2\n"3,\n${lines}`,
    ['PP206 3: row 2 (line 3) is longer than 1 MiB'],
  ],
];

describe('faults of csv and tsv', () => {
  it.each(faults)('%s', async (_name, file, data, expected) => {
    const found = await readFaults(file, data);
    expect(found.map(showFinding)).toEqual(expected);
    expect(found.every(({ file: place, help }) => place === file && help !== undefined)).toBe(true);
  });

  it('come in the order of the file, and the first one ends the reading', async () => {
    expect((await readFaults('a.csv', 'a,b\n1\n2,\0')).map(showFinding)).toEqual([
      'PP203 2: row 1 (line 2) has 1 field, the header has 2',
    ]);
    expect((await readFaults('a.csv', 'a,a\n1\n')).map(({ code }) => code)).toEqual(['PP202']);
  });

  it('say where the quote that is not closed was opened', async () => {
    const [fault] = await readFaults('a.csv', `a,b\n1,2\n"3\n4","\n${lines}`);
    expect(fault?.help).toContain('the quote that opens on line 4');
  });

  it('never repeat a value', async () => {
    const broken = ['a,b\nsecret\n', 'a,b\n"secret"secret,1\n', 'a,b\nsecret"secret,1\n', 'a,b\n1,"secret'];
    const found = await Promise.all(broken.map((data) => readFaults('a.csv', data)));
    expect(found).toHaveLength(4);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});
