// Runs one line of a page: pushplan in this process, everything else in a shell that has pushplan as a command.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pushplan, type CliOptions } from './cli.ts';
import { compileCache, repositoryRoot } from './repository.ts';
import { realClock } from './real-clock.ts';

interface LineOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** How far the clock is ahead, in milliseconds. */
  readonly later: number;
  /** Interrupts the command (Ctrl-C) once it has printed this. */
  readonly until: RegExp | undefined;
}

export interface LineEnd {
  readonly exitCode: number;
  readonly output: string;
}

export async function runLine(line: string, options: LineOptions): Promise<LineEnd> {
  const parts = line.split(' && ').map(readOwn);
  if (parts.includes(undefined)) return runInShell(line, options);
  let output = '';
  for (const part of parts) {
    const end = part === undefined ? undefined : await runOwn(part, options);
    output += end?.output ?? '';
    if (end !== undefined && end.exitCode !== 0) return { exitCode: end.exitCode, output };
  }
  return { exitCode: 0, output };
}

interface OwnLine {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The file that stdout goes to. */
  readonly target: string | undefined;
}

function readOwn(command: string): OwnLine | undefined {
  const [, set = '', own, target] =
    /^((?:[A-Z_]+=\S+ )*)(?:npx )?pushplan ([^>\|]*?)(?: > (\S+))?$/v.exec(command.trim()) ?? [];
  if (own === undefined) return undefined;
  const argv = [...own.matchAll(/'([^']*)'|"([^"]*)"|\S+/gv)].map(
    ([whole, single, double]) => single ?? double ?? whole,
  );
  const env = Object.fromEntries(
    [...set.matchAll(/([A-Z_]+)=(\S+)/gv)].map(([, name = '', value = '']) => [name, value]),
  );
  return { argv, env, target };
}

const pageEnv = { USER: 'reader', GITHUB_REPOSITORY: 'shop/push' };

async function runOwn({ argv, env, target }: OwnLine, { cwd, env: more, later, until }: LineOptions): Promise<LineEnd> {
  const options: CliOptions = {
    cwd,
    env: { ...pageEnv, ...more, ...env },
    ...(later === 0 ? {} : { clock: { ...realClock, now: () => Date.now() + later } }),
  };
  const { exitCode, stdout, stderr } = await pushplan(
    argv,
    until === undefined ? options : interruptAfter(until, options),
  );
  if (target === undefined) return { exitCode, output: stdout + stderr };
  await writeFile(join(cwd, target), stdout);
  return { exitCode, output: stderr };
}

function interruptAfter(until: RegExp, options: CliOptions): CliOptions {
  const controller = new AbortController();
  let said = '';
  const listen = (text: string): void => {
    said += text;
    if (until.test(said)) controller.abort();
  };
  return { ...options, interrupt: controller.signal, listen };
}

async function runInShell(line: string, { cwd, env }: LineOptions): Promise<LineEnd> {
  const own = `pushplan() { '${process.execPath}' '${join(repositoryRoot, 'dist/cli.js')}' "$@"; }`;
  const all = { PATH: process.env['PATH'], ...compileCache, ...pageEnv, ...env };
  try {
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', `${own}\n${line}`], { cwd, env: all });
    return { exitCode: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
    };
    return { exitCode: code, output: stdout + stderr };
  }
}
