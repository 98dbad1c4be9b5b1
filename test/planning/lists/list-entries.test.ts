// Reads the rows of a list: whom it names, and which rows cannot be used, with their places.
import { describe, expect, test } from 'vitest';
import type { ListFile } from '../../../src/campaign/campaign.ts';
import { hashedText, sumOf } from '../../../src/plan/selection/leave-out-listed.ts';
import { makeWorkbook, textRow } from '../../support/make-workbook.ts';
import { ListEntries } from '../../../src/planning/lists/list-entries.ts';

const sum = sumOf('ana@example.com');

async function read(text: string | Uint8Array, list: Partial<ListFile> = {}) {
  const entries = new ListEntries({ file: 'list.csv', match: 'any', isHashed: false, ...list });
  const found: string[] = [];
  for await (const block of entries.read(bytesOf(text))) found.push(...block);
  return { found, warnings: entries.warnings() };
}

async function* bytesOf(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function expectRefused(reading: Promise<unknown>, finding: object): Promise<void> {
  await expect(reading).rejects.toMatchObject({ exitCode: 3, diagnostics: [finding] });
}

describe('columns', () => {
  test.each([
    ['email', 'email,note\nAna@Example.com,x\n', ['email=ana@example.com']],
    ['email', 'E-mail,note\nana@example.com,x\n', ['email=ana@example.com']],
    [
      'any',
      'INSIDER.Phone_Number,uuid,custom.card\n+90 532 000 00 01,c-1,7\n',
      ['phone_number=+905320000001', 'uuid=c-1', 'custom.card=7'],
    ],
    ['phone_number', 'whatever\n+905320000001\n', ['phone_number=+905320000001']],
    [
      'any',
      'whatever\nana@example.com\n+905320000001\nc-1\n',
      ['email=ana@example.com', 'phone_number=+905320000001', 'uuid=c-1'],
    ],
    // The first row of a list without a header is a person too.
    ['email', 'ANA@example.com\nbob@example.com\n', ['email=ana@example.com', 'email=bob@example.com']],
    ['any', '+905320000001\n', ['phone_number=+905320000001']],
    ['uuid', 'customer\nc-1\n\n  \n', ['uuid=c-1']],
  ] as const)('match: %s over %j', async (match, text, found) => {
    expect(await read(text, { match })).toEqual({ found, warnings: [] });
  });

  test('may be those of JSON records: a number is a text, other values are nobody', async () => {
    const list = { file: 'list.ndjson', match: 'uuid' } as const;
    expect((await read('{"uuid":12}\n{"uuid":null}\n{"uuid":["x"]}\n', list)).found).toEqual(['uuid=12']);
  });

  test.each(['any', 'email'] as const)(
    'are refused if there are several and none has the right name: match: %s',
    async (match) => {
      await expectRefused(read('name,address\nAna,ana@example.com\n', { match }), {
        code: 'PP270',
        file: 'list.csv',
        line: 1,
        help: expect.stringContaining('email'),
      });
    },
  );
});

test.each([
  ['', { file: 'list.csv' }, 'PP209', 'the list is empty', 'Check the export that writes it.'],
  ['a', { file: 'list.txt' }, 'PP213', 'the name of the list has no ending that pushplan can read', 'End it in one'],
  ['name;email\na;b\n', { file: 'list.csv' }, 'PP211', 'the header', 'Save it as UTF-8, with commas'],
] as const)('%j in %j: a fault of the file is reported as one of the list', async (text, list, code, message, help) => {
  const said = { message: expect.stringContaining(message), help: expect.stringContaining(help) };
  await expectRefused(read(text, list), { code, file: list.file, ...said });
});

test('rows that are not identifiers are counted, with the first line and without their text', async () => {
  const { found, warnings } = await read('email\nnobody\nana@example.com\nalso nobody\n', { match: 'email' });
  expect(found).toEqual(['email=ana@example.com']);
  expect(warnings).toMatchObject([{ severity: 'warning', code: 'PP272', file: 'list.csv', line: 2 }]);
  expect(warnings[0]?.message).toMatch(/^2 rows are left out of the list.* line 2/v);
  expect(JSON.stringify(warnings)).not.toContain('nobody@');
  expect((await read('email\nnobody\n', { match: 'email' })).warnings[0]?.message).toMatch(/^1 row is left out/v);
});

test('warns that people in another sheet of a workbook are not left out', async () => {
  const sheets = {
    First: textRow(1, ['email']) + textRow(2, ['ana@example.com']),
    Second: textRow(1, ['email']) + textRow(2, ['bob@example.com']),
  };
  const { found, warnings } = await read(makeWorkbook({ sheets }), { file: 'list.xlsx' });
  expect(found).toEqual(['email=ana@example.com']);
  const message = 'only the sheet "First" of the list is read, and there are rows in "Second" too';
  const help = 'Write sheet: with the one that is meant beside its file. If several are meant, make an entry of each.';
  expect(warnings).toMatchObject([{ severity: 'warning', code: 'PP257', file: 'list.xlsx', message, help }]);
});

test('reads the sheet that is named, and answers an unknown name with those that exist', async () => {
  const sheets = {
    First: textRow(1, ['email']) + textRow(2, ['ana@example.com']),
    Second: textRow(1, ['email']) + textRow(2, ['bob@example.com']),
    Blank: '',
  };
  const readSheet = (sheet: string) => read(makeWorkbook({ sheets }), { file: 'list.xlsx', sheet });
  expect(await readSheet('Second')).toEqual({ found: ['email=bob@example.com'], warnings: [] });
  await expectRefused(readSheet('Third'), {
    code: 'PP218',
    help: 'Write sheet: with one of "First", "Second", "Blank" beside its file.',
  });
  await expectRefused(readSheet('Blank'), { code: 'PP209', help: 'Name another sheet, or check the workbook.' });
});

test('reports a list without rows, unless its header is a person', async () => {
  const { found, warnings } = await read('email\n', { match: 'email' });
  const help = 'Nobody is in it. Check the export that writes the file.';
  expect([found, warnings]).toMatchObject([
    [],
    [{ severity: 'warning', code: 'PP210', file: 'list.csv', message: 'the list has a header and no rows', help }],
  ]);
  expect(await read('ana@example.com\n')).toEqual({ found: ['email=ana@example.com'], warnings: [] });
});

describe('sums', () => {
  test('are read in upper and lower case, also from a list without a header', async () => {
    const expected = { found: [hashedText(sum)], warnings: [] };
    expect(await read(`email\n${sum.toUpperCase()}\n`, { isHashed: true })).toEqual(expected);
    expect(await read(`${sum}\n`, { isHashed: true })).toEqual(expected);
  });

  test.each([
    [
      'a list of sums with an address',
      true,
      'email',
      `email\n${sum}\nbob@example.com\n`,
      3,
      /sums \(line 2\) and plain identifiers \(line 3\)/,
    ],
    ['a list of sums without any sum', true, 'email', 'email\nbob@example.com\n', 2, /holds no SHA-256 sum/],
    [
      'addresses, then a sum',
      false,
      'email',
      `email\nbob@example.com\n${sum}\n`,
      3,
      /sums \(line 3\) and plain identifiers \(line 2\)/,
    ],
    [
      'sums in a list that is not declared as hashed',
      false,
      'email',
      `email\n${sum}\n`,
      2,
      /does not say that it is hashed/,
    ],
    ['uuids, then a sum', false, 'uuid', `uuid\nc-1\n${sum}\n`, 3, /sums/],
    ['a sum, then uuids', false, 'uuid', `uuid\n${sum}\nc-1\n`, 3, /sums/],
    ['sums in a list of any identifiers', false, 'any', `who\n${sum}\n`, 2, /does not say/],
  ] as const)('%s: is refused at its line', async (_, isHashed, match, text, line, message) => {
    await expectRefused(read(text, { isHashed, match }), {
      code: 'PP271',
      file: 'list.csv',
      line,
      message: expect.stringMatching(message),
    });
  });

  test('may look like a uuid, which is read as a uuid', async () => {
    expect((await read(`uuid\n${sum}\n`, { match: 'uuid' })).found).toEqual([`uuid=${sum}`]);
  });
});
