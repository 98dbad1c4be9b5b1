// Runs a command line: from argv to a command to an exit code. Code that only some command lines need is loaded only for those.
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { Verb } from './command.ts';
import type { Context } from '../../opening/context.ts';
import { findCommand, refuseForeignOption, unknownGroupVerb } from './find-command.ts';
import { describeCommand, describeVerbs } from '../topics/describe-command.ts';
import { parseArguments } from './parse-arguments.ts';
import { layoutOf } from '../../opening/layout.ts';
import { withoutSecrets } from '../../opening/secrets.ts';

/** Never throws: what a command throws is reported here. */
export async function runCommand(verbs: readonly Verb[], argv: readonly string[], given: Context): Promise<ExitCode> {
  const context = heedNoColor(given, argv);
  try {
    return await dispatch(verbs, argv, context);
  } catch (error) {
    const { reportFailure } = await import('./report-failure.ts');
    return reportFailure(error, argv, withoutSecrets(context, false));
  }
}

async function dispatch(verbs: readonly Verb[], given: readonly string[], context: Context): Promise<ExitCode> {
  const argv = spellOut(given);
  const [name] = argv;
  if (name === undefined || name === '--help' || name === '-h') {
    context.stdout.write(describeVerbs(verbs, context.version, layoutOf(context, context.stdout)));
    return exitCodes.done;
  }
  const found = await findCommand(verbs, argv);
  const { command } = found;
  if (asksForHelp(found.rest)) {
    context.stdout.write(describeCommand(command, layoutOf(context, context.stdout)));
    return exitCodes.done;
  }
  if ('verbs' in command) throw unknownGroupVerb(command, found.rest);
  await refuseForeignOption(command, found);
  const { values, operands } = parseArguments(command, found.rest);
  return command.run(withoutSecrets(context, command.isVerbatim ?? false), values, operands);
}

/** Spells out --version as the command: what follows it is accepted or refused as after the command. */
function spellOut(argv: readonly string[]): readonly string[] {
  const [name = '', ...rest] = argv;
  return ['--version', '-V', '-v'].includes(name) ? ['version', ...rest] : argv;
}

/** --no-color becomes NO_COLOR here alone, so that it holds for help, for errors and for all other output. */
function heedNoColor(context: Context, argv: readonly string[]): Context {
  const end = argv.indexOf('--');
  const isPlain = argv.slice(0, end === -1 ? undefined : end).includes('--no-color');
  return isPlain ? { ...context, env: { ...context.env, NO_COLOR: '1' } } : context;
}

function asksForHelp(rest: readonly string[]): boolean {
  return rest.includes('--help') || rest.includes('-h');
}
