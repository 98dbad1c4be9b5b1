// What a start costs: processor time of whole processes compared with a Node.js process that does nothing, as medians of one run.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repository.ts';
import type { BenchCase } from './bench-case.ts';
import { formatStart } from './format-start.ts';
import { median } from './median.ts';

/** A command, what it took and what it may take: milliseconds of processor time, and mebibytes. */
export interface Start {
  readonly what: string;
  readonly processor: number;
  readonly memory: number;
  /** Multiples of `node -e 0`. */
  readonly ratios: { readonly processor: number; readonly memory: number };
  readonly targets: { readonly processor?: number; readonly memory?: number };
}

interface Usage {
  readonly processor: number;
  readonly memory: number;
}

interface Measurement extends Pick<Start, 'what' | 'targets'> {
  readonly argv: readonly string[];
}

const cli = join(repositoryRoot, 'dist', 'cli.js');

const nothing: Measurement = { what: 'node -e 0', argv: ['-e', '0'], targets: {} };
const measurements: readonly Measurement[] = [
  { what: '--version', argv: [cli, '--version'], targets: { processor: 2, memory: 1.3 } },
  { what: '--help', argv: [cli, '--help'], targets: { processor: 2 } },
  { what: 'validate --no-rows', argv: [cli, 'validate', '--no-rows'], targets: { processor: 5 } },
  { what: 'validate', argv: [cli, 'validate'], targets: { processor: 8 } },
  { what: 'status', argv: [cli, 'status'], targets: { processor: 4 } },
];

/** Node.js has the exact figures. It writes them at the end of the process to a pipe of its own. */
const note = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { processor: (userCPUTime + systemCPUTime) / 1_000, memory: maxRSS / 1_024 };
  require('node:fs').writeSync(3, JSON.stringify(usage));
});`;

export const benchStart: BenchCase = async ({ rounds = 15 }) => {
  const result = await measureStart(rounds);
  return { text: formatStart(result), result };
};

/** Works on a copy of the examples, after a first apply. Each round runs every command once, so that all see the same state of the machine. */
async function measureStart(rounds: number): Promise<readonly Start[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-start-'));
  try {
    const workspace = join(folder, 'campaigns');
    await cp(join(repositoryRoot, 'campaigns'), workspace, { recursive: true });
    await rm(join(workspace, '.pushplan'), { recursive: true, force: true });
    const noteFile = join(folder, 'note.cjs');
    await writeFile(noteFile, note);
    // Compiled code is cached there, not in the user's home.
    const env = { PATH: process.env['PATH'], HOME: folder, LOCALAPPDATA: folder };
    const run = (argv: readonly string[]): Usage => {
      const { status, output } = spawnSync(process.execPath, ['--require', noteFile, ...argv], {
        cwd: workspace,
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
      const [, , talk = '', usage = ''] = output;
      if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${talk}`);
      return JSON.parse(usage ?? '');
    };
    run([cli, 'apply', '--yes']);
    const all = [nothing, ...measurements].map((measurement) => ({ ...measurement, usages: [] as Usage[] }));
    // The first round fills the cache of compiled code.
    for (const { argv } of all) run(argv);
    for (let round = 0; round < rounds; round += 1) {
      for (const { argv, usages } of all) usages.push(run(argv));
    }
    const starts = all.map(({ what, targets, usages }) => ({ what, targets, ...mediansOf(usages) }));
    const [least = { processor: 1, memory: 1 }] = starts;
    return starts.map((start) => ({
      ...start,
      ratios: { processor: start.processor / least.processor, memory: start.memory / least.memory },
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function mediansOf(usages: readonly Usage[]): Usage {
  return {
    processor: median(usages.map((usage) => usage.processor)),
    memory: median(usages.map((usage) => usage.memory)),
  };
}
