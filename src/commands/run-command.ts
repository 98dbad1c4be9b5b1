// argv to a command to an exit code, with every way that a command can end turned into words.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal, refuse, type ExitCode } from '../errors.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import { formatDiagnosticsJson } from '../view/diagnostics-json.ts';
import { formatDiagnosticsText } from '../view/diagnostics-text.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { describeCommand, describeCommands } from './help.ts';
import { parseArguments } from './parse-arguments.ts';
import { findRootOf } from './find-root-of.ts';
import { layoutOf } from './layout.ts';
import { withoutSecrets } from './secrets.ts';

/** Never throws: what a command throws ends here. */
export async function runCommand(
  commands: readonly Command[],
  argv: readonly string[],
  context: Context,
): Promise<ExitCode> {
  try {
    return await dispatch(commands, argv, context);
  } catch (error) {
    return await explain(error, argv, withoutSecrets(context, false));
  }
}

async function dispatch(commands: readonly Command[], argv: readonly string[], context: Context): Promise<ExitCode> {
  const [verb, ...rest] = argv;
  if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') {
    const named = commands.find((command) => command.name === rest[0]);
    context.stdout.write(named ? describeCommand(named) : describeCommands(commands, context.version));
    return exitCodes.done;
  }
  if (verb === '--version' || verb === '-V') {
    context.stdout.write(`${context.version}\n`);
    return exitCodes.done;
  }
  const command = commands.find(({ name }) => name === verb);
  if (command === undefined) throw unknownCommand(verb, commands);
  if (rest.includes('--help') || rest.includes('-h')) {
    context.stdout.write(describeCommand(command));
    return exitCodes.done;
  }
  const { values, operands } = parseArguments(command, rest);
  return command.run(withoutSecrets(context, command.isVerbatim ?? false), values, operands);
}

function unknownCommand(verb: string, commands: readonly Command[]): Refusal {
  const names = commands.map(({ name }) => name);
  const nearest = findNearest(verb, names);
  const what = verb.startsWith('-') ? 'option before a command' : 'command';
  return refuse(
    exitCodes.invalidInput,
    'PP501',
    `unknown ${what} ${verb}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    `Commands: ${names.join(', ')}. pushplan --help says what they do.`,
  );
}

async function explain(error: unknown, argv: readonly string[], context: Context): Promise<ExitCode> {
  const [exitCode, diagnostics] =
    error instanceof Refusal ? [error.exitCode, error.diagnostics] : unexpected(error, context);
  if (argv.includes('--json')) context.stdout.write(formatDiagnosticsJson(diagnostics));
  // Findings name files as the workspace does; the reader may stand elsewhere.
  const root = await findRootOf(context.cwd, argv.slice(1));
  const layout = layoutOf(context, context.stderr, argv.includes('--no-color'), root);
  context.stderr.write(formatDiagnosticsText(diagnostics, layout));
  return exitCode;
}

// A defect of ours. Its text may hold anything, a key or a recipient too: only the kind of error and our own frames are shown.
function unexpected(error: unknown, context: Context): [ExitCode, Diagnostic[]] {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const where = frames
    .slice(0, 6)
    .map((frame) => frame.trim().replace(/\(?(?:file:\/\/)?\/\S*?\/(dist|src|node_modules)\//, '($1/'));
  const message = `pushplan ${context.version} failed in a way that it should not: ${name}`;
  const help = `Nothing is lost: what was sent is in the ledger. Please report this with the lines below.\n${where.join('\n')}`;
  return [exitCodes.unexpected, [errorAt(undefined, 'PP901', message, help)]];
}
