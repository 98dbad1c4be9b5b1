// What a template helper is: its words for the documentation, what it takes, and what it does.
import type { RuleCode } from '../../diagnostic.ts';
import type { FigureKind } from '../figure.ts';
import type { Tables } from '../tables.ts';

export interface HelperExample {
  readonly template: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly output: string;
  /** What it looks into, row by row. */
  readonly table?: ExampleTable;
}

export interface ExampleTable {
  readonly name: string;
  readonly key: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** One argument, or one option given as name=value: reads what the template hands over, or throws a HelperFault. */
export interface HelperParameter<T> {
  readonly name: string;
  /** May be left out; `read` then gets undefined, as it does for a field that is missing. */
  readonly optional?: boolean;
  /** It says what is done and is not itself printed: so it is never read from a stand-in. */
  readonly decides?: true;
  /** It takes a list or an object and no text: a column is one only if it is declared json. */
  readonly parts?: true;
  /** What it reads is printed as this: a plan then says its bounds. */
  readonly measures?: FigureKind;
  /** It takes text for a number, in the form that templates have. */
  readonly reads?: 'number';
  /** The helper asks whether it is true; or what the helper gives is true when it is, which matters where that is asked. */
  readonly truth?: 'asked' | 'kept';
  /** `usual` is the language of the notification, where it is known. */
  read(value: unknown, usual?: string): T;
  /** What to say where a value that it cannot read is written in a template; PP113 without. */
  readonly written?: { readonly code: RuleCode; readonly suggest: (value: unknown) => string };
}

interface HelperShape {
  readonly name: string;
  /** One sentence. */
  readonly doc: string;
  readonly examples: readonly HelperExample[];
  readonly parameters: readonly HelperParameter<unknown>[];
  /** Any number of further arguments. */
  readonly rest?: HelperParameter<unknown>;
  readonly options?: readonly HelperParameter<unknown>[];
  /** What is wrong with these options together, by their names; goes on after the helper's name. */
  findClash?(options: readonly string[]): string | undefined;
  /** Warnings about a call that works, and most likely not as it was meant. */
  advise?(call: WrittenCall): readonly Advice[];
  /** It gives one of its arguments as it is, so that each of them may be what is wanted of it. */
  readonly picks?: true;
  /** It gives what a table has, and says by its arguments where: nothing of them is printed. */
  readonly finds?: true;
  /** It prints one of its options, whichever that is. */
  readonly printsOption?: true;
}

/** A call as it is written: undefined for what only a row can say. */
export interface WrittenCall {
  readonly values: readonly unknown[];
  readonly options: ReadonlyMap<string, unknown>;
  /** The language of the text, where it is known. */
  readonly usual?: string | undefined;
}

/** The message goes on after the helper's name. */
export interface Advice {
  readonly code: RuleCode;
  readonly message: string;
  readonly help: string;
}

/** `{{name ...}}` or `(name ...)`. */
export interface ValueHelper extends HelperShape {
  readonly kind: 'value';
  run(given: Given): unknown;
}

/** `{{#name ...}}...{{else}}...{{/name}}`. */
export interface BlockHelper extends HelperShape {
  readonly kind: 'block';
  /** What names in the body mean: the same as around the block, or the fields of an entry. */
  readonly names: 'same' | 'entry';
  /** The @variables that the body has. */
  readonly variables: readonly string[];
  run(given: Given, body: BlockBody): string;
  /** Of one that prints either its body or what follows {{else}}, and asks one value which: whether it is the body. */
  readonly chooses?: (value: unknown) => boolean;
}

export type Helper = ValueHelper | BlockHelper;

export interface BlockBody {
  /** The body in the context around the block. */
  printSame(): string;
  /** The body for an entry; `label` is its number or key. Both can be named: `as |entry label|`. */
  printEntry(entry: unknown, label: unknown, variables: Readonly<Record<string, unknown>>): string;
  /** What stands after {{else}}. */
  printElse(): string;
}

/** What a template hands to a helper in one call. */
export interface Given {
  readonly helper: Helper;
  readonly values: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
  /** The language of the notification, where it is known. */
  readonly usual?: string | undefined;
  readonly tables: Tables;
  /** Where there are stand-ins for values and options: what the row itself gave in their place. */
  readonly real?: Given | undefined;
  /** Reports something about this call that the author should know. */
  note(note: HelperNote): void;
}

/** About a call that worked, and perhaps not as it was meant. */
export type HelperNote =
  /** It gave something else, since the value that was meant is empty. */
  | { readonly kind: 'default' }
  /** The number wants a form that is not given: the option and the language, "few= for pl". */
  | { readonly kind: 'missing_form'; readonly form: string }
  /** The time of a day was printed. */
  | { readonly kind: 'day_with_time'; readonly argument: number }
  /** The time was to be shown in a zone, and it is not known in which it was written. */
  | { readonly kind: 'no_offset'; readonly argument: number }
  /** An amount with three decimals, which may be thousands, lost some of them. */
  | { readonly kind: 'cut_thousands'; readonly argument: number };

/** A helper cannot use what it was given. The message goes on after the argument's name and never holds its value; the help says what to do in the data. */
export class HelperFault extends Error {
  override readonly name = 'HelperFault';
  readonly help: string | undefined;
  /** Index of the argument or name of the option, filled in by `take`. */
  argument: number | string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/** Reads one of the helper's own parameters or options. */
export function take<T>(given: Given, parameter: HelperParameter<T>): T {
  const { values, options, usual } = parameter.decides === true ? realOf(given) : given;
  const index = given.helper.parameters.indexOf(parameter);
  if (index === -1) return readFor(parameter, options[parameter.name], parameter.name, usual);
  return readFor(parameter, values[index], index, usual);
}

/** What the row itself gave, for what is decided by it. */
export function realOf(given: Given): Given {
  return given.real ?? given;
}

/** The first value that the row decides for, else the last. */
export function pick(given: Given, isWanted: (value: unknown) => boolean): unknown {
  return given.values.at(realOf(given).values.findIndex(isWanted));
}

/** The same parameter, as one that decides. */
export function deciding<T>(parameter: HelperParameter<T>): HelperParameter<T> {
  return { ...parameter, decides: true };
}

/** The same parameter, as one whose truth the helper asks for. */
export function asking<T>(parameter: HelperParameter<T>): HelperParameter<T> {
  return { ...parameter, truth: 'asked' };
}

/** The same parameter, as one that is true when the result is. */
export function keeping<T>(parameter: HelperParameter<T>): HelperParameter<T> {
  return { ...parameter, truth: 'kept' };
}

function readFor<T>(
  parameter: HelperParameter<T>,
  value: unknown,
  argument: number | string,
  usual: string | undefined,
): T {
  try {
    return parameter.read(value, usual);
  } catch (error) {
    if (error instanceof HelperFault) error.argument ??= argument;
    throw error;
  }
}

/** As it is called: `currency value code [locale] [digits=]`. */
export function describeSignature(helper: Helper): string {
  const parameters = helper.parameters.map(({ name, optional }) => (optional === true ? `[${name}]` : name));
  const rest = helper.rest === undefined ? [] : [`[${helper.rest.name} ...]`];
  const options = (helper.options ?? []).map(({ name, optional }) => (optional === true ? `[${name}=]` : `${name}=`));
  return [helper.kind === 'block' ? `#${helper.name}` : helper.name, ...parameters, ...rest, ...options].join(' ');
}
