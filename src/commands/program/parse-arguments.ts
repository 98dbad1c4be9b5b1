// Turns argv into the typed values of one command's options. Refuses whatever does not fit, and says what would.
import { parseArgs } from 'node:util';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { findNearest } from '../../campaign/find-nearest.ts';
import type { Command, Option, Options } from './command.ts';

export interface Arguments {
  readonly values: Readonly<Record<string, unknown>>;
  readonly operands: readonly string[];
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/** Throws a Refusal (exit 3) for an unknown option, a missing or unfit value, and operands that the command does not take. */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const { tokens, positionals } = tokenise(command.options, argv);
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(command.options)) values[name] = initialValue(option);
  for (const token of tokens) {
    if (token.kind === 'option') values[token.name] = readOption(command, token, values[token.name]);
  }
  checkOperands(command, positionals);
  return { values, operands: positionals };
}

/** Splits the words without judging them: an option that is not among `options` counts as one without a value. */
export function tokenise(
  options: Options,
  argv: readonly string[],
): { readonly tokens: readonly Token[]; readonly positionals: readonly string[] } {
  const described = Object.entries(options).map(([name, { kind }]) => [
    name,
    { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), ...(name === 'help' ? { short: 'h' } : {}) },
  ]);
  return parseArgs({
    args: [...argv],
    options: Object.fromEntries(described),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
}

function initialValue(option: Option): unknown {
  if (option.kind === 'flag') return false;
  return option.kind === 'texts' ? [] : undefined;
}

function readOption(command: Command, token: OptionToken, before: unknown): unknown {
  const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined;
  if (option === undefined) throw unknownOption(command, token.rawName);
  if (option.kind === 'flag') {
    if (token.value !== undefined) throw wrong(command, `${token.rawName} takes no value`);
    return true;
  }
  // Without strict mode a following option would be taken for the value: `--out --json` is a mistake, not a file name.
  if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
    throw wrong(command, `${token.rawName} needs a value: ${describeValue(option)}`);
  }
  refuseDash(token.value, { ...option, name: token.rawName });
  if (option.kind === 'texts') return [...(Array.isArray(before) ? before : []), token.value];
  if (before !== undefined) throw wrong(command, `${token.rawName} is given twice`);
  return convert(command, token.rawName, option, token.value);
}

function convert(command: Command, name: string, option: Option, text: string): unknown {
  if (text === '') throw wrong(command, `${name} is empty: ${describeValue(option)}`);
  switch (option.kind) {
    case 'choice': {
      if (option.choices.includes(text)) return text;
      const nearest = findNearest(text, option.choices);
      throw wrong(
        command,
        `${name} ${text} is not ${describeValue(option)}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
      );
    }
    case 'count': {
      const value = Number(text);
      const fits =
        /^\d+$/.test(text) && Number.isSafeInteger(value) && value >= option.least && value <= (option.most ?? value);
      if (!fits) throw wrong(command, `${name} ${text} is not ${describeValue(option)}`);
      return value;
    }
    default:
      return text;
  }
}

const places: Readonly<Record<string, string>> = { FILE: 'file', DIR: 'folder' };

interface PlaceTaker {
  readonly name: string;
  readonly value?: string;
  readonly dash?: string;
}

/** Many programs take `-` for standard output or input. Here it would be a file of that name, which nobody means. */
export function refuseDash(written: string, { name, value = '', dash }: PlaceTaker): void {
  const place = places[value];
  if (written !== '-' || place === undefined) return;
  const message = `${name} - names no ${place}, and does not mean standard input or output here`;
  const help = `${dash === undefined ? '' : `${dash} `}A ${place} of that name is ./-.`;
  throw refuse(exitCodes.invalidInput, 'PP502', message, help);
}

/** Describes in words what an option takes. */
function describeValue(option: Option): string {
  switch (option.kind) {
    case 'choice':
      return `one of ${option.choices.join(', ')}`;
    case 'count':
      return option.most === undefined
        ? `a whole number from ${option.least}`
        : `a whole number from ${option.least} to ${option.most}`;
    default:
      return option.help;
  }
}

function checkOperands(command: Command, operands: readonly string[]): void {
  // `pushplan apply "$CAMPAIGN"` with an unset variable would mean the whole workspace.
  if (operands.includes('')) throw wrong(command, `an empty argument in the place of ${command.takes || 'nothing'}`);
  if (operands.length > command.most) {
    const extra = operands.slice(command.most).join(' ');
    throw wrong(
      command,
      command.most === 0
        ? `${command.name} takes only options, not ${extra}`
        : `one ${command.takes} at a time, not also ${extra}`,
    );
  }
  if (operands.length < (command.least ?? 0)) {
    const lead = command.takes.includes('RUN') ? 'pushplan status lists the runs. ' : '';
    throw wrong(command, `${command.name} needs ${command.takes}`, lead);
  }
}

/** What other programs call options that are spelt in one way here. */
const usualNames: Readonly<Record<string, string>> = {
  '-o': 'out',
  '--output': 'out',
  '-e': 'env',
  '--environment': 'env',
  '-f': 'format',
  '-y': 'yes',
};

function unknownOption(command: Command, rawName: string): Refusal {
  const usual = usualNames[rawName];
  const meant =
    usual !== undefined && Object.hasOwn(command.options, usual)
      ? `--${usual}`
      : findNearest(
          rawName,
          Object.keys(command.options).map((name) => `--${name}`),
        );
  const isOut = usual === 'out' || rawName === '--out';
  return wrong(
    command,
    `unknown option ${rawName}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    isOut && meant === undefined ? 'It prints to standard output, which a shell writes to a file with > FILE. ' : '',
  );
}

/** `lead` comes before the usual advice. */
function wrong(command: Command, message: string, lead = ''): Refusal {
  const help = `${lead}pushplan ${command.name} --help shows what it takes.`;
  return refuse(exitCodes.invalidInput, 'PP502', message, help);
}
