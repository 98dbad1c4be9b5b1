// pushplan version: prints the version. -v, -V and --version print the same.
import { exitCodes, type ExitCode } from '../errors.ts';
import { defineCommand } from './program/command.ts';

export const versionCommand = defineCommand({
  most: 0,
  takesNo: ['env', 'json'],
  options: {},
  examples: [{ line: 'pushplan version', what: 'pushplan -v prints the same' }],
  run: async ({ stdout, version }): Promise<ExitCode> => {
    stdout.write(`${version}\n`);
    return exitCodes.done;
  },
});
