// What plan costs if almost everybody is settled, compared with reading the audience alone.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchCase } from './bench-case.ts';
import { formatTurns } from './format-turns.ts';
import { startMeasured } from './measured-process.ts';
import { audienceFile } from './plan-workspace.ts';
import { countSettled, makeSettledWorkspace, startReplan } from './settled-workspace.ts';
import { measureInTurns } from './turns.ts';

const readCsv = fileURLToPath(import.meta.resolve('./peers/read-csv.ts'));

export const benchReplan: BenchCase = async ({ rows = 200_000, rounds = 3, log }) => {
  log(`writing ${rows} rows and their ledger`);
  await using workspace = await makeSettledWorkspace(rows);
  const { root } = workspace;
  const scan = ['scanner', join(root, audienceFile)];
  const costs = await measureInTurns(
    [
      { what: 'plan, 95% settled', start: () => startReplan(root) },
      { what: 'the same, in as many threads as it chooses', start: () => startReplan(root, []) },
      { what: 'the same, in two', start: () => startReplan(root, ['--threads', '2']) },
      { what: 'reading alone', target: 2.5, start: () => startMeasured(scan, { cwd: root, program: readCsv }) },
    ],
    rounds,
    log,
  );
  const head = `${rows} rows, ${countSettled(rows)} of them settled`;
  return { text: `${head}\n\n${formatTurns(rows, costs)}`, result: { rows, costs } };
};
