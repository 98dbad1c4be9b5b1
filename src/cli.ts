#!/usr/bin/env node
// The entry: argv -> command -> exit code. The only file that reads process.argv and that exits.
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

// A crash report would include the environment, and with it the key.
if (process.report) process.report.excludeEnv = true;

// Has to run before the files whose compiled code it caches are loaded.
keepCompiled(process);

// Imported only now: older versions of Node.js cannot load these files, and their error would be less clear.
const { runProcess } = await import('./commands/program/run-process.ts');
process.exitCode = await runProcess(process, {
  argv: process.argv.slice(2),
  packageRoot: new URL('..', import.meta.url),
  exit: (code) => process.exit(code),
});
