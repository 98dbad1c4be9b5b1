// Runs the measurements and prints their tables. `npm run bench` runs all that take minutes at most, `npm run bench -- NAME...`
// the named ones. `--rows N` and `--rounds N` scale them; `--json FILE` writes all figures by the name of the measurement.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { BenchCase } from './bench-case.ts';

/** In the order in which they run. Each name is that of its file, which is loaded when the measurement begins. */
const cases: Readonly<Record<string, () => Promise<BenchCase>>> = {
  start: async () => (await import('./start.ts')).benchStart,
  plan: async () => (await import('./plan.ts')).benchPlan,
  replan: async () => (await import('./replan.ts')).benchReplan,
  memory: async () => (await import('./memory.ts')).benchMemory,
  lists: async () => (await import('./lists.ts')).benchLists,
  fetch: async () => (await import('./fetch.ts')).benchFetch,
  csv: async () => (await import('./csv.ts')).benchCsv,
  render: async () => (await import('./render.ts')).benchRender,
  threads: async () => (await import('./threads.ts')).benchThreads,
  growth: async () => (await import('./growth.ts')).benchGrowth,
  campaigns: async () => (await import('./campaigns.ts')).benchCampaigns,
  apply: async () => (await import('./apply.ts')).benchApply,
  limits: async () => (await import('./limits.ts')).benchLimits,
  fleet: async () => (await import('./fleet.ts')).benchFleet,
  pace: async () => (await import('./pace.ts')).benchPace,
  selection: async () => (await import('./selection.ts')).benchSelection,
  words: async () => (await import('./words.ts')).benchWords,
  claims: async () => (await import('./claims.ts')).benchClaims,
  scale: async () => (await import('./scale.ts')).benchScale,
};
/** These run only if they are named. */
const onlyByName: ReadonlySet<string> = new Set(['selection', 'words', 'claims', 'scale', 'pace']);

const known = Object.keys(cases);
const { values, positionals } = readArguments();
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) refuse(`There is no measurement ${unknown.join(', ')}; there are ${known.join(', ')}.`);
const names = positionals.length > 0 ? positionals : known.filter((name) => !onlyByName.has(name));
const options = {
  rows: readNumber('--rows', values.rows),
  rounds: readNumber('--rounds', values.rounds),
  workers: readNumber('--workers', values.workers) ?? 1,
  requestsPerMinute: readNumber('--limit', values.limit) ?? 1,
};
const results: Record<string, unknown> = {};
for (const name of names) {
  const measure = await cases[name]?.();
  const report = await measure?.({ ...options, log: (line) => void process.stderr.write(`${name}: ${line}\n`) });
  if (report === undefined) continue;
  process.stdout.write(`## ${name}\n\n${report.text}\n`);
  results[name] = report.result;
  if (report.problems !== undefined && report.problems.length > 0) process.exitCode = 1;
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rows: { type: 'string' },
        workers: { type: 'string', default: '4' },
        limit: { type: 'string', default: '12000' },
        rounds: { type: 'string' },
        json: { type: 'string' },
      },
    });
  } catch {
    return refuse(
      `npm run bench -- [NAME...] [--rows N] [--rounds N] [--workers N] [--limit N] [--json FILE]\nNAME is one of ${known.join(', ')}.`,
    );
  }
}

function readNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^[1-9]\d{0,7}$/.test(text) ? Number(text) : refuse(`${option} ${text}: not a number from 1 to 99999999.`);
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(3);
}
