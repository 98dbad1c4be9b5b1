// Runs pushplan in this process as a shell would: arguments in, exit code and both outputs back.
import { randomBytes } from 'node:crypto';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Verb } from '../../src/commands/program/command.ts';
import { verbs } from '../../src/commands/verbs.ts';
import type { Context, Output } from '../../src/opening/context.ts';
import { runCommand } from '../../src/commands/program/run-command.ts';
import { Secrets } from '../../src/opening/secrets.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import { repositoryRoot } from './repository.ts';
import { realClock } from './real-clock.ts';

export interface CliOptions {
  readonly cwd: string;
  /** All verbs of pushplan by default. */
  readonly verbs?: readonly Verb[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether stdout is a terminal. stderr and stdin never are. */
  readonly isTerminal?: boolean;
  /** Aborts as the first Ctrl-C does. */
  readonly interrupt?: AbortSignal;
  /** The real clock by default. */
  readonly clock?: Clock;
  /** What is piped in. By default nothing arrives, and stdin stays open. */
  readonly stdin?: string | Readable;
  /** Receives the raw bytes of stdout, for a protocol. */
  readonly wire?: Writable;
  /** Called with each piece of either output as it is written. */
  readonly listen?: (text: string) => void;
  /** The host name; `test-host` by default. A command recognises what a process of this machine left behind only under the machine's own name. */
  readonly host?: string;
}

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Parses stdout as JSON. */
  json(): unknown;
}

/** Outputs are pipes, as in CI, unless `isTerminal` is set. */
export async function pushplan(argv: readonly string[], options: CliOptions): Promise<CliResult> {
  const stdout = capture(options.isTerminal, options.listen, options.wire);
  const stderr = capture(false, options.listen);
  const exitCode = await runCommand(options.verbs ?? verbs, argv, contextOf(options, stdout.output, stderr.output));
  return { exitCode, stdout: stdout.text(), stderr: stderr.text(), json: () => JSON.parse(stdout.text()) as unknown };
}

function capture(
  isTerminal = false,
  listen?: (text: string) => void,
  wire: Writable = new PassThrough(),
): { readonly output: Output; text(): string } {
  const written: string[] = [];
  const stream = wire as unknown as NodeJS.WriteStream;
  const output: Output = {
    write: (text) => {
      written.push(text);
      listen?.(text);
    },
    drained: async () => {},
    isOpen: true,
    isTerminal,
    columns: 80,
    color: false,
    stream,
  };
  return { output, text: () => written.join('') };
}

function contextOf(
  { cwd, env = {}, interrupt, clock = realClock, stdin, host = 'test-host' }: CliOptions,
  stdout: Output,
  stderr: Output,
): Context {
  return {
    cwd,
    env,
    stdin: typeof stdin === 'string' ? Readable.from([Buffer.from(stdin)]) : (stdin ?? new PassThrough()),
    stdout,
    stderr,
    clock,
    random: { bytes: (count) => randomBytes(count), fraction: () => Math.random() },
    interrupts: {
      take: () => ({
        soft: interrupt ?? new AbortController().signal,
        hard: new AbortController().signal,
        [Symbol.dispose]: () => {},
      }),
    },
    secrets: new Secrets(),
    host,
    pid: process.pid,
    user: 'tester',
    version: '0.0.0-test',
    packageRoot: pathToFileURL(repositoryRoot),
  };
}
