// Settings for reading an audience must fit the kind of its file.
import { expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { campaignWith } from '../../support/campaign-with.ts';
import { findingsWith } from '../../support/findings.ts';

function findings(audience: string): readonly string[] {
  return findingsWith({ audience: `audience: { ${audience} }` });
}

test.each([
  ["file: a.csv.gz, csv: { delimiter: ';', decimal: ',', encoding: windows-1254 }"],
  ['file: a.tsv, csv: { delimiter: tab }'],
  ["file: a.ndjson, lists: { items: 'item{n}_{field}' }, group: { by: id, into: orders }"],
  ['file: a.xlsx, sheet: Customers'],
])('accepted: %s', (audience) => {
  expect(findings(audience)).toEqual([]);
});

test.each([
  ["file: a.ndjson, csv: { delimiter: ';' }", 'PP101 3:29 audience.csv is for files that end in .csv or .tsv'],
  ["file: a.xlsx, csv: { decimal: ',' }", 'PP101 3:27 audience.csv is for files that end in .csv or .tsv'],
  ['file: a.csv, sheet: One', 'PP101 3:26 audience.sheet is for workbooks, which end in .xlsx'],
  [
    'file: a.csv, lists: { items: item_name }',
    'PP101 3:42 audience.lists.items: expected the names of columns with {n} in them, got "item_name"',
  ],
  [
    "file: a.csv, lists: { items: 'item{n}' }, group: { by: id, into: items }",
    'PP101 3:78 audience.group.into is items, and audience.lists makes a list of that name',
  ],
  ['file: a.csv, csv: { delimiter: ":" }', expect.stringContaining('PP101 3:44 audience.csv.delimiter: expected')],
  ['file: a.csv, csv: { encoding: latin5 }', expect.stringContaining('PP101 3:43 audience.csv.encoding: expected')],
])('refused: %s', (audience, finding) => {
  expect(findings(audience)).toEqual([finding]);
});

test.each([
  ['file: prices.csv, sheet: One', 'PP101 11:47 data.prices.sheet is for workbooks, which end in .xlsx'],
  ['file: prices.ndjson, csv: { delimiter: tab }', 'PP101 11:50 data.prices.csv is for files that end in .csv or .tsv'],
])('a table is refused: %s', (table, finding) => {
  expect(findingsWith({ x: `data: { prices: { key: sku, ${table} } }` })).toEqual([finding]);
});

test('a table with settings that fit its file is accepted', () => {
  const table = 'data: { prices: { key: sku, file: prices.xlsx, sheet: One } }';
  const { diagnostics } = readCampaign('a.campaign.yaml', campaignWith({ x: table }));
  expect(diagnostics.filter(({ code }) => code === 'PP101')).toEqual([]);
});
