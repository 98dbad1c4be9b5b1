// The text of --help, made from what the commands say of themselves.
import type { Command, CommandGroup, Option, Verb } from './program/command.ts';

const width = 80;

export function describeVerbs(verbs: readonly Verb[], version: string): string {
  return `pushplan ${version}: campaigns as code for push notifications

Usage: pushplan COMMAND [PATH...]

${listVerbs(verbs)}

${aboutPath}
pushplan COMMAND --help shows its options and an example.

Exit codes: 0 done, 1 unexpected, 2 plan has sends (--detailed-exitcode), 3 invalid input,
4 blocked by a guard, 5 stale plan, 6 too many refused, 7 in doubt, 8 stopped and resumable,
9 another run is under way, 10 the vendor refused us.
`;
}

const aboutPath = 'PATH is a workspace, a folder of it, a campaign file or the id of a campaign.';

function listVerbs(verbs: readonly Verb[]): string {
  const longest = Math.max(...verbs.map(({ name, takes }) => name.length + takes.length + 1));
  return verbs.map(({ name, takes, summary }) => `  ${`${name} ${takes}`.padEnd(longest)}  ${summary}`).join('\n');
}

export function describeCommand(command: Command | CommandGroup): string {
  return 'verbs' in command ? describeGroup(command) : describeOne(command);
}

function describeGroup({ name, summary, verbs, examples }: CommandGroup): string {
  return `pushplan ${name}: ${summary}

Usage: pushplan ${name} VERB [options]

${listVerbs(verbs)}

pushplan ${name} VERB --help shows its options and an example.

${listExamples(examples)}`;
}

function describeOne(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => [spell(name, option), option] as const);
  const longest = Math.max(...options.map(([spelled]) => spelled.length));
  const lines = options.flatMap(([spelled, option]) => {
    const [first = '', ...rest] = wrap(explain(option), width - longest - 4);
    return [`  ${spelled.padEnd(longest)}  ${first}`, ...rest.map((line) => `${' '.repeat(longest + 4)}${line}`)];
  });
  const texts = [
    ...(command.takes.includes('PATH') ? [aboutPath] : []),
    ...(command.about === undefined ? [] : [command.about]),
  ].join(' ');
  const about = texts === '' ? '' : `\n${wrap(texts, width).join('\n')}\n`;
  return `pushplan ${command.name}: ${command.summary}

Usage: pushplan ${[command.name, command.takes].filter((word) => word !== '').join(' ')} [options]
${about}
Options:
${lines.join('\n')}

${listExamples(command.examples)}`;
}

function listExamples(examples: Command['examples']): string {
  const lines = examples.map(({ line, what }) => `  $ ${line}\n      ${what}\n`);
  return `Example${examples.length === 1 ? '' : 's'}:\n${lines.join('')}`;
}

function spell(name: string, option: Option): string {
  switch (option.kind) {
    case 'flag':
      return name === 'help' ? '-h, --help' : `--${name}`;
    case 'choice':
      return `--${name} ${option.choices.join('|')}`;
    default:
      return `--${name} ${option.value}`;
  }
}

function explain(option: Option): string {
  return option.kind === 'texts' ? `${option.help} (may be given several times)` : option.help;
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
