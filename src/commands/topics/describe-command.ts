// Writes the text of --help from the definitions of the commands, as wide as the terminal.
import { repository } from '../../view/findings/link-to-rule.ts';
import { wrapBehind, wrapText } from '../../view/fit-text.ts';
import type { Layout } from '../../view/style.ts';
import type { Command, CommandGroup, Option, Verb } from '../program/command.ts';
import { exitMeanings } from './exit-meanings.ts';
import { helpGroups } from './verb-groups.ts';

/** Longer lines of prose are hard to read. */
const widest = 110;

/** The least width of the second column, and the greatest of the first. */
const leastBeside = 28;
const widestFirst = 30;

const aboutPath = 'PATH is a workspace, a folder in it, a campaign file or the id of a campaign.';

export function describeVerbs(verbs: readonly Verb[], version: string, layout: Layout): string {
  const columns = widthOf(layout);
  const groups = helpGroups.map(({ title, names }) => ({
    title,
    verbs: names.flatMap((name) => verbs.find((verb) => verb.name === name) ?? []),
  }));
  const longest = firstColumn(verbs.map(calledBy), columns);
  return join([
    wrapText(`pushplan ${version}: campaigns as code for push notifications`, columns),
    wrapBehind('Usage: ', 'pushplan COMMAND [PATH...]', columns),
    ...groups.map(({ title, verbs: ours }) => [layout.style.bold(title), ...listVerbs(ours, longest, columns)]),
    [
      ...wrapText(aboutPath, columns),
      ...wrapText('pushplan COMMAND --help shows the options of a command, with examples.', columns),
      ...wrapText(
        'pushplan help TOPIC explains a rule (PP102), all helpers or one of them, the exit codes, or a key of your files (audience.where).',
        columns,
      ),
    ],
    [layout.style.bold('Exit codes'), ...describeExits(columns)],
    linkToDocs('', layout),
  ]);
}

export function describeExits(columns: number): string[] {
  return Object.entries(exitMeanings).flatMap(([code, meaning]) =>
    wrapBehind(`  ${code.padStart(2)}  `, meaning, columns),
  );
}

export function describeCommand(command: Command | CommandGroup, layout: Layout): string {
  return 'verbs' in command ? describeGroup(command, layout) : describeOne(command, layout);
}

function describeGroup({ name, summary, verbs, examples }: CommandGroup, layout: Layout): string {
  const columns = widthOf(layout);
  return join([
    wrapText(`pushplan ${name}: ${summary}`, columns),
    wrapBehind('Usage: ', `pushplan ${name} VERB [options]`, columns),
    listVerbs(verbs, firstColumn(verbs.map(calledBy), columns), columns),
    wrapText(`pushplan ${name} VERB --help shows the options of a verb, with examples.`, columns),
    listExamples(examples, layout),
    linkToDocs(`#${anchorOf(name)}`, layout),
  ]);
}

function describeOne(command: Command, layout: Layout): string {
  const columns = widthOf(layout);
  const options = Object.entries(command.options).map(([name, option]) => [spellOption(name, option), option] as const);
  const longest = firstColumn(
    options.map(([spelled]) => spelled),
    columns,
  );
  const about = [
    ...(command.takes.includes('PATH') ? [aboutPath] : []),
    ...(command.about === undefined ? [] : [command.about]),
  ];
  const called = [command.name, command.takes].filter((word) => word !== '').join(' ');
  return join([
    wrapText(`pushplan ${command.name}: ${command.summary}`, columns),
    wrapBehind('Usage: ', `pushplan ${called} [options]`, columns),
    ...(about.length === 0 ? [] : [wrapText(about.join(' '), columns)]),
    [
      layout.style.bold('Options'),
      ...options.flatMap(([spelled, option]) => inColumns(spelled, explainOption(option), longest, columns)),
    ],
    listExamples(command.examples, layout),
    linkToDocs(`#${anchorOf(command.name)}`, layout),
  ]);
}

function listVerbs(verbs: readonly Verb[], longest: number, columns: number): string[] {
  return verbs.flatMap((verb) => inColumns(calledBy(verb), verb.summary, longest, columns));
}

function calledBy({ name, takes }: Verb): string {
  return `${name} ${takes}`.trimEnd();
}

/** Sets two columns. If the first text is too long, or the terminal too narrow for two columns, the second text is below it. */
function inColumns(first: string, second: string, longest: number, columns: number): string[] {
  const indent = ' '.repeat(longest === 0 ? 6 : longest + 4);
  if (first.length > longest) return [`  ${first}`, ...wrapBehind(indent, second, columns)];
  return wrapBehind(`  ${first.padEnd(longest)}  `, second, columns);
}

/** The width of the first column: the longest text that leaves room for the second; 0 if the terminal is too narrow for two. */
function firstColumn(texts: readonly string[], columns: number): number {
  const most = columns - leastBeside - 4;
  const fitting = texts.map((text) => text.length).filter((length) => length <= Math.min(most, widestFirst));
  return most < 16 ? 0 : Math.max(0, ...fitting);
}

/** Command lines are not wrapped, so that they can be copied in one piece. */
function listExamples(examples: Command['examples'], { style, columns }: Layout): string[] {
  const lines = examples.flatMap(({ line, what }) => [`  $ ${line}`, ...wrapBehind('      ', what, columns)]);
  return [style.bold(examples.length === 1 ? 'Example' : 'Examples'), ...lines];
}

function linkToDocs(anchor: string, { style }: Layout): string[] {
  const address = `${repository}/blob/main/.github/docs/reference/commands.md${anchor}`;
  return [style.link(address, address)];
}

/** The anchor that GitHub makes of the heading. */
function anchorOf(name: string): string {
  return `pushplan-${name.replaceAll(' ', '-')}`;
}

export function spellOption(name: string, option: Option): string {
  switch (option.kind) {
    case 'flag':
      return name === 'help' ? '-h, --help' : `--${name}`;
    case 'choice':
      return `--${name} ${option.choices.join('|')}`;
    default:
      return `--${name} ${option.value}`;
  }
}

export function explainOption(option: Option): string {
  return option.kind === 'texts' ? `${option.help} (may be given several times)` : option.help;
}

function widthOf({ columns }: Layout): number {
  return Math.min(columns, widest);
}

function join(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
