// Finds the command that a command line names, and what is left of the line for it. Loads only that command.
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { findNearest } from '../../campaign/find-nearest.ts';
import { commonOptions, type Command, type CommandGroup, type Verb } from './command.ts';
import { tokenise } from './parse-arguments.ts';

export interface FoundCommand {
  /** A group if the line names none of its verbs. */
  readonly command: Command | CommandGroup;
  readonly rest: readonly string[];
  /** The verbs of the command's group, itself among them; empty if it is in no group. */
  readonly siblings: readonly Verb[];
}

/** @throws Refusal (exit 3) if the line does not begin with a verb. */
export async function findCommand(verbs: readonly Verb[], argv: readonly string[]): Promise<FoundCommand> {
  const [name = '', ...rest] = argv;
  const twoWords = verbs.find((one) => one.name === `${name} ${rest[0]}`);
  if (twoWords !== undefined) return { command: await loadCommand(twoWords), rest: rest.slice(1), siblings: [] };
  const verb = verbs.find((one) => one.name === name);
  if (verb === undefined) throw unknownVerb(name, verbs);
  refuseNearSecond(verbs, name, rest[0]);
  const command = await loadCommand(verb);
  if (!('verbs' in command)) return { command, rest, siblings: [] };
  // Options may come before the verb of the group.
  for (const token of tokenise(commonOptions, rest).tokens) {
    const named = command.verbs.find((one) => token.kind === 'positional' && one.name === `${name} ${token.value}`);
    if (named === undefined) continue;
    return { command: await loadCommand(named), rest: rest.toSpliced(token.index, 1), siblings: command.verbs };
  }
  return { command, rest, siblings: [] };
}

/** Names the verbs of a group in full: "ledger export". */
export async function loadCommand(verb: Verb): Promise<Command | CommandGroup> {
  const { name, takes, summary } = verb;
  const loaded = await verb.load();
  if (!('verbs' in loaded)) return { name, takes, summary, ...loaded };
  const verbs = loaded.verbs.map((one) => ({ ...one, name: `${name} ${one.name}` }));
  return { name, takes, summary, ...loaded, verbs };
}

/** Refuses options of other verbs of the group: users would expect their effect. @throws Refusal (exit 3) that names those verbs. */
export async function refuseForeignOption(command: Command, { rest, siblings }: FoundCommand): Promise<void> {
  if (siblings.length === 0) return;
  const strays = tokenise(command.options, rest).tokens.flatMap((token) =>
    token.kind === 'option' && !Object.hasOwn(command.options, token.name) ? [token.name] : [],
  );
  if (strays.length === 0) return;
  const others = await Promise.all(siblings.map(loadCommand));
  for (const stray of strays) {
    const takers = others.filter((other) => 'options' in other && Object.hasOwn(other.options, stray));
    if (takers.length === 0) continue;
    const names = takers.map(({ name }) => name).join(' and ');
    throw wrong(`--${stray} is for ${names}, not for ${command.name}`, `pushplan ${command.name} --help`);
  }
}

/** The refusal of a line with a group and none of its verbs. */
export function unknownGroupVerb({ name, verbs }: CommandGroup, rest: readonly string[]): Refusal {
  const [written] = tokenise(commonOptions, rest).positionals;
  const names = verbs.map((verb) => verb.name.slice(name.length + 1));
  const what =
    written === undefined ? `${name} needs a verb` : `${name} does not know ${written}${suggest(written, names)}`;
  return wrong(what, `pushplan ${name} ${names.join('|')}; --help`);
}

/** Refuses a second word that looks like that of a longer verb, if `name` takes no operand. @throws Refusal (exit 3) */
function refuseNearSecond(verbs: readonly Verb[], name: string, written = ''): void {
  const seconds = verbs.filter((one) => one.name.startsWith(`${name} `)).map((one) => one.name.slice(name.length + 1));
  const said = suggest(written, seconds);
  if (said !== '') throw wrong(`${name} does not know ${written}${said}`, `pushplan ${name} --help`);
}

function unknownVerb(name: string, verbs: readonly Verb[]): Refusal {
  const names = verbs.map((verb) => verb.name).filter((one) => !one.includes(' '));
  const what = name.startsWith('-') ? 'option before a command' : 'command';
  return refuse(
    exitCodes.invalidInput,
    'PP501',
    `unknown ${what} ${name}${suggest(name, names)}`,
    `Commands: ${names.join(', ')}. pushplan --help says what they do.`,
  );
}

function suggest(name: string, names: readonly string[]): string {
  const nearest = findNearest(name, names);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

function wrong(message: string, help: string): Refusal {
  return refuse(exitCodes.invalidInput, 'PP502', message, `${help} says more.`);
}
