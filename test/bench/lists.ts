// What a suppression list adds to a plan in memory and time, compared with the same plan without the list.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';
import type { BenchCase } from './bench-case.ts';
import { formatTable } from './format-table.ts';
import { expectEnd, startMeasured, type Cost } from './measured-process.ts';

/** Mebibytes that a list of five million may add: 120 MB. */
const target = 114.4;
const audience = 10_000;

export const benchLists: BenchCase = async ({ rows = 5_000_000, rounds = 1, log }) => {
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(audience),
  });
  const { root } = workspace;
  log(`writing a list of ${rows}`);
  await writeList(join(root, 'list.csv'), rows);
  const plan = async (): Promise<Cost> => {
    const seen: Cost[] = [];
    for (let round = 0; round < rounds; round += 1)
      seen.push((await expectEnd('plan', startMeasured(['plan', '--json'], { cwd: root }))).cost);
    return (
      seen.toSorted((a, b) => a.memory - b.memory)[Math.floor(rounds / 2)] ?? {
        seconds: 0,
        processorSeconds: 0,
        memory: 0,
      }
    );
  };
  const without = await plan();
  await workspace.write('pushplan.yaml', `${sandboxOnly}suppress: [{ file: list.csv, match: email }]\n`);
  const withList = await plan();
  const added = withList.memory - without.memory;
  const cells = [
    ['plan', without],
    [`plan, ${rows} suppressed`, withList],
  ] as const;
  const table = formatTable(
    ['process', 'seconds', 'processor s', 'memory MiB'],
    cells.map(([what, cost]) => [
      what,
      cost.seconds.toFixed(1),
      cost.processorSeconds.toFixed(1),
      cost.memory.toFixed(0),
    ]),
  );
  const verdict = `The list adds ${added.toFixed(0)} MiB, ${((added * 1_048_576) / rows).toFixed(1)} bytes an entry; five million may add ${target.toFixed(0)}.`;
  return { text: `${table}\n\n${verdict}\n`, result: { rows, without, with: withList, added } };
};

/** Every hundredth person of the list may be in the audience; the others are not. */
async function writeList(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('email\n');
  for (let row = 0; row < rows; row += 1) {
    const line = row % 100 === 0 ? `person${row}@example.com\n` : `suppressed${row}@example.com\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
