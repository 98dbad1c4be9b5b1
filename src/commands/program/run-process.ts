// Makes the context of a command from a process, and reports how the process ends. The files that it calls do not know the process.
import { readFileSync } from 'node:fs';
import { constants, hostname, userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { Secrets } from '../../opening/secrets.ts';
import { verbs } from '../verbs.ts';
import { processInterrupts, type ProcessInterrupts } from './process-interrupts.ts';
import { codeAfterFault, outputOf } from './process-output.ts';
import { runCommand } from './run-command.ts';

interface Start {
  readonly argv: readonly string[];
  readonly packageRoot: URL;
  /** Ends the process at once. */
  readonly exit: (code: number) => never;
}

export async function runProcess(process: NodeJS.Process, { argv, packageRoot, exit }: Start): Promise<ExitCode> {
  const cwd = whereItStands(process);
  if (cwd === undefined) {
    process.stderr.write(
      'error PP150 the folder that pushplan was started in is not there any more\n  help: Change to a folder that is there: cd DIR\n',
    );
    return exitCodes.invalidInput;
  }
  let hasLeft = false;
  /** Reports this only once, since open handles may keep the process until it is ended. */
  const sayLeft = (): void => {
    if (hasLeft) return;
    hasLeft = true;
    process.stderr.write(
      'Left at once, at a second signal: what was under way is in doubt. pushplan status shows runs.\n',
    );
  };
  // Called after the screen has gone. On a signal that no command handles, the process ends as if it had died of it.
  const interrupts = processInterrupts(process, (signal) => {
    if (signal === undefined) sayLeft();
    exit(signal === undefined ? exitCodes.stopped : 128 + constants.signals[signal]);
  });
  const exitCode = await runCommand(verbs, argv, contextOf(process, interrupts, { cwd, packageRoot }));
  if (interrupts.isLeaving) sayLeft();
  return exitCode;
}

/** The working directory. Undefined if it was removed, or if this user may not look at it. */
function whereItStands(process: NodeJS.Process): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

function contextOf(
  process: NodeJS.Process,
  interrupts: ProcessInterrupts,
  { cwd, packageRoot }: Pick<Context, 'cwd' | 'packageRoot'>,
): Context {
  const { env, stdin, stdout, stderr, pid } = process;
  const randomBytes = (count: number): Buffer =>
    // That module loads much, and many commands do not need it.
    process.getBuiltinModule('node:crypto').randomBytes(count);
  return {
    cwd,
    env,
    stdin,
    stdout: outputOf(stdout, env, (code) => noteFault(process, code)),
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
    version: readVersion(packageRoot),
    packageRoot,
  };
}

function noteFault(process: NodeJS.Process, code: string): void {
  process.stderr.write(
    `error PP516 standard output could not be written (${code}): the output is incomplete\n  help: Make room, or write elsewhere. What was sent is in the ledger: pushplan status.\n`,
  );
  process.once('exit', (exitCode) => {
    process.exitCode = codeAfterFault(exitCode);
  });
}

function nameUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function readVersion(packageRoot: URL): string {
  const text: unknown = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8'));
  const version: unknown = typeof text === 'object' && text !== null && 'version' in text ? text.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
