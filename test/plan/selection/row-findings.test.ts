// Groups invalid rows by problem. Rows of further problems are only counted.
import { expect, test } from 'vitest';
import { RowFindings, standsInLines } from '../../../src/plan/selection/row-findings.ts';
import { aCampaign, aRecipient } from '../../support/a-campaign.ts';

function findingsOf(problems: readonly string[]): readonly string[] {
  const findings = new RowFindings();
  for (const message of problems) findings.look(aRecipient({}), { code: 'PP220', message, path: 'key' });
  return findings.list('a.csv').map(({ message, help }) => `${message} | ${help}`);
}

test('rows are only counted after fifty different problems, whatever is wrong with them', () => {
  const fifty = Array.from({ length: 50 }, (_, index) => `fault ${index}`);
  expect(findingsOf(fifty)).toHaveLength(50);
  expect(findingsOf([...fifty, 'one']).slice(50)).toEqual(['1 more row is invalid, in another way | It is left out.']);
  const many = Array.from({ length: 1200 }, () => 'many');
  expect(findingsOf([...fifty, ...many, 'one']).slice(50)).toEqual([
    '1,201 more rows are invalid, in other ways | These rows are left out.',
  ]);
});

test.each([
  ['a file', { file: 'a.csv' }, 'a.csv:7 lines 7, 8'],
  ['a query', { file: 'a.sql', query: { file: 'a.sql', params: {} } }, 'a.sql:1 rows 3, 4'],
  ['Parquet', { file: 'a.parquet' }, 'a.parquet:1 rows 3, 4'],
])('rows of %s are named by a place that somebody can look up', (_title, changes, told) => {
  const audience = { ...aCampaign().audience, ...changes };
  const findings = new RowFindings();
  for (const row of [3, 4]) {
    findings.look({ ...aRecipient({}), row, line: row + 4 }, { code: 'PP220', message: 'wrong', path: 'key' });
  }
  const found = findings.list(audience.file, standsInLines(audience)).map(({ file, line, message }) => {
    return `${file}:${line} ${message.replace(/^.*\(|\)$/gv, '')}`;
  });
  expect(found).toEqual([told]);
});
