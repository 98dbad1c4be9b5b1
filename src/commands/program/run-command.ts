// argv to a command to an exit code. What only some command lines need is loaded for those.
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { Verb } from './command.ts';
import type { Context } from '../../opening/context.ts';
import { findCommand, refuseForeignOption, unknownGroupVerb } from './find-command.ts';
import { describeCommand, describeVerbs } from '../help.ts';
import { parseArguments } from './parse-arguments.ts';
import { withoutSecrets } from '../../opening/secrets.ts';

/** Never throws: what a command throws ends here. */
export async function runCommand(verbs: readonly Verb[], argv: readonly string[], context: Context): Promise<ExitCode> {
  try {
    return await dispatch(verbs, argv, context);
  } catch (error) {
    const { reportFailure } = await import('./report-failure.ts');
    return reportFailure(error, argv, withoutSecrets(context, false));
  }
}

async function dispatch(verbs: readonly Verb[], argv: readonly string[], context: Context): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const isNamed = verbs.some((verb) => verb.name === rest[0]);
    const text = isNamed
      ? describeCommand((await findCommand(verbs, rest)).command)
      : describeVerbs(verbs, context.version);
    context.stdout.write(text);
    return exitCodes.done;
  }
  if (name === '--version' || name === '-V') {
    context.stdout.write(`${context.version}\n`);
    return exitCodes.done;
  }
  const found = await findCommand(verbs, argv);
  const { command } = found;
  if (found.rest.includes('--help') || found.rest.includes('-h')) {
    context.stdout.write(describeCommand(command));
    return exitCodes.done;
  }
  if ('verbs' in command) throw unknownGroupVerb(command, found.rest);
  await refuseForeignOption(command, found);
  const { values, operands } = parseArguments(command, found.rest);
  return command.run(withoutSecrets(context, command.isVerbatim ?? false), values, operands);
}
