// Runs a command in a process of its own, and measures its time, processor time and highest memory.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBuiltCli, type BuiltCli, type BuiltCliOptions, type ProcessEnd } from '../support/built-cli.ts';

export interface Cost {
  readonly seconds: number;
  /** Of all threads together. */
  readonly processorSeconds: number;
  /** The highest memory, in mebibytes. */
  readonly memory: number;
}

export interface Measured extends ProcessEnd {
  readonly cost: Cost;
}

/** A process that is killed when it is disposed. */
export interface MeasuredProcess extends Pick<BuiltCli, 'kill' | 'pid' | 'says'>, Disposable {
  readonly ended: Promise<Measured>;
}

let started = 0;

/** `cwd` is a temporary folder, to which the figures are written too. */
export function startMeasured(
  argv: readonly string[],
  options: Pick<BuiltCliOptions, 'cwd' | 'env' | 'program'>,
): MeasuredProcess {
  started += 1;
  const file = join(options.cwd, `cost-${started}.json`);
  // Node.js has the exact figures and writes them when the process ends.
  const note = `import fs from 'node:fs';
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  fs.writeFileSync(${JSON.stringify(file)}, JSON.stringify({ maxRSS, processor: userCPUTime + systemCPUTime }));
});`;
  const nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(note)}`];
  const child = startBuiltCli(argv, { ...options, nodeOptions });
  const ended = addCost(child.ended, file);
  // Code that awaits the end gets the error. After a kill, nobody needs it.
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

/** @throws Error with its output if it did not end with exit code 0. */
export async function expectEnd(what: string, { ended }: MeasuredProcess): Promise<Measured> {
  const end = await ended;
  if (end.exitCode === 0) return end;
  throw new Error(`${what} ended with ${end.exitCode ?? end.signal}: ${end.stderr.slice(-1_000)}`);
}
