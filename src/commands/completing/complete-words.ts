// Completes the last word of a command line: with verbs, options, their values, and names of the workspace.
import { findCommand } from '../program/find-command.ts';
import {
  commonOptions,
  type Command,
  type CommandGroup,
  type Option,
  type SuggestedWord,
  type Suggestions,
  type Verb,
} from '../program/command.ts';
import { tokenise } from '../program/parse-arguments.ts';

export interface Completion {
  readonly candidates: readonly SuggestedWord[];
  /** Whether a file may stand there too. The shell completes files itself. */
  readonly takesFile: boolean;
}

/** Names that only the workspace and its ledger know. Empty if they cannot be read. */
export interface KnownNames {
  campaigns(): Promise<readonly string[]>;
  environments(): Promise<readonly string[]>;
  /** The runs of the environment that the line names. */
  runs(environment: string | undefined): Promise<readonly string[]>;
  /** The reasons with which the API refused recipients of a run. */
  reasons(environment: string | undefined, run: string | undefined): Promise<readonly string[]>;
  /** The names of the test recipients. */
  testers(): Promise<readonly string[]>;
  topics(): Promise<readonly SuggestedWord[]>;
}

export const shells = ['bash', 'zsh', 'fish'] as const;

/** `words` are the words after "pushplan"; the last one may be incomplete. */
export async function completeWords(
  verbs: readonly Verb[],
  words: readonly string[],
  known: KnownNames,
): Promise<Completion> {
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const completion = await listWords(verbs, before, last, known);
  const fitting = completion.candidates.filter(({ word }) => word.startsWith(last));
  // After "503:" there is nothing to offer.
  return { ...completion, candidates: fitting.filter(({ word }) => word !== last || !/[:=]$/v.test(word)) };
}

async function listWords(
  verbs: readonly Verb[],
  before: readonly string[],
  last: string,
  known: KnownNames,
): Promise<Completion> {
  const [name] = before;
  if (name === undefined) return only(describeVerbs(verbs));
  if (!verbs.some((verb) => verb.name === name)) return nothing;
  const { command, rest } = await findCommand(verbs, before);
  const line = readLine(command, rest);
  if (line.isEnded) return completeOperand(verbs, command, line, known);
  const [, inline] = /^(--[\w\-]+=)/v.exec(last) ?? [];
  const asked = inline?.slice(2, -1) ?? line.valued;
  if (asked !== undefined) return withPrefix(await completeValue(optionOf(command, asked), line, known), inline ?? '');
  if (last.startsWith('-')) return only(describeOptions(command, line));
  return completeOperand(verbs, command, line, known);
}

interface ReadLine {
  /** The option whose value the next word is. */
  readonly valued: string | undefined;
  readonly operands: readonly string[];
  /** The names of the options on the line, with the last value of each. */
  readonly options: ReadonlyMap<string, string | undefined>;
  /** Whether `--` comes before: then no option can follow. */
  readonly isEnded: boolean;
}

function optionsOf(command: Command | CommandGroup): Command['options'] {
  return 'options' in command ? command.options : commonOptions;
}

/** Reads the line as the program does. */
function readLine(command: Command | CommandGroup, rest: readonly string[]): ReadLine {
  const { tokens, positionals } = tokenise(optionsOf(command), rest);
  const last = tokens.at(-1);
  const isOpen = last?.kind === 'option' && last.value === undefined && takesValue(command, last.name);
  return {
    valued: isOpen ? last.name : undefined,
    operands: positionals,
    options: new Map(tokens.flatMap((token) => (token.kind === 'option' ? [[token.name, token.value]] : []))),
    isEnded: tokens.some(({ kind }) => kind === 'option-terminator'),
  };
}

function takesValue(command: Command | CommandGroup, name: string): boolean {
  const option = optionOf(command, name);
  return option !== undefined && option.kind !== 'flag';
}

function optionOf(command: Command | CommandGroup, name: string): Option | undefined {
  const options = optionsOf(command);
  return Object.hasOwn(options, name) ? options[name] : undefined;
}

/** Leaves out options that are on the line already and may be given only once. */
function describeOptions(command: Command | CommandGroup, { options }: ReadLine): readonly SuggestedWord[] {
  return Object.entries(optionsOf(command)).flatMap(([name, option]) =>
    options.has(name) && option.kind !== 'texts' ? [] : { word: `--${name}`, about: option.help },
  );
}

async function completeValue(option: Option | undefined, line: ReadLine, known: KnownNames): Promise<Completion> {
  if (option === undefined || option.kind === 'flag') return nothing;
  if (option.kind === 'choice') return only(option.choices.map((word) => ({ word, about: '' })));
  if (option.kind !== 'count' && option.suggests !== undefined) return only(await list(option.suggests, line, known));
  return { candidates: [], takesFile: option.value === 'FILE' || option.value === 'DIR' };
}

async function list(suggestions: Suggestions, line: ReadLine, known: KnownNames): Promise<readonly SuggestedWord[]> {
  const lists = suggestions.map(async (one) => (typeof one === 'object' ? [one] : listNames(one, line, known)));
  return (await Promise.all(lists)).flat();
}

async function listNames(
  kind: Extract<Suggestions[number], string>,
  { options, operands }: ReadLine,
  known: KnownNames,
): Promise<readonly SuggestedWord[]> {
  switch (kind) {
    case 'campaigns':
      return describe(await known.campaigns(), 'campaign');
    case 'environments':
      return describe(await known.environments(), 'environment');
    case 'reasons':
      return describe(await known.reasons(options.get('env'), operands[0]), 'reason');
    case 'testers':
      return describe(await known.testers(), 'test recipient');
  }
}

async function completeOperand(
  verbs: readonly Verb[],
  command: Command | CommandGroup,
  line: ReadLine,
  known: KnownNames,
): Promise<Completion> {
  const { operands, options, isEnded } = line;
  if ('verbs' in command) return only(command.verbs.map(describeLastWord));
  const below = verbs.filter(({ name }) => name.startsWith(`${command.name} `));
  if (below.length > 0 && operands.length + options.size === 0 && !isEnded) return only(below.map(describeLastWord));
  if (operands.length >= command.most) return only(isEnded ? [] : describeOptions(command, line));
  const { takes } = command;
  if (takes.includes('RUN')) return only(describe(await known.runs(options.get('env')), 'run'));
  if (takes.includes('SHELL')) return only(describe(shells, 'shell'));
  if (takes.includes('TOPIC')) return completeTopic(verbs, operands, known);
  const takesFile = /PATH|PLAN|FILE|DIR/v.test(takes);
  const candidates = /PATH|CAMPAIGN/v.test(takes) ? await listNames('campaigns', line, known) : [];
  return { candidates, takesFile };
}

/** The second word is a verb of the first, as in `help ledger export`. */
async function completeTopic(
  verbs: readonly Verb[],
  operands: readonly string[],
  known: KnownNames,
): Promise<Completion> {
  const [word] = operands;
  if (word === undefined) return only([...describeVerbs(verbs), ...(await known.topics())]);
  if (!verbs.some(({ name }) => name === word)) return nothing;
  const { command } = await findCommand(verbs, [word]);
  const below = 'verbs' in command ? command.verbs : verbs.filter(({ name }) => name.startsWith(`${word} `));
  return only(below.map(describeLastWord));
}

const nothing: Completion = { candidates: [], takesFile: false };

function only(candidates: readonly SuggestedWord[]): Completion {
  return { candidates, takesFile: false };
}

function withPrefix({ candidates, takesFile }: Completion, prefix: string): Completion {
  return { takesFile, candidates: candidates.map(({ word, about }) => ({ word: prefix + word, about })) };
}

/** Shells insert candidates without quotes, so a word that a shell would read differently is not offered. */
const plainWord = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.\/\-]*$/v;

function describe(words: readonly string[], about: string): readonly SuggestedWord[] {
  return words.filter((word) => plainWord.test(word)).map((word) => ({ word, about }));
}

function describeVerbs(verbs: readonly Verb[]): readonly SuggestedWord[] {
  return verbs.filter(({ name }) => !name.includes(' ')).map(({ name, summary }) => ({ word: name, about: summary }));
}

/** Shows only "export" for `ledger export`. */
function describeLastWord({ name, summary }: Verb): SuggestedWord {
  return { word: name.slice(name.lastIndexOf(' ') + 1), about: summary };
}
