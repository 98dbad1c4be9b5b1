// Runs the proofs and prints their table: `npm run prove -- [WHAT...] [--count N] [--seed N] [--json FILE]`.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { prove as proveAnswers } from './answers.ts';
import { prove as proveCapRaces } from './cap-races.ts';
import { prove as proveConcurrency, provePostgres as provePostgresConcurrency } from './concurrency.ts';
import { prove as proveFleet } from './fleet.ts';
import { prove as proveFleetPace } from './fleet-pace.ts';
import { prove as proveFleetStop } from './fleet-stop.ts';
import { prove as proveKills } from './kills.ts';
import { prove as proveMatrix, provePostgres as provePostgresMatrix } from './matrix.ts';
import { prove as provePace } from './pace.ts';
import { prove as provePrivacy } from './privacy.ts';
import { boundOf, type Proof, type Prove } from './proof.ts';
import { prove as proveSimulation, provePostgres as provePostgresSimulation } from './simulation.ts';
import { prove as proveSteps } from './steps.ts';
import { prove as proveYear } from './year.ts';

/** `usual` is the default number of trials: as many as a release should run, or all that exist. */
const proofs: Readonly<Record<string, { readonly prove: Prove; readonly usual: number }>> = {
  matrix: { prove: proveMatrix, usual: 1_000 },
  answers: { prove: proveAnswers, usual: 100_000 },
  kills: { prove: proveKills, usual: 100 },
  steps: { prove: proveSteps, usual: 10_000 },
  concurrency: { prove: proveConcurrency, usual: 20 },
  simulation: { prove: proveSimulation, usual: 20_000 },
  fleet: { prove: proveFleet, usual: 300 },
  'cap-races': { prove: proveCapRaces, usual: 20 },
  'fleet-pace': { prove: proveFleetPace, usual: 1 },
  'fleet-stop': { prove: proveFleetStop, usual: 20 },
  'postgres-matrix': { prove: provePostgresMatrix, usual: 1_000 },
  'postgres-concurrency': { prove: provePostgresConcurrency, usual: 20 },
  'postgres-simulation': { prove: provePostgresSimulation, usual: 500 },
  // One per time zone.
  year: { prove: proveYear, usual: Intl.supportedValuesOf('timeZone').length },
  pace: { prove: provePace, usual: 1 },
  privacy: { prove: provePrivacy, usual: 1_000 },
};

interface Proved extends Proof {
  readonly what: string;
  readonly seed: number;
  readonly seconds: number;
  readonly command: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, seed: { type: 'string', default: '1' }, json: { type: 'string' } },
});
const seed = readNumber('--seed', values.seed);
const count = values.count === undefined ? undefined : readNumber('--count', values.count);
const chosen = positionals.length > 0 ? positionals : Object.keys(proofs);
const unknown = chosen.filter((what) => !Object.hasOwn(proofs, what));
if (unknown.length > 0) refuse(`There is no proof ${unknown.join(', ')}; there are ${Object.keys(proofs).join(', ')}.`);
const proved: Proved[] = [];
for (const what of chosen) proved.push(...(await run(what)));
process.stdout.write(`${formatTable(proved)}\n`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ proved }, undefined, 2)}\n`);
process.exitCode = proved.some(({ violations }) => violations > 0) ? 1 : 0;

async function run(what: string): Promise<readonly Proved[]> {
  const proof = proofs[what];
  if (proof === undefined) return [];
  const trials = count ?? proof.usual;
  const begun = performance.now();
  const log = (line: string): void => void process.stderr.write(`${what}: ${line}\n`);
  const found = await proof.prove({ count: trials, seed, log });
  const seconds = Math.round((performance.now() - begun) / 1000);
  const command = `npm run prove -- ${what} --count ${trials} --seed ${seed}`;
  return [{ what, ...found, seed, seconds, command }];
}

function readNumber(option: string, text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(`${option} ${text}: not a whole number.`);
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(3);
}

function formatTable(rows: readonly Proved[]): string {
  const lines = rows.map((row) => {
    const bound = boundOf(row);
    const shown = bound === undefined ? '-' : `${Number((bound * 100).toPrecision(2))}%`;
    const notes = Object.entries(row.notes).map(([name, value]) => `${name}: ${oneLine(String(value))}`);
    return `| ${row.goal} | ${row.trials} | ${row.violations} | ${shown} | \`${row.command}\` | ${notes.join(', ')} |`;
  });
  return ['| goal | trials | violations | 95% bound | command | notes |', '|---|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s|]+/g, ' ');
}
