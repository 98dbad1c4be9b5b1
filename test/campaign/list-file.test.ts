// The file of a list, such as the one in the data folder with the result of a query.
import { expect, it } from 'vitest';
import { nameOfList, readListFile } from '../../src/campaign/list-file.ts';

it('reads the sheet that is named, and shows it beside the name of the file', () => {
  const list = readListFile({ file: 'staff.xlsx', sheet: 'Called' });
  expect(list).toEqual({ file: 'staff.xlsx', sheet: 'Called', match: 'any', isHashed: false });
  expect(nameOfList(list)).toBe('staff.xlsx (Called)');
});

it('is a different file for each query', () => {
  const queries = ['lists/staff.sql', 'lists__staff.sql', 'lists%2Fstaff.sql', 'lists/a/staff.sql'];
  const files = queries.map((query) => readListFile({ query }).file);
  expect(new Set(files).size).toBe(queries.length);
  expect(files[0]).toBe('.lists/lists%2Fstaff.sql.ndjson');
});
