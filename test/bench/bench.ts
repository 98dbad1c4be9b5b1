// Runs the measurements and prints their table: `npm run bench -- scale [--rows N] [--workers N] [--limit N] [--json FILE]`.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { formatScale } from './format-scale.ts';
import { measureScale } from './scale.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '20000' },
    workers: { type: 'string', default: '4' },
    limit: { type: 'string', default: '12000' },
    json: { type: 'string' },
  },
});
if (positionals.join() !== 'scale') refuse(`There is no measurement ${positionals.join(' ')}; there is scale.`);
const scale = await measureScale({
  rows: readNumber('--rows', values.rows),
  workers: readNumber('--workers', values.workers),
  requestsPerMinute: readNumber('--limit', values.limit),
  log: (line) => void process.stderr.write(`scale: ${line}\n`),
});
process.stdout.write(formatScale(scale));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(scale, undefined, 2)}\n`);
process.exitCode = scale.problems.length > 0 ? 1 : 0;

function readNumber(option: string, text: string): number {
  return /^[1-9]\d{0,7}$/.test(text) ? Number(text) : refuse(`${option} ${text}: not a number from 1 to 99999999.`);
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(3);
}
