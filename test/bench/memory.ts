// The most memory that plan holds: everybody new and nearly everybody settled, at one size and at twice that, and what ten million would take.
import type { BenchCase } from './bench-case.ts';
import { formatTable } from './format-table.ts';
import { expectEnd, type Cost } from './measured-process.ts';
import { makeNewWorkspace, makeSettledWorkspace, startReplan } from './settled-workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

interface MemoryCost {
  readonly what: string;
  readonly rows: number;
  /** Mebibytes. */
  readonly memory: number;
}

interface MemoryGrowth {
  readonly what: string;
  /** Bytes for each row more. */
  readonly perRow: number;
  /** Computed for a million and for ten, mebibytes. */
  readonly million: number;
  readonly tenMillion: number;
}

/** Mebibytes. */
const targets = { million: 256, tenMillion: 900 };
const mebibyte = 1024 * 1024;

const makers: readonly (readonly [string, (rows: number) => Promise<TestWorkspace>])[] = [
  ['95% settled', makeSettledWorkspace],
  ['everybody new', makeNewWorkspace],
];

export const benchMemory: BenchCase = async ({ rows = 200_000, rounds = 1, log }) => {
  const costs: MemoryCost[] = [];
  for (const [what, make] of makers) {
    for (const size of [rows, 2 * rows]) {
      log(`writing ${size} rows, ${what}`);
      await using workspace = await make(size);
      const seen: Cost[] = [];
      for (let round = 0; round < rounds; round += 1) {
        seen.push((await expectEnd('plan', startReplan(workspace.root))).cost);
      }
      const memory = Math.max(...seen.map((cost) => cost.memory));
      log(`${size} rows, ${what}: ${memory.toFixed(0)} MiB`);
      costs.push({ what, rows: size, memory });
    }
  }
  const growth = makers.map(([what]) => growthOf(what, costs));
  return { text: formatMemory(costs, growth), result: { costs, growth } };
};

function growthOf(what: string, costs: readonly MemoryCost[]): MemoryGrowth {
  const [small, large] = costs.filter((cost) => cost.what === what);
  if (small === undefined || large === undefined) throw new Error(`${what} was not measured`);
  const each = (large.memory - small.memory) / (large.rows - small.rows);
  const at = (rows: number): number => large.memory + each * (rows - large.rows);
  return { what, perRow: each * mebibyte, million: at(1e6), tenMillion: at(1e7) };
}

function formatMemory(costs: readonly MemoryCost[], growth: readonly MemoryGrowth[]): string {
  const measured = costs.map(({ what, rows, memory }) => [what, String(rows), memory.toFixed(0)]);
  const computed = growth.map(({ what, perRow, million, tenMillion }) => [
    what,
    perRow.toFixed(0),
    million.toFixed(0),
    tenMillion.toFixed(0),
  ]);
  const missed = growth.filter(
    ({ million, tenMillion }) => million > targets.million || tenMillion > targets.tenMillion,
  );
  const verdict =
    missed.length === 0 ? 'All of them are within.' : `Above the target: ${missed.map(({ what }) => what).join(', ')}.`;
  return [
    formatTable(['plan', 'rows', 'memory MiB'], measured),
    `Computed from these; at most ${targets.million} and ${targets.tenMillion} MiB:`,
    formatTable(['plan', 'bytes a row', 'a million MiB', 'ten million MiB'], computed),
    `${verdict}\n`,
  ].join('\n\n');
}
