// A command in a process of its own, and what it took: time, processor and the most memory that it held.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBuiltCli, type BuiltCli, type BuiltCliOptions, type ProcessEnd } from '../support/built-cli.ts';

export interface Cost {
  readonly seconds: number;
  /** Of all its threads. */
  readonly processorSeconds: number;
  /** At its highest, mebibytes. */
  readonly memory: number;
}

export interface Measured extends ProcessEnd {
  readonly cost: Cost;
}

/** Killed where it is left behind. */
export interface MeasuredProcess extends Pick<BuiltCli, 'kill' | 'pid' | 'says'>, Disposable {
  readonly ended: Promise<Measured>;
}

let started = 0;

/** `cwd` is a folder that is thrown away: what was measured is written there too. */
export function startMeasured(
  argv: readonly string[],
  options: Pick<BuiltCliOptions, 'cwd' | 'env' | 'program'>,
): MeasuredProcess {
  started += 1;
  const file = join(options.cwd, `cost-${started}.json`);
  // Node.js itself knows best, and says it at the end of the process.
  const note = `import fs from 'node:fs';
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  fs.writeFileSync(${JSON.stringify(file)}, JSON.stringify({ maxRSS, processor: userCPUTime + systemCPUTime }));
});`;
  const nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(note)}`];
  const child = startBuiltCli(argv, { ...options, nodeOptions });
  const ended = addCost(child.ended, file);
  // The one who asks hears of it; the one who killed it need not.
  ended.catch(() => undefined);
  return {
    pid: child.pid,
    kill: child.kill,
    says: child.says,
    ended,
    [Symbol.dispose]: () => {
      child.kill('SIGKILL');
    },
  };
}

async function addCost(ended: Promise<ProcessEnd>, file: string): Promise<Measured> {
  const end = await ended;
  const used: { readonly maxRSS: number; readonly processor: number } = JSON.parse(await readFile(file, 'utf8'));
  const cost = { seconds: end.took / 1_000, processorSeconds: used.processor / 1e6, memory: used.maxRSS / 1_024 };
  return { ...end, cost };
}

/** @throws Error with what it said when it ended otherwise. */
export async function expectEnd(what: string, { ended }: MeasuredProcess): Promise<Measured> {
  const end = await ended;
  if (end.exitCode === 0) return end;
  throw new Error(`${what} ended with ${end.exitCode ?? end.signal}: ${end.stderr.slice(-1_000)}`);
}
