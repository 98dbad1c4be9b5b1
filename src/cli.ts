#!/usr/bin/env node
// argv to a command to an exit code: the only file that reads process.argv and that exits.
import { readFileSync } from 'node:fs';
import { constants, hostname, userInfo } from 'node:os';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from './opening/context.ts';
import { keepCompiled } from './commands/program/keep-compiled.ts';
import { exitCodes } from './errors.ts';

const oldestNode = 24;
const packageRoot = new URL('..', import.meta.url);

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
const { runCommand } = await import('./commands/program/run-command.ts');
const { Secrets } = await import('./opening/secrets.ts');
const { processInterrupts } = await import('./commands/program/process-interrupts.ts');
const { codeAfterFault, outputOf } = await import('./commands/program/process-output.ts');

let hasLeft = false;
const interrupts = processInterrupts(process, leave);
process.exitCode = await runCommand(verbs, process.argv.slice(2), contextOf(process));
if (interrupts.isLeaving) sayLeft();

function contextOf({ env, stdin, stdout, stderr, pid }: typeof process): Context {
  return {
    cwd: process.cwd(),
    env,
    stdin,
    stdout: outputOf(stdout, env, noteFault),
    stderr: outputOf(stderr, env, () => undefined),
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined),
    },
    random: { bytes: randomBytes, fraction: () => randomBytes(4).readUInt32LE() / 2 ** 32 },
    interrupts,
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

function noteFault(code: string): void {
  process.stderr.write(
    `error PP516 standard output could not be written (${code}): what stands there is not whole\n  help: Make room, or write elsewhere. What was sent is in the ledger: pushplan status.\n`,
  );
  process.once('exit', (exitCode) => {
    process.exitCode = codeAfterFault(exitCode);
  });
}

/** After the screen has gone. Of a signal that no command has taken the process ends as if it had died of it. */
function leave(signal: NodeJS.Signals | undefined): never {
  if (signal === undefined) sayLeft();
  process.exit(signal === undefined ? exitCodes.stopped : 128 + constants.signals[signal]);
}

/** Once, though what is still open may keep the process until it is ended. */
function sayLeft(): void {
  if (hasLeft) return;
  hasLeft = true;
  process.stderr.write(
    'Left at once, at a second signal: what was under way is in doubt. pushplan status shows runs.\n',
  );
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
