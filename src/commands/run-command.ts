// argv to a command to an exit code. What only some command lines need is loaded for those.
import { exitCodes, refuse, type ExitCode, type Refusal } from '../errors.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import type { Verb } from './command.ts';
import type { Context } from '../opening/context.ts';
import { describeCommand, describeVerbs } from './help.ts';
import { parseArguments } from './parse-arguments.ts';
import { withoutSecrets } from '../opening/secrets.ts';
import { loadCommand } from './verbs.ts';

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
    const named = verbs.find((verb) => verb.name === rest[0]);
    context.stdout.write(named ? describeCommand(await loadCommand(named)) : describeVerbs(verbs, context.version));
    return exitCodes.done;
  }
  if (name === '--version' || name === '-V') {
    context.stdout.write(`${context.version}\n`);
    return exitCodes.done;
  }
  const verb = verbs.find((one) => one.name === name);
  if (verb === undefined) throw unknownVerb(name, verbs);
  const command = await loadCommand(verb);
  if (rest.includes('--help') || rest.includes('-h')) {
    context.stdout.write(describeCommand(command));
    return exitCodes.done;
  }
  const { values, operands } = parseArguments(command, rest);
  return command.run(withoutSecrets(context, command.isVerbatim ?? false), values, operands);
}

function unknownVerb(name: string, verbs: readonly Verb[]): Refusal {
  const names = verbs.map((verb) => verb.name);
  const nearest = findNearest(name, names);
  const what = name.startsWith('-') ? 'option before a command' : 'command';
  return refuse(
    exitCodes.invalidInput,
    'PP501',
    `unknown ${what} ${name}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    `Commands: ${names.join(', ')}. pushplan --help says what they do.`,
  );
}
