// Reads a CSV file and does nothing with it: with our own scanner, with csv-parse, or the bytes alone. The first two make a string
// of every field and an object of every row. Prints the number of rows, and the processor time without the start of the process.
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { audienceFile } from '../../../src/audience/data-file.ts';
import { openAudience } from '../../../src/audience/open-audience.ts';

/** The chunk size that plan uses. */
const chunk = { highWaterMark: 256 * 1024 };

const readers: Readonly<Record<string, (file: string) => Promise<number>>> = {
  scanner: async (file) => {
    await using audience = await openAudience(audienceFile(file), createReadStream(file, chunk));
    let rows = 0;
    let seen: unknown;
    for await (const block of audience.blocks) {
      // The scanner reads fields when they are used; csv-parse always reads all of them.
      for (const { values } of block) seen = values;
      rows += block.length;
    }
    return seen === undefined ? 0 : rows;
  },
  'csv-parse': async (file) => {
    let rows = 0;
    for await (const _row of createReadStream(file, chunk).pipe(parse({ columns: true }))) rows += 1;
    return rows;
  },
  bytes: async (file) => {
    let bytes = 0;
    for await (const part of createReadStream(file, chunk) as AsyncIterable<Buffer>) bytes += part.length;
    return bytes;
  },
};

const [reader = '', file = ''] = process.argv.slice(2);
const before = process.cpuUsage();
const count = await readers[reader]?.(file);
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ count, processorSeconds: (user + system) / 1e6 }));
