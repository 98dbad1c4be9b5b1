// What a lock records of rows: a digest that ignores their order and shows every change, and the types of columns.
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { audienceFile } from '../../src/audience/data-file.ts';
import { summariseRows } from '../../src/sources/summarise-rows.ts';

async function* bytesOf(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const summarise = (file: string, text: string | Uint8Array) =>
  summariseRows(audienceFile(file), bytesOf(text), { price: 'number' });

test('the digest is the same for any order of rows, and different for any other rows', async () => {
  const digests = await Promise.all(
    ['id\na\nb\nb\n', 'id\nb\na\nb\n', 'id\na\nb\n', 'id\na\na\nb\n', 'id\na\nb\nc\n', 'ID\na\nb\nb\n'].map(
      async (text) => (await summarise('a.csv', text)).rows_sha256,
    ),
  );
  expect(digests[0]).toBe(digests[1]);
  expect(new Set(digests).size).toBe(5);
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/v);
});

test('a file that is compressed with Zstandard gives the same', async () => {
  const text = 'id,price\na,1\nb,2\n';
  expect(await summarise('a.csv.zst', zstdCompressSync(Buffer.from(text)))).toEqual(await summarise('a.csv', text));
});

test('types are the declared ones, or those that all values of a column have', async () => {
  const csv = await summarise('a.csv', 'id,price\na,1\n');
  expect({ ...csv.columns }).toEqual({ id: 'string', price: 'number' });
  const lines = [
    { id: 1, share: 1, on: true, items: [1], mixed: 1, none: null },
    { id: 2, share: 0.5, on: false, items: {}, mixed: 'x', none: null, late: 'x' },
  ];
  const json = await summarise('a.ndjson', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect(json.rows).toBe(2);
  expect({ ...json.columns }).toEqual({
    id: 'integer',
    share: 'number',
    on: 'boolean',
    items: 'json',
    mixed: 'string',
    none: 'string',
    late: 'string',
  });
});

async function typeWithId(id: string): Promise<unknown> {
  const csv = bytesOf(`id\n1\n${id}\n`);
  return { ...(await summariseRows(audienceFile('a.csv'), csv, { id: 'integer' })).columns };
}

test('a column of whole numbers is text if one of them is too long to be exact', async () => {
  expect(await typeWithId('9007199254740991')).toEqual({ id: 'integer' });
  expect(await typeWithId('9007199254740993')).toEqual({ id: 'string' });
});
