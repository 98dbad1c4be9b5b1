// The most memory that plan holds: with everybody new and with almost everybody settled, in one thread and in two, at one size and
// at twice that size, and projected to ten million rows.
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

interface MemoryGrowth extends PlannedWay {
  /** Bytes for each additional row. */
  readonly perRow: number;
  /** Projected to one and to ten million rows, in mebibytes. Smaller audiences take more per row and cannot be projected to ten million. */
  readonly million: number;
  readonly tenMillion: number | undefined;
}

/** Mebibytes; `million` by the number of threads. */
const targets = { million: { 1: 256, 2: 450 }, tenMillion: 900 };
const mebibyte = 1024 * 1024;
/** Up to this size, the identifiers of each row are kept to find one person with two keys. */
const fewRows = 2_000_000;

interface PlannedWay {
  readonly what: string;
  readonly threads: keyof typeof targets.million;
}

const worlds: readonly (readonly [(rows: number) => Promise<TestWorkspace>, readonly PlannedWay[]])[] = [
  [makeSettledWorkspace, [{ what: '95% settled', threads: 1 }]],
  [
    makeNewWorkspace,
    [
      { what: 'everybody new', threads: 1 },
      { what: 'everybody new, in two threads', threads: 2 },
    ],
  ],
];
const ways = worlds.flatMap(([, planned]) => planned);

export const benchMemory: BenchCase = async ({ rows = 200_000, rounds = 1, log }) => {
  const costs: MemoryCost[] = [];
  for (const [make, planned] of worlds) {
    for (const size of [rows, 2 * rows]) {
      log(`writing ${size} rows`);
      await using workspace = await make(size);
      for (const { what, threads } of planned) {
        const seen: Cost[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const plan = startReplan(workspace.root, ['--threads', String(threads)]);
          seen.push((await expectEnd('plan', plan)).cost);
        }
        const memory = Math.max(...seen.map((cost) => cost.memory));
        log(`${size} rows, ${what}: ${memory.toFixed(0)} MiB`);
        costs.push({ what, rows: size, memory });
      }
    }
  }
  const growth = ways.map((way) => growthOf(way, costs));
  return { text: formatMemory(costs, growth), result: { costs, growth } };
};

function growthOf({ what, threads }: PlannedWay, costs: readonly MemoryCost[]): MemoryGrowth {
  const [small, large] = costs.filter((cost) => cost.what === what);
  if (small === undefined || large === undefined) throw new Error(`${what} was not measured`);
  const each = (large.memory - small.memory) / (large.rows - small.rows);
  const at = (rows: number): number => large.memory + each * (rows - large.rows);
  return {
    what,
    threads,
    perRow: each * mebibyte,
    million: at(1e6),
    tenMillion: small.rows < fewRows ? undefined : at(1e7),
  };
}

function formatMemory(costs: readonly MemoryCost[], growth: readonly MemoryGrowth[]): string {
  const measured = costs.map(({ what, rows, memory }) => [what, String(rows), memory.toFixed(0)]);
  const computed = growth.map(({ what, perRow, million, tenMillion }) => [
    what,
    perRow.toFixed(0),
    million.toFixed(0),
    tenMillion?.toFixed(0) ?? '-',
  ]);
  const missed = growth.filter(
    ({ threads, million, tenMillion }) => million > targets.million[threads] || (tenMillion ?? 0) > targets.tenMillion,
  );
  const verdict =
    missed.length === 0 ? 'All of them are within.' : `Above the target: ${missed.map(({ what }) => what).join(', ')}.`;
  return [
    formatTable(['plan', 'rows', 'memory MiB'], measured),
    `Computed from these; at most ${targets.million[1]} and ${targets.tenMillion} MiB, and ${targets.million[2]} for a million in two threads:`,
    formatTable(['plan', 'bytes a row', 'a million MiB', 'ten million MiB'], computed),
    `${verdict}\n`,
  ].join('\n\n');
}
