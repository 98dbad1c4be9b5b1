// What reading a CSV file costs with our own scanner, compared with csv-parse and with reading the bytes alone.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeWorkspace } from '../support/workspace.ts';
import type { BenchCase } from './bench-case.ts';
import { formatTurns } from './format-turns.ts';
import { startMeasured } from './measured-process.ts';
import { audienceFile, writeWishlists } from './plan-workspace.ts';
import { measureInTurns, type Contestant } from './turns.ts';

const readCsv = fileURLToPath(import.meta.resolve('./peers/read-csv.ts'));

export const benchCsv: BenchCase = async ({ rows = 300_000, rounds = 3, log }) => {
  log(`writing ${rows} rows`);
  await using workspace = await makeWorkspace();
  const { root } = workspace;
  await writeWishlists(root, rows);
  const read = (reader: string): Pick<Contestant, 'start' | 'ownSeconds'> => ({
    start: () => startMeasured([reader, join(root, audienceFile)], { cwd: root, program: readCsv }),
    // Starting a process that loads some 60 source files takes as long as scanning 100,000 rows.
    ownSeconds: (stdout) => JSON.parse(stdout).processorSeconds,
  });
  const costs = await measureInTurns(
    [
      { what: 'our scanner', ...read('scanner') },
      { what: 'csv-parse', target: 0.15, ...read('csv-parse') },
      { what: 'bytes alone', target: 20, ...read('bytes') },
    ],
    rounds,
    log,
  );
  return { text: formatTurns(rows, costs), result: { rows, costs } };
};
