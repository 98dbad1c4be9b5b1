// What reading a CSV file costs by our own scanner, beside csv-parse and beside reading its bytes alone.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeWorkspace } from '../support/workspace.ts';
import type { BenchCase } from './bench-case.ts';
import { formatTurns } from './format-turns.ts';
import { startMeasured, type MeasuredProcess } from './measured-process.ts';
import { audienceFile, writeWishlists } from './plan-workspace.ts';
import { measureInTurns } from './turns.ts';

const readCsv = fileURLToPath(import.meta.resolve('./peers/read-csv.ts'));

export const benchCsv: BenchCase = async ({ rows = 300_000, rounds = 3, log }) => {
  log(`writing ${rows} rows`);
  await using workspace = await makeWorkspace();
  const { root } = workspace;
  await writeWishlists(root, rows);
  const read = (reader: string) => (): MeasuredProcess =>
    startMeasured([reader, join(root, audienceFile)], { cwd: root, program: readCsv });
  const costs = await measureInTurns(
    [
      { what: 'our scanner', start: read('scanner') },
      { what: 'csv-parse', target: 0.15, start: read('csv-parse') },
      { what: 'bytes alone', target: 20, start: read('bytes') },
    ],
    rounds,
    log,
  );
  return { text: formatTurns(rows, costs), result: { rows, costs } };
};
