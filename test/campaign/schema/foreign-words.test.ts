// Words that other tools use for a value are answered with the word used here.
import { describe, expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { campaignWith } from '../../support/campaign-with.ts';

function findings(audience: string): readonly string[] {
  const text = campaignWith({ audience: `audience: { file: a.csv, ${audience} }` });
  const { diagnostics } = readCampaign('a.campaign.yaml', text);
  return diagnostics.map(
    ({ code, line, column, message, help = '' }) => `${code} ${line}:${column} ${message} | ${help}`,
  );
}

function inCsv(csv: string): readonly string[] {
  return findings(`csv: { ${csv} }`);
}

function inColumns(type: string): readonly string[] {
  return findings(`columns: { optin: ${type} }`);
}

describe('words of other tools for a value', () => {
  test.each([
    ['bool', 'boolean'],
    ['Text', 'string'],
    ['int', 'integer'],
    ['float', 'number'],
    ['array', 'json'],
    ['datetime', 'date'],
  ])('the type %s is %s here', (foreign, own) => {
    expect(inColumns(foreign)).toEqual([
      `PP101 3:44 audience.columns.optin: expected string, number, integer, boolean, json, date or a map, got "${foreign}" | Did you mean "${own}"?`,
    ]);
  });

  test.each([
    ['latin1', 'iso-8859-1'],
    ['CP1254', 'windows-1254'],
    ['win1251', 'windows-1251'],
    ['utf8', 'utf-8'],
    ['gbk', 'gb18030'],
  ])('the encoding %s is %s here', (foreign, own) => {
    expect(inCsv(`encoding: ${foreign}`)).toEqual([expect.stringContaining(`| Did you mean "${own}"?`)]);
  });

  test.each([
    ['comma', '","'],
    ['semicolon', '";"'],
    ['pipe', '"|"'],
    ["'\\t'", '"tab"'],
  ])('the delimiter %s is %s here, with signs in quotes', (foreign, own) => {
    expect(inCsv(`delimiter: ${foreign}`)).toEqual([
      expect.stringContaining('audience.csv.delimiter: expected ",", ";", "|", "\\t" or tab, got'),
    ]);
    expect(inCsv(`delimiter: ${foreign}`)).toEqual([expect.stringContaining(`| Did you mean ${own}?`)]);
  });

  test('a word for another value has no counterpart, and a doubled sign is not taken for a comma at the end of a line', () => {
    expect(inCsv('encoding: bool')).toEqual([expect.stringMatching(/got "bool" \| $/v)]);
    expect(inCsv('delimiter: ";;"')).toEqual([expect.stringMatching(/got ";;" \| Did you mean "."\?$/v)]);
  });
});
