// One file of an office program in several encodings, and as a workbook: the same campaign gives the same notifications.
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { makeWorkbook } from '../support/make-workbook.ts';
import { makeWorkspace } from '../support/workspace.ts';

const rows = [
  'eposta;ad;tutar;dogum;item1_name;item1_price;item2_name;item2_price',
  'ayse@example.com;Ayşe;1.299,50;31.01.1990;Çanta;10,5;Şapka;20',
  'ali@example.com;Ali;1.299;29.02.1992;Kemer;5;;',
  ';;;;;;;',
  '',
].join('\r\n');

const workbook = makeWorkbook({
  sheets: {
    Notlar: '<row><c t="inlineStr"><is><t>not</t></is></c></row>',
    Kişiler: rows
      .trim()
      .split('\r\n')
      .map((line) => line.split(';'))
      .map(
        (cells, row) =>
          `<row r="${row + 1}">${cells.map((cell, at) => writeCell(cell, row > 0 && at === 3)).join('')}</row>`,
      )
      .join(''),
  },
  formats: ['dd.mm.yyyy'],
});

/** The XML of a cell, with numbers and dates as a workbook has them, not as text. */
function writeCell(text: string, isDate: boolean): string {
  const number = text.replaceAll('.', '').replace(',', '.');
  if (isDate && text !== '') return `<c s="1"><v>${text.endsWith('1990') ? 32_904 : 33_663}</v></c>`;
  if (text !== '' && !Number.isNaN(Number(number))) return `<c><v>${number}</v></c>`;
  return `<c t="inlineStr"><is><t>${text}</t></is></c>`;
}

function campaign(reading: string): string {
  return `version: 1
id: office
audience:
  ${reading}
  columns: { tutar: number, dogum: { type: date, format: dd.MM.yyyy }, 'item{n}_price': number }
  lists: { items: 'item{n}_{field}' }
notification:
  identifiers: { email: "{{eposta}}" }
  camp_id: 7
  camp_name: Office
  title: "{{ad}}: {{currency tutar 'TRY' 'tr'}}"
  message: "{{date dogum 'tr' style='long'}}: {{#each items}}{{name}} {{number price 'tr'}} {{/each}}"
  image_url: https://img.example.com/a.jpg
`;
}

const windows1254 = Buffer.from(rows.replaceAll('ş', '\xfe').replaceAll('Ş', '\xde'), 'latin1');

test.each([
  ['Windows-1254', 'office.csv', windows1254, "csv: { delimiter: ';', decimal: ',', encoding: windows-1254 }"],
  [
    'UTF-16',
    'office.csv',
    Buffer.from(`\uFEFF${rows}`, 'utf16le'),
    "csv: { delimiter: ';', decimal: ',', encoding: utf-16le }",
  ],
  ['UTF-8', 'office.csv', Buffer.from(`\uFEFF${rows}`), "csv: { delimiter: ';', decimal: ',', encoding: utf-8 }"],
  ['UTF-8, not said', 'office.csv', Buffer.from(rows), "csv: { delimiter: ';', decimal: ',' }"],
  ['a workbook', 'office.xlsx', workbook, 'sheet: Kişiler'],
])('%s', async (_name, file, data, reading) => {
  await using workspace = await makeWorkspace({
    [file]: data,
    'a.campaign.yaml': campaign(`file: ${file}\n  ${reading}`),
  });
  const run = (...argv: readonly string[]) => pushplan(argv, { cwd: workspace.root });
  const rendered = await run('render', 'a.campaign.yaml');
  expect(rendered.stderr).toBe('');
  expect(rendered.json()).toMatchObject([
    { title: 'Ayşe: ₺1.299,50', message: '31 Ocak 1990: Çanta 10,5 Şapka 20 ' },
    { title: 'Ali: ₺1.299,00', message: '29 Şubat 1992: Kemer 5 ' },
  ]);
  const plan = await run('plan');
  expect(plan.exitCode).toBe(0);
  expect(plan.stdout).toContain('1 empty row is skipped (line 4)');
});

test('a missing sheet and a decompression bomb end with 3, and nothing is planned', async () => {
  await using workspace = await makeWorkspace({
    'office.xlsx': workbook,
    'a.campaign.yaml': campaign('file: office.xlsx\n  sheet: Customers'),
  });
  const planned = await pushplan(['plan'], { cwd: workspace.root });
  expect(planned.exitCode).toBe(3);
  expect(planned.stderr).toContain('PP218 office.xlsx the workbook has no sheet "Customers"');
  expect(planned.stderr).toContain('"Notlar", "Kişiler"');
});

test('a date in another form far down is an invalid row with its line', async () => {
  const many = Array.from({ length: 5_000 }, (_, at) => `p${at}@example.com;31.01.1990`);
  many[4_500] = 'p4500@example.com;1990-01-31';
  await using workspace = await makeWorkspace({
    'many.csv': ['eposta;dogum', ...many, ''].join('\n'),
    'a.campaign.yaml': campaign("file: many.csv\n  csv: { delimiter: ';' }")
      .replace(/ {2}columns.*\n.*\n/, '  columns: { dogum: { type: date, format: dd.MM.yyyy } }\n')
      .replace(/title.*\n.*\n/, 'title: Kutlu olsun\n  message: "{{date dogum \'tr\'}}"\n'),
  });
  const checked = await pushplan(['validate'], { cwd: workspace.root });
  expect(checked.stdout).toContain('warning PP220 many.csv:4502:1');
  expect(checked.stdout.replaceAll(/\s+/g, ' ')).toContain('does not hold a date in the form dd.MM.yyyy (line 4,502)');
});
