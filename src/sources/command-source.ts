// Runs a program on this machine: the query on its standard input, rows on its standard output. It is not sandboxed, so it runs only in fetch.
import { spawn, type ChildProcess } from 'node:child_process';
import { env, execPath, platform } from 'node:process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { CommandSource } from '../campaign/audience-source.ts';
import { exitCodes, type Refusal } from '../errors.ts';
import type { CommandEnding, CommandOrder } from './command-parent.ts';
import { readQueryText } from './lock.ts';
import { queryOf, type Source, type SourceWorld } from './source.ts';
import { readVariable, refuseSource } from './source-refusal.ts';

export function commandSource(setting: CommandSource): Source {
  return {
    format: setting.format,
    async *read(work) {
      const text = await readQueryText(work.files, queryOf(work).file, work.at);
      yield* runCommand({
        setting,
        text,
        folder: work.files.root,
        variables: chooseVariables(setting, work),
        signal: work.signal,
      });
      return undefined;
    },
  };
}

/** The variables that a program needs to find others and its settings, and those that the source names. */
function chooseVariables(setting: CommandSource, world: Pick<SourceWorld, 'env' | 'hide'>): NodeJS.ProcessEnv {
  const usual = platform === 'win32' ? ['PATH', 'HOME', 'SystemRoot', 'USERPROFILE'] : ['PATH', 'HOME'];
  const chosen: NodeJS.ProcessEnv = {};
  for (const name of usual) if (world.env[name] !== undefined) chosen[name] = world.env[name];
  for (const name of setting.env) chosen[name] = readVariable(setting, name, world);
  return chosen;
}

interface CommandRun {
  readonly setting: CommandSource;
  readonly text: string;
  /** The folder in which the program runs. */
  readonly folder: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
}

/** The process that starts the program: the built file, or the source file if pushplan runs from its sources. */
const parent = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './command-parent.ts' : './command-parent.js', import.meta.url),
);

/** Yields the program's output. Throws a Refusal if it does not end well, perhaps after some bytes, which are then incomplete. */
async function* runCommand({ setting, text, folder, variables, signal }: CommandRun): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const [program = '', ...words] = setting.run;
  const child = spawn(execPath, [parent], {
    cwd: folder,
    // Windows starts no program without this variable.
    env: platform === 'win32' ? { SystemRoot: env['SystemRoot'] } : {},
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    // Stays in the group of this process, so that Ctrl-C reaches the program and what it has started.
    windowsHide: true,
  });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('a process without its pipes');
  const ended = waitForEnd(child);
  const order: CommandOrder = { program, words, variables };
  child.send(order, () => {});
  const end = (): void => {
    // The second message ends the program. After a disconnect from this side, Node.js would never report that the child has ended.
    if (child.connected) child.send('end', () => {});
    // Programs that it has started may keep these open.
    stdout.destroy();
    stderr.destroy();
  };
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, setting.timeout);
  signal?.addEventListener('abort', end);
  let said = '';
  stderr.setEncoding('utf8').on('data', (part: string) => {
    said = (said + part).slice(-longestSaid);
  });
  // A program that does not read the query, or not to its end, may still succeed: its exit code decides.
  stdin.on('error', () => {});
  stdin.end(text);
  try {
    yield* bytesUntilEnd(stdout);
    judgeEnding(setting, isLate ? { kind: 'late' } : await ended, said);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    end();
    await ended;
  }
}

/** A destroyed stream ends as if it had been read to its end. The ending of the program tells why. */
async function* bytesUntilEnd(stdout: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stdout) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    if (!stdout.destroyed) throw error;
  }
}

/** What the parent of the program reports, or its own ending if it reports nothing. */
function waitForEnd(child: ChildProcess): Promise<CommandEnding> {
  const { promise, resolve } = Promise.withResolvers<CommandEnding>();
  let reported: CommandEnding | undefined;
  child.once('message', (ending: CommandEnding) => {
    reported = ending;
  });
  child.once('error', (error) => {
    resolve({ kind: 'not_started', why: 'code' in error ? String(error.code) : error.name });
  });
  child.once('close', (code, signal) => {
    const tell = (): void => {
      resolve(reported ?? { kind: 'ended', code, signal });
    };
    // A report may arrive after the end of the process that sent it.
    if (child.connected) child.once('disconnect', tell);
    else tell();
  });
  return promise;
}

type Ending = CommandEnding | { readonly kind: 'late' };

const longestSaid = 4096;

function judgeEnding(setting: CommandSource, ending: Ending, said: string): void {
  const [program = ''] = setting.run;
  if (ending.kind === 'ended' && ending.code === 0) return;
  if (ending.kind === 'not_started') {
    const help = 'Install it, or write its path as the first word of run.';
    throw refuseSource(setting, { code: 'PP290', what: `cannot start ${program} (${ending.why})`, help });
  }
  throw failed(
    setting,
    ending.kind === 'late' ? `took longer than ${setting.timeout / 1000} s` : describeEnd(ending, said),
  );
}

function failed(setting: CommandSource, what: string): Refusal {
  const help = 'Run it by hand with the query as its input to see more. What was fetched before stays.';
  return refuseSource(setting, { code: 'PP290', exitCode: exitCodes.unexpected, what, help });
}

function describeEnd({ code, signal }: Extract<Ending, { kind: 'ended' }>, said: string): string {
  const last = said.trimEnd().split('\n').at(-1) ?? '';
  const harmless = last.replaceAll(/\p{C}/gv, ' ').trim().slice(0, 300);
  return `ended with ${code === null ? signal : code}${harmless === '' ? '' : `: ${harmless}`}`;
}
