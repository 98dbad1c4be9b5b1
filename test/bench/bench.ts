// Runs the measurements and prints their table: `npm run bench -- scale [--rows N] [--workers N] [--limit N] [--json FILE]`,
// `npm run bench -- start [--rounds N] [--json FILE]`, `npm run bench -- claims [--rounds N] [--json FILE]`,
// `npm run bench -- plan [--rows N] [--rounds N] [--json FILE]`, `npm run bench -- threads [--rows N] [--rounds N] [--json FILE]`.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { measureClaims } from './claims.ts';
import { formatClaims } from './format-claims.ts';
import { formatPlan } from './format-plan.ts';
import { formatScale } from './format-scale.ts';
import { formatStart } from './format-start.ts';
import { measurePlan } from './plan.ts';
import { measureScale } from './scale.ts';
import { measureStart } from './start.ts';
import { formatThreads } from './format-threads.ts';
import { measureThreads } from './threads.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    workers: { type: 'string', default: '4' },
    limit: { type: 'string', default: '12000' },
    rounds: { type: 'string' },
    json: { type: 'string' },
  },
});
const measures: Readonly<Record<string, () => Promise<void>>> = {
  scale: benchScale,
  start: benchStart,
  claims: benchClaims,
  plan: benchPlan,
  threads: benchThreads,
};
const what = positionals.join(' ');
const measure =
  measures[what] ?? refuse(`There is no measurement ${what}; there are ${Object.keys(measures).join(', ')}.`);
await measure();

async function benchScale(): Promise<void> {
  const scale = await measureScale({
    rows: readNumber('--rows', values.rows ?? '20000'),
    workers: readNumber('--workers', values.workers),
    requestsPerMinute: readNumber('--limit', values.limit),
    log: (line) => void process.stderr.write(`scale: ${line}\n`),
  });
  await show(formatScale(scale), scale);
  process.exitCode = scale.problems.length > 0 ? 1 : 0;
}

async function benchStart(): Promise<void> {
  const starts = await measureStart(readNumber('--rounds', values.rounds ?? '15'));
  await show(formatStart(starts), starts);
}

async function benchClaims(): Promise<void> {
  const costs = await measureClaims(readNumber('--rounds', values.rounds ?? '15'));
  await show(formatClaims(costs), costs);
}

async function benchPlan(): Promise<void> {
  const bench = await measurePlan({
    rows: readNumber('--rows', values.rows ?? '200000'),
    rounds: readNumber('--rounds', values.rounds ?? '3'),
    log: (line) => void process.stderr.write(`plan: ${line}\n`),
  });
  await show(formatPlan(bench), bench);
}

async function benchThreads(): Promise<void> {
  const bench = await measureThreads({
    rows: readNumber('--rows', values.rows ?? '200000'),
    rounds: readNumber('--rounds', values.rounds ?? '3'),
    log: (line) => void process.stderr.write(`threads: ${line}\n`),
  });
  await show(formatThreads(bench), bench);
}

async function show(text: string, result: unknown): Promise<void> {
  process.stdout.write(text);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result, undefined, 2)}\n`);
}

function readNumber(option: string, text: string): number {
  return /^[1-9]\d{0,7}$/.test(text) ? Number(text) : refuse(`${option} ${text}: not a number from 1 to 99999999.`);
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(3);
}
