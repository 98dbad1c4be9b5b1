// Workbooks are read as people see them, and what cannot be read is reported before memory grows.
import { describe, expect, it } from 'vitest';
import { writeNumber } from '../../src/audience/workbook/sheet-rows.ts';
import { isDateFormat, readSerialDate } from '../../src/audience/workbook/serial-date.ts';
import { makeWorkbook, makeZip, textRow, workbookParts } from '../support/make-workbook.ts';
import { readAudience, readFaults, showFinding } from '../support/read-audience.ts';

const head = textRow(1, ['email', 'ad', 'tutar', 'dogum']);

async function cellsOf(workbook: Buffer, sheet?: string): Promise<readonly unknown[]> {
  const { recipients } = await readAudience('a.xlsx', workbook, 1000, sheet === undefined ? {} : { sheet });
  return recipients.map(({ line, values }) => [line, ...Object.values(values)]);
}

describe('a workbook', () => {
  it('is read as people see it', async () => {
    const workbook = makeWorkbook({
      sheets: {
        Kişiler: `${head}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>1299.5</v></c><c r="D2" s="1"><v>32904</v></c></row>
          <row r="4"><c r="A4" t="str"><f>CONCAT("b","@x")</f><v>b@x.example</v></c><c r="C4" s="2"><v>19.989999999999998</v></c><c r="D4" s="3"><v>46418.9375</v></c></row>
          <row r="5"><c r="A5" t="inlineStr"><is><r><t>c@</t></r><r><t>x.example</t></r><rPh><t>aloud</t></rPh></is></c><c r="B5" t="b"><v>1</v></c><c r="C5" t="e"><v>#N/A</v></c><c r="D5" t="d"><v>2027-01-31T00:00:00</v></c></row>`,
      },
      texts: [
        '<si><t>a@x.example</t></si>',
        '<si><r><t>Ay</t></r><r><t>şe_x000D_</t></r><rPh sb="0"><t>aloud</t></rPh></si>',
      ],
      formats: [14, '#,##0.00 "TL"', 'dd.mm.yyyy hh:mm'],
    });
    for (const size of [1, 64 * 1024]) {
      const { columns, recipients } = await readAudience('a.xlsx', workbook, size);
      expect(columns).toEqual(['email', 'ad', 'tutar', 'dogum']);
      expect(recipients.map(({ row, line, values }) => [row, line, ...Object.values(values)])).toEqual([
        [1, 2, 'a@x.example', 'Ayşe\r', '1299.5', '1990-01-31'],
        [2, 4, 'b@x.example', '', '19.99', '2027-01-31 22:30:00'],
        [3, 5, 'c@x.example', 'true', '#N/A', '2027-01-31'],
      ]);
    }
  });

  it('has the header in its first row that is not empty, and skips empty rows with a warning', async () => {
    const workbook = makeWorkbook({
      sheets: {
        One: `<row r="1"/>${textRow(3, ['id', '', '']).replace('<c t="inlineStr"><is><t></t></is></c>'.repeat(2), '')}${textRow(4, ['1'])}${textRow(6, [' '])}${textRow(7, ['2'])}`,
      },
    });
    const { recipients, warnings } = await readAudience('a.xlsx', workbook);
    expect(recipients.map(({ line, values }) => [line, values['id']])).toEqual([
      [4, '1'],
      [7, '2'],
    ]);
    expect(warnings.map(showFinding)).toEqual(['PP214 6:1: 1 empty row is skipped (line 6)']);
  });

  it('warns of rows in other visible sheets, unless a sheet is named', async () => {
    const rows = textRow(1, ['id']) + textRow(2, ['1']);
    const sheets = { One: rows, Empty: textRow(3, [' ']), Two: rows, Three: rows, Secret: rows };
    const workbook = makeWorkbook({ sheets, hidden: ['Secret'] });
    const { warnings } = await readAudience('a.xlsx', workbook);
    expect(warnings.map(showFinding)).toEqual([
      'PP257 1:1: only the sheet "One" of the audience file is read, and there are rows in "Two", "Three" too',
    ]);
    expect((await readAudience('a.xlsx', workbook, 1000, { sheet: 'One' })).warnings).toEqual([]);
  });

  it('is read from its first visible sheet, or from the one that is named', async () => {
    const workbook = makeWorkbook({
      sheets: {
        Lists: textRow(1, ['x']),
        Müşteriler: textRow(1, ['id']) + textRow(2, ['1']),
        Other: textRow(1, ['id']) + textRow(2, ['2']),
      },
      hidden: ['Lists'],
    });
    expect(await cellsOf(workbook)).toEqual([[2, '1']]);
    expect(await cellsOf(workbook, 'Other')).toEqual([[2, '2']]);
    expect(await cellsOf(workbook, 'Müşteriler'.normalize('NFD'))).toEqual([[2, '1']]);
    const [finding] = await readFaults('a.xlsx', workbook, undefined, { sheet: 'Customers' });
    expect(finding).toMatchObject({
      code: 'PP218',
      message: 'the workbook has no sheet "Customers"',
      help: 'Write sheet: with one of "Lists", "Müşteriler", "Other" under audience.',
    });
  });

  it('warns of a header without rows', async () => {
    const { warnings } = await readAudience('a.xlsx', makeWorkbook({ sheets: { One: head } }));
    expect(warnings.map(showFinding)).toEqual(['PP210 1:1: the audience file has a header and no rows']);
  });

  it('counts days from 1904 if it says so', async () => {
    const sheet = `${textRow(1, ['d'])}<row r="2"><c s="1"><v>31442</v></c></row>`;
    expect(await cellsOf(makeWorkbook({ sheets: { One: sheet }, formats: [14], since1904: true }))).toEqual([
      [2, '1990-01-31'],
    ]);
  });
});

describe('a number of a workbook', () => {
  it.each([
    [1299, '1299'],
    [905_551_112_233, '905551112233'],
    [5.971_35e15, '5971350000000000'],
    [5.971_351_231_234_57e18, '5971351231234570000'],
    [19.989_999_999_999_998, '19.99'],
    [0.1 + 0.2, '0.3'],
    [1e-7, '0.0000001'],
    [-2.5, '-2.5'],
    [123_456.789, '123456.789'],
    [0, '0'],
    [1e21, '1000000000000000000000'],
  ])('%d is %s', (number, text) => {
    expect(writeNumber(number)).toBe(text);
  });
});

describe('a date of a workbook', () => {
  it.each([
    [1, 1900, '1900-01-01'],
    [59, 1900, '1900-02-28'],
    [61, 1900, '1900-03-01'],
    [46_053, 1900, '2026-01-31'],
    [46_053.5, 1900, '2026-01-31 12:00:00'],
    [46_053.999_994_2, 1900, '2026-01-31 23:59:59'],
    [46_053.999_999_9, 1900, '2026-02-01'],
    [0.75, 1900, '18:00:00'],
    [0, 1904, '1904-01-01'],
    [-1, 1900, undefined],
    [3e6, 1900, undefined],
  ] as const)('%d since %d is %s', (serial, since, text) => {
    expect(readSerialDate(serial, since)).toBe(text);
  });

  it.each([
    [14, undefined, true],
    [0, undefined, false],
    [2, undefined, false],
    [164, 'dd\\.mm\\.yyyy', true],
    [164, '[$-41F]d mmmm yyyy;@', true],
    [164, '[h]:mm', true],
    [164, '#,##0.00 "days"', false],
    [164, '[Red]0.00', false],
    [164, '0.00E+00', false],
    [164, 'General', false],
    [164, '_-* #,##0.00\\ _d_-', false],
    [164, '@', false],
  ])('format %d %s: %s', (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected);
  });
});

const bomb = Buffer.alloc(64 * 1024 * 1024, ' ');
const one = workbookParts({ sheets: { One: head + textRow(2, ['a', 'b', '1', '2']) } });

describe('refused', () => {
  it.each([
    ['text', Buffer.from('email,ad\na@x.example,Ali\n'), 'PP216 -: the audience file is no workbook'],
    [
      'a web page',
      Buffer.from('<html><table><tr><td>email</td></tr></table>'),
      'PP216 -: the audience file is a web page (HTML)',
    ],
    [
      'an old workbook',
      Buffer.from('d0cf11e0a1b11ae10000000000000000', 'hex'),
      'PP216 -: the audience file is a workbook of Excel 97 to 2003 (.xls), or one with a password',
    ],
    ['nothing', Buffer.alloc(0), 'PP209 -: the audience file is empty'],
    [
      'a file that is cut',
      makeZip(one).subarray(0, -40),
      expect.stringContaining('PP218 -: the workbook is damaged: '),
    ],
    [
      'an archive of another kind',
      makeZip({ 'people.csv': 'a,b' }),
      'PP218 -: the workbook is an archive without sheets',
    ],
    [
      'a decompression bomb that declares its size',
      makeZip({ ...one, 'xl/media/a.bin': 'x' }, 4_000_000_000),
      'PP218 -: the workbook unpacks to more than 200 MB',
    ],
    [
      'a decompression bomb that declares a smaller size',
      makeZip({ ...one, 'xl/sharedStrings.xml': bomb }, 5_000),
      'PP218 -: the workbook unpacks to a different size than it declares',
    ],
    [
      'broken XML',
      makeZip({ ...one, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' }),
      'PP218 -: the workbook is damaged: xl/worksheets/sheet1.xml is not XML',
    ],
    [
      'custom entities',
      makeZip({ ...one, 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>' }),
      'PP218 -: the workbook is damaged: xl/sharedStrings.xml is not XML',
    ],
    ['a sheet without cells', makeWorkbook({ sheets: { One: '' } }), 'PP209 -: the sheet "One" is empty'],
    [
      'a repeated column name',
      makeWorkbook({ sheets: { One: textRow(2, ['a', 'a']) } }),
      'PP202 2: the header (line 2) names the columns 1 and 2 both "a"',
    ],
    [
      'a column without a name',
      makeWorkbook({ sheets: { One: textRow(1, ['a', '', 'c']) } }),
      'PP202 1: the header (line 1) has no name for column 2 of 3',
    ],
    [
      'a value outside the columns',
      makeWorkbook({ sheets: { One: textRow(1, ['a']) + textRow(9, ['1', 'note']) } }),
      'PP203 9: line 9 has a value in column B, which has no name in the header',
    ],
    [
      'a formula that was never computed',
      makeWorkbook({ sheets: { One: `${head}<row r="2"><c r="C2"><f>A1+1</f><v/></c></row>` } }),
      'PP218 -: the workbook has a formula without a value in row 2, column C',
    ],
    [
      'a cell beyond the last column of a sheet',
      makeWorkbook({ sheets: { One: `${head}<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>` } }),
      'PP218 -: the workbook is damaged: row 2 has a cell outside the sheet',
    ],
  ])('%s', async (_name, data, finding) => {
    const found = await readFaults('a.xlsx', data);
    expect(found.map(showFinding)).toEqual([finding]);
    expect(found[0]?.help).toBeDefined();
  });
});
