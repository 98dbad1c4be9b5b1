import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { audienceFile } from '../../src/audience/data-file.ts';
import { openAudience } from '../../src/audience/open-audience.ts';
import { inChunks, readAudience, readFaults, showFinding } from '../support/read-audience.ts';

const texts = {
  csv: 'id,name\n1,x\n2,y\n',
  tsv: 'id\tname\n1\tx\n2\ty\n',
  ndjson: '{"id":"1","name":"x"}\n{"id":"2","name":"y"}\n',
  jsonl: '{"id":"1","name":"x"}\n{"id":"2","name":"y"}\n',
  json: '[{"id":"1","name":"x"},{"id":"2","name":"y"}]',
};

describe('formats', () => {
  it.each(Object.entries(texts))('reads .%s, plain and compressed, in capitals too', async (ending, text) => {
    for (const [file, data] of [
      [`a.b/people.${ending}`, text],
      [`people.${ending.toUpperCase()}`, text],
      [`people.${ending}.gz`, gzipSync(text)],
      [`people.${ending}.zst`, zstdCompressSync(Buffer.from(text))],
      [`people.${ending}.gz`, Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))])],
    ] as const) {
      const { columns, recipients } = await readAudience(file, data);
      expect(columns).toEqual(['id', 'name']);
      expect(recipients.map(({ values }) => ({ ...values }))).toEqual([
        { id: '1', name: 'x' },
        { id: '2', name: 'y' },
      ]);
    }
  });

  it.each(['people', 'people.xls', 'people.xlsx.gz', 'people.gz', 'people.csv.zip', 'csv'])(
    'refuses %s',
    async (file) => {
      const found = await readFaults(file, texts.csv);
      expect(found.map(showFinding)).toEqual([
        'PP213 -: the name of the audience file has no ending that pushplan can read',
      ]);
      expect(found[0]?.help).toBe(
        'End it in one of .csv, .tsv, .ndjson, .jsonl, .json, each also with .gz or .zst after it, or in .xlsx or .parquet.',
      );
    },
  );
});

async function* failOnRead(first: Uint8Array): AsyncGenerator<Uint8Array> {
  yield first;
  throw Object.assign(new Error('EIO'), { code: 'EIO' });
}

describe('compressed files', () => {
  const packed = gzipSync(texts.csv);

  it.each(['csv', 'ndjson'] as const)('are not unpacked if the source declares its rows as %s', async (rows) => {
    for (const name of ['vip.sql', 'vip.csv.gz']) {
      const [fault, ...others] = await readFaults(name, gzipSync(texts[rows]), undefined, { columns: {}, rows });
      expect(fault?.message).toContain('gzip data');
      expect(others).toEqual([]);
    }
  });

  it.each([
    ['cut', packed.subarray(0, -4), 'the compressed data ends too early: the file is cut'],
    ['not packed', Buffer.from(texts.csv), 'the compressed data is broken: incorrect header check'],
    ['damaged', Buffer.from(packed).fill(0xff, 10, 14), expect.stringContaining('the compressed data is broken: ')],
    [
      'wrong in the sum',
      Buffer.from(packed).fill(0, packed.length - 8, packed.length - 4),
      'the compressed data is broken: incorrect data check',
    ],
    [
      'followed by junk',
      Buffer.concat([packed, Buffer.from('junk')]),
      'the compressed data is broken: incorrect header check',
    ],
    ['followed by zeros', Buffer.concat([packed, Buffer.alloc(512)]), '512 bytes follow the compressed data'],
    [
      'followed by half a file',
      Buffer.concat([packed, packed.subarray(0, 9)]),
      'the compressed data ends too early: the file is cut',
    ],
  ])('are refused if %s', async (_name, data, message) => {
    for (const size of [1, 64 * 1024]) {
      expect(await readFaults('a.csv.gz', data, size)).toMatchObject([{ code: 'PP208', file: 'a.csv.gz', message }]);
    }
  });

  it.each([
    ['cut', zstdCompressSync(texts.csv).subarray(0, -5), 'the compressed data ends too early: the file is cut'],
    [
      'followed by more',
      Buffer.concat([zstdCompressSync(texts.csv), Buffer.from('junk')]),
      '4 bytes follow the compressed data',
    ],
    ['none', Buffer.from('email,name\n'), 'the compressed data is broken: Unknown frame descriptor'],
  ])('of Zstandard are refused if %s', async (_name, data, message) => {
    expect(await readFaults('a.csv.zst', data)).toMatchObject([{ code: 'PP208', file: 'a.csv.zst', message }]);
  });

  it('are refused if there is nothing in them', async () => {
    for (const data of ['', gzipSync(''), gzipSync(' \n')]) {
      expect((await readFaults('a.csv.gz', data)).map(({ code }) => code)).toEqual(['PP209']);
    }
  });

  it('may be a thousand times larger when they are decompressed', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('a\n'), Buffer.alloc(64 * 1024 * 1024, 'x')]));
    expect((await readFaults('a.csv.gz', bomb)).map(showFinding)).toEqual([
      'PP206 2: row 1 (line 2) is longer than 1 MiB',
    ]);
  });

  it('pass on an error of the disk unchanged', async () => {
    await expect(openAudience(audienceFile('a.csv.gz'), failOnRead(packed.subarray(0, 20)))).rejects.toMatchObject({
      code: 'EIO',
    });
  });
});

describe('an audience', () => {
  it('comes in blocks of at most 250', async () => {
    for (const [file, data] of [
      ['a.csv', `id\n${'1\n'.repeat(4_801)}`],
      ['a.ndjson', '{"id":1}\n'.repeat(4_801)],
    ] as const) {
      await using audience = await openAudience(audienceFile(file), inChunks(data));
      const sizes: number[] = [];
      for await (const block of audience.blocks) {
        sizes.push(block.length);
      }
      expect(Math.max(...sizes)).toBeLessThanOrEqual(250);
      expect(sizes.reduce((sum, size) => sum + size)).toBe(4_801);
      expect(sizes.length).toBeLessThan(24);
    }
  });

  it.each([
    ['a.csv', 'id\n', '1\n'],
    ['a.ndjson', '', '{"id":1}\n'],
    ['a.json', '[{}', ',{"id":1}'],
    ['a.csv.gz', gzipSync('id\n'), gzipSync('1\n')],
  ])('closes the bytes of %s if it is left early', async (file, head, row) => {
    const { promise: closed, resolve: close } = Promise.withResolvers<string>();
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from(head);
        for (;;) {
          yield Buffer.from(row);
        }
      } finally {
        close('closed');
      }
    }
    {
      await using audience = await openAudience(audienceFile(file), endless());
      expect(audience.columns).toEqual(['id']);
    }
    expect(await closed).toBe('closed');
  });
});
