import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { audienceFile } from '../../src/audience/data-file.ts';
import { openAudience } from '../../src/audience/open-audience.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const megabyte = 1024 * 1024;

const formats = {
  'a.csv': { head: 'id,text\n', row: (id: number) => `${id},"some, ""text"""\n` },
  'a.ndjson': { head: '', row: (id: number) => `{"id":${id},"text":"some, \\"text\\""}\n` },
  'a.json': { head: '[{"id":0,"text":""}', row: (id: number) => `,{"id":${id},"text":"some, \\"text\\""}` },
};

/** The heap in use, in bytes, when nearly all rows have been read. */
async function measureHeap(file: keyof typeof formats, rows: number): Promise<number> {
  const { head, row } = formats[file];
  async function* generate(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(head);
    for (let first = 0; first < rows; first += 1000) {
      yield Buffer.from(Array.from({ length: 1000 }, (_, index) => row(first + index)).join(''));
    }
    collect();
    heap = process.memoryUsage().heapUsed;
    yield Buffer.from(file === 'a.json' ? ']' : '\n'.repeat(file === 'a.csv' ? 0 : 1));
  }
  let heap = 0;
  let walked = 0;
  await using audience = await openAudience(audienceFile(file), generate());
  for await (const block of audience.blocks) {
    walked += block.length;
  }
  expect(walked).toBeGreaterThanOrEqual(rows);
  return heap;
}

it.each(['a.csv', 'a.ndjson', 'a.json'] as const)('%s of ten times the rows takes no more memory', async (file) => {
  await measureHeap(file, 2_000);
  const small = await measureHeap(file, 20_000);
  const large = await measureHeap(file, 200_000);
  // 180,000 rows that are kept would be 20 MB and more.
  expect((large - small) / megabyte).toBeLessThan(4);
});
