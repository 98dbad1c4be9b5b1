// What may stand in place of the last word of a command line: verbs, options, their values, and names of the workspace.
import { findCommand } from '../program/find-command.ts';
import { commonOptions, type Command, type CommandGroup, type Option, type Verb } from '../program/command.ts';

interface Candidate {
  readonly word: string;
  readonly about: string;
}

export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Whether a file may stand there too, which the shell knows itself. */
  readonly takesFile: boolean;
}

/** Names that only the workspace and its ledger know. None where they cannot be read. */
export interface KnownNames {
  campaigns(): Promise<readonly string[]>;
  environments(): Promise<readonly string[]>;
  /** Of the environment that the line names. */
  runs(environment: string | undefined): Promise<readonly string[]>;
  topics(): Promise<readonly Candidate[]>;
}

export const shells = ['bash', 'zsh', 'fish'] as const;

/** `words` are those behind "pushplan", the last of them as far as it is written. */
export async function completeWords(
  verbs: readonly Verb[],
  words: readonly string[],
  known: KnownNames,
): Promise<Completion> {
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const completion = await listWords(verbs, before, last, known);
  return { ...completion, candidates: completion.candidates.filter(({ word }) => word.startsWith(last)) };
}

async function listWords(
  verbs: readonly Verb[],
  before: readonly string[],
  last: string,
  known: KnownNames,
): Promise<Completion> {
  const [name] = before;
  if (name === undefined) return only(verbs.filter((verb) => !verb.name.includes(' ')).map(describeVerb));
  if (!verbs.some((verb) => verb.name === name)) return nothing;
  const { command, rest } = await findCommand(verbs, before);
  const { valued, operands } = readLine(command, rest);
  const [, inline] = /^(--[\w\-]+=)/v.exec(last) ?? [];
  const asked = inline?.slice(2, -1) ?? valued;
  if (asked !== undefined) return withPrefix(await completeValue(command, asked, known), inline ?? '');
  if (last.startsWith('-')) return only(describeOptions(command, rest));
  return completeOperand(verbs, command, { rest, operands }, known);
}

interface ReadLine {
  /** The option that the next word is the value of. */
  readonly valued: string | undefined;
  readonly operands: number;
}

function optionsOf(command: Command | CommandGroup): Command['options'] {
  return 'options' in command ? command.options : commonOptions;
}

function readLine(command: Command | CommandGroup, rest: readonly string[]): ReadLine {
  let valued: string | undefined;
  let operands = 0;
  for (const word of rest) {
    if (valued !== undefined) valued = undefined;
    else if (word.startsWith('--')) valued = takesValue(command, word.slice(2)) ? word.slice(2) : undefined;
    else if (!word.startsWith('-')) operands += 1;
  }
  return { valued, operands };
}

function takesValue(command: Command | CommandGroup, name: string): boolean {
  const option = optionOf(command, name);
  return option !== undefined && option.kind !== 'flag';
}

function optionOf(command: Command | CommandGroup, name: string): Option | undefined {
  const options = optionsOf(command);
  return Object.hasOwn(options, name) ? options[name] : undefined;
}

/** Not those that are there and may stand once. */
function describeOptions(command: Command | CommandGroup, rest: readonly string[]): readonly Candidate[] {
  return Object.entries(optionsOf(command)).flatMap(([name, option]) =>
    rest.includes(`--${name}`) && option.kind !== 'texts' ? [] : { word: `--${name}`, about: option.help },
  );
}

async function completeValue(command: Command | CommandGroup, name: string, known: KnownNames): Promise<Completion> {
  const option = optionOf(command, name);
  if (option?.kind === 'choice') return only(option.choices.map((word) => ({ word, about: '' })));
  if (name === 'env') return only(describe(await known.environments(), 'environment'));
  const value = option !== undefined && 'value' in option ? option.value : '';
  if (name === 'campaign' || name === 'only') return campaigns(known);
  return { candidates: [], takesFile: value === 'FILE' || value === 'DIR' };
}

async function completeOperand(
  verbs: readonly Verb[],
  command: Command | CommandGroup,
  { rest, operands }: { readonly rest: readonly string[]; readonly operands: number },
  known: KnownNames,
): Promise<Completion> {
  if ('verbs' in command) return only(command.verbs.map(describeLastWord));
  const below = verbs.filter(({ name }) => name.startsWith(`${command.name} `) && rest.length === 0);
  if (below.length > 0) return only(below.map(describeLastWord));
  if (operands >= command.most) return only(describeOptions(command, rest));
  const { takes } = command;
  if (takes.includes('RUN')) return runs(rest, known);
  if (takes.includes('SHELL')) return only(describe(shells, 'shell'));
  if (takes.includes('TOPIC')) return only([...verbs.map(describeVerb), ...(await known.topics())]);
  const takesFile = /PATH|PLAN|FILE|DIR/v.test(takes);
  return /PATH|CAMPAIGN/v.test(takes) ? { ...(await campaigns(known)), takesFile } : { candidates: [], takesFile };
}

async function campaigns(known: KnownNames): Promise<Completion> {
  return only(describe(await known.campaigns(), 'campaign'));
}

async function runs(rest: readonly string[], known: KnownNames): Promise<Completion> {
  const at = rest.indexOf('--env');
  const written = rest.find((word) => word.startsWith('--env='))?.slice('--env='.length);
  return only(describe(await known.runs(at === -1 ? written : rest[at + 1]), 'run'));
}

const nothing: Completion = { candidates: [], takesFile: false };

function only(candidates: readonly Candidate[]): Completion {
  return { candidates, takesFile: false };
}

function withPrefix({ candidates, takesFile }: Completion, prefix: string): Completion {
  return { takesFile, candidates: candidates.map(({ word, about }) => ({ word: prefix + word, about })) };
}

function describe(words: readonly string[], about: string): readonly Candidate[] {
  return words.map((word) => ({ word, about }));
}

function describeVerb({ name, summary }: Verb): Candidate {
  return { word: name, about: summary };
}

/** "export" of ledger export. */
function describeLastWord({ name, summary }: Verb): Candidate {
  return { word: name.slice(name.lastIndexOf(' ') + 1), about: summary };
}
