// Recipients for other programs: a spreadsheet runs none of their cells, and NDJSON has the values as they are.
import { expect, test } from 'vitest';
import { beginsExport, exportText, ownColumns, type ExportedRecipient } from '../../src/view/export-text.ts';

function recipient(values: Readonly<Record<string, unknown>>): ExportedRecipient {
  return { campaign: 'sale', outcome: 'refused', reason: 'OptOut', values };
}

test('csv: the columns of the audience, then ours', () => {
  const { head, line } = exportText('csv', ['email', 'items', 'age', 'vip', 'gone']);
  expect(head).toBe('email,items,age,vip,gone,campaign,outcome,reason\r\n');
  const values = { email: 'a@b.example', items: [{ sku: 'x' }], age: 41, vip: true, gone: null };
  expect(line(recipient(values))).toBe('a@b.example,"[{""sku"":""x""}]",41,true,,sale,refused,OptOut\r\n');
});

test.each([
  ['=1+1', `"'=1+1"`],
  ['+905551112233', `"'+905551112233"`],
  ['-2', `"'-2"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['a=1', 'a=1'],
  [' =1', ' =1'],
  ['say "hi", you', '"say ""hi"", you"'],
  ['two\nlines', '"two\nlines"'],
])('csv: %j is harmless as %j', (value, cell) => {
  expect(exportText('csv', ['v']).line(recipient({ v: value }))).toBe(`${cell},sale,refused,OptOut\r\n`);
});

test('csv: neither a negative number nor the name of a column is a formula', () => {
  const { head, line } = exportText('csv', ['=cmd']);
  expect(head).toBe(`"'=cmd",campaign,outcome,reason\r\n`);
  expect(line(recipient({ '=cmd': -1 }))).toBe(`"'-1",sale,refused,OptOut\r\n`);
});

test('ndjson: values are unchanged, formulas too', () => {
  const { head, line } = exportText('ndjson', ['phone', 'items']);
  expect(head).toBe('');
  const text = line(recipient({ phone: '+1', items: [1] }));
  expect(text).toBe('{"phone":"+1","items":[1],"campaign":"sale","outcome":"refused","reason":"OptOut"}\n');
});

test('a column of the audience keeps its name, and ours gets another', () => {
  const { line } = exportText('ndjson', ['reason', 'outcome', 'pushplan_outcome']);
  const values = { reason: 'birthday', outcome: 1, pushplan_outcome: 2 };
  expect(JSON.parse(line(recipient(values)))).toEqual({
    ...values,
    campaign: 'sale',
    pushplan_pushplan_outcome: 'refused',
    pushplan_reason: 'OptOut',
  });
});

test.each(['csv', 'ndjson'] as const)('an export is recognised by its beginning: %s', (format) => {
  const columns = ['email', 'campaign', 'say "reason"', 'pushplan_campaign'];
  for (const own of [ownColumns, [...ownColumns, 'arm'], [...ownColumns, 'arm', 'language']] as const) {
    const { head, line } = exportText(format, columns, own);
    const values = { email: 'a@b.example', campaign: 'x', 'say "reason"': '{"campaign":' };
    expect(beginsExport(head + line(recipient(values)))).toBe(true);
  }
});

test.each([
  'campaign,outcome\nsale,refused\n',
  'campaign,outcome,reasons\n',
  '# campaign,outcome,reason',
  '{"campaign":"sale","outcome":"won","reason":null}\n',
  '[{"campaign":"sale","outcome":"refused","reason":null}]\n',
])('another file is no export: %j', (text) => {
  expect(beginsExport(text)).toBe(false);
});
