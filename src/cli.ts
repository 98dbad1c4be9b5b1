#!/usr/bin/env node
// argv to a command to an exit code: the only file that reads process.argv and that exits.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Context, Interrupts, Output } from './opening/context.ts';
import { keepCompiled } from './commands/keep-compiled.ts';
import { exitCodes } from './errors.ts';

const oldestNode = 24;
const packageRoot = new URL('..', import.meta.url);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  process.stderr.write(
    `error PP506 this is Node.js ${process.versions.node}, and pushplan needs ${oldestNode} or newer\n  help: Install Node.js ${oldestNode}, or run it as: npx -p node@${oldestNode} -p pushplan pushplan ...\n`,
  );
  process.exit(exitCodes.invalidInput);
}

// A crash report would hold the environment, and with it the key.
if (process.report) process.report.excludeEnv = true;

// Before the files that it is about.
keepCompiled(process);

// Loaded only now: older versions of Node.js could not load these files, and would say so less clearly.
const { verbs } = await import('./commands/verbs.ts');
const { runCommand } = await import('./commands/run-command.ts');
const { Secrets } = await import('./opening/secrets.ts');

process.exitCode = await runCommand(verbs, process.argv.slice(2), contextOf(process));

function contextOf({ env, stdin, stdout, stderr, pid }: typeof process): Context {
  return {
    cwd: process.cwd(),
    env,
    stdin,
    stdout: outputOf(stdout),
    stderr: outputOf(stderr),
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined),
    },
    random: { bytes: randomBytes, fraction: () => randomBytes(4).readUInt32LE() / 2 ** 32 },
    interrupts: { take: takeInterrupts },
    secrets: new Secrets(),
    host: hostname(),
    pid,
    user: env['USER'] ?? env['USERNAME'] ?? nameUser(),
    version: readVersion(),
    packageRoot,
  };
}

/** Much is loaded with that module, and many commands need none. */
function randomBytes(count: number): Buffer {
  return process.getBuiltinModule('node:crypto').randomBytes(count);
}

function outputOf(stream: NodeJS.WriteStream): Output {
  // A reader that left (`| head`) must not end a run: what is still written goes nowhere.
  const reader = { hasLeft: false };
  stream.on('error', () => {
    reader.hasLeft = true;
  });
  // Not true to its type where there is no terminal: then it is undefined.
  const isTerminal = 'isTTY' in stream && stream.isTTY;
  return {
    write: (text) => {
      if (!reader.hasLeft) stream.write(text);
    },
    drained: async () => {
      while (!reader.hasLeft && stream.writableNeedDrain) {
        await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => undefined);
      }
    },
    get isOpen() {
      return !reader.hasLeft;
    },
    isTerminal,
    get columns() {
      return stream.columns || 80;
    },
    color: isTerminal ? stream.hasColors() : isForced(process.env['FORCE_COLOR']),
    stream,
  };
}

function isForced(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0';
}

function takeInterrupts(): ReturnType<Interrupts['take']> {
  const soft = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    if (soft.signal.aborted) process.exit(exitCodes.stopped);
    soft.abort(`interrupted by ${signal}`);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    soft: soft.signal,
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

function nameUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function readVersion(): string {
  const text: unknown = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8'));
  const version: unknown = typeof text === 'object' && text !== null && 'version' in text ? text.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
