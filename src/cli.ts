#!/usr/bin/env node
// argv to a command to an exit code: the only file that reads process.argv and that exits.
import process from 'node:process';
import { keepCompiled } from './commands/program/keep-compiled.ts';
import { exitCodes } from './errors.ts';

const oldestNode = 24;

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
const { runProcess } = await import('./commands/program/run-process.ts');
process.exitCode = await runProcess(process, {
  argv: process.argv.slice(2),
  packageRoot: new URL('..', import.meta.url),
  exit: (code) => process.exit(code),
});
