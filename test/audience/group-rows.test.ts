// Adjacent rows of a person are one recipient: filtered before, counted as rows, and refused if they are not together.
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/audience/open-audience.ts';
import { readAudience, readFaults, showFinding } from '../support/read-audience.ts';

const group = { by: 'id', into: 'items' };
const carts = 'id,email,item\n1,a@example.com,Bag\n1,,Hat\n2,b@example.com,Scarf\n';

function show(recipients: Awaited<ReturnType<typeof readAudience>>['recipients']): readonly unknown[] {
  return recipients.map(({ row, line, values: { items, ...values } }) => [
    row,
    line,
    values,
    (items as readonly Readonly<Record<string, unknown>>[]).map((entry) => entry['item']),
  ]);
}

describe('rows of a person', () => {
  it.each([
    ['carts.csv', carts],
    [
      'carts.ndjson',
      '{"id":1,"email":"a@example.com","item":"Bag"}\n{"id":"1","email":"","item":"Hat"}\n{"id":2,"email":"b@example.com","item":"Scarf"}\n',
    ],
  ])('are one recipient with a list: %s', async (file, data) => {
    for (const size of [1, 64 * 1024]) {
      const { columns, recipients } = await readAudience(file, data, size, { group });
      expect(columns).toEqual(['id', 'email', 'item', 'items']);
      expect(show(recipients)).toMatchObject([
        [1, file.endsWith('csv') ? 2 : 1, { email: 'a@example.com', item: 'Bag' }, ['Bag', 'Hat']],
        [2, file.endsWith('csv') ? 4 : 3, { email: 'b@example.com', item: 'Scarf' }, ['Scarf']],
      ]);
    }
  });

  it('are filtered before they are grouped, and a person without any of them keeps the first row, to be left out', async () => {
    const where: Reading['where'] = { item: { not: ['Bag', 'Scarf'], bounds: [] } };
    const { recipients } = await readAudience('carts.csv', carts, undefined, { group, where });
    expect(show(recipients)).toMatchObject([
      [1, 3, { email: '', item: 'Hat' }, ['Hat']],
      [2, 4, { item: 'Scarf' }, ['Scarf']],
    ]);
  });

  it('are grouped by the trimmed and composed value; rows without one, and repeated headers, are alone', async () => {
    const e = 'é';
    const data = `id,item\n${e},A\n${e.normalize('NFD')} ,B\n,C\n,D\nid,item\n2,E\nid,item\n`;
    const { recipients } = await readAudience('a.csv', data, undefined, { group });
    expect(show(recipients).map((one) => (one as readonly unknown[])[3])).toEqual([
      ['A', 'B'],
      ['C'],
      ['D'],
      ['item'],
      ['E'],
      ['item'],
    ]);
  });

  it('are refused if they are not together, with the line and how to sort, and never with their value', async () => {
    const found = await readFaults('carts.csv', `${carts}1,,Belt\n`, 5, { group });
    expect(found.map(showFinding)).toEqual([
      'PP217 5: line 5 belongs to a person whose other rows are further up, apart from it',
    ]);
    expect(found[0]?.help).toBe(
      'Sort the file by id, so that the rows of each person are together: in a spreadsheet under Data, Sort.',
    );
  });

  it('are refused if there are so many that the column cannot identify a person', async () => {
    const data = `id,item\n${'1,x\n'.repeat(10_001)}`;
    expect((await readFaults('a.csv', data, undefined, { group })).map(showFinding)).toEqual([
      'PP217 10002: line 10002 is one of more than 10,000 rows of one person',
    ]);
  });

  it('need a name for their list that no column has', async () => {
    const found = await readFaults('a.csv', 'id,items\n1,2\n', undefined, { group });
    expect(found.map(showFinding)).toEqual([
      'PP202 -: the audience file has a column "items", which audience.group.into names as well',
    ]);
  });
});
