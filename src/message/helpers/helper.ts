// Defines a template helper: its documentation, its parameters, and what it does.
import type { RuleCode } from '../../diagnostic.ts';
import type { FigureKind } from '../figure.ts';
import type { Tables } from '../tables.ts';

export interface HelperExample {
  readonly template: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly output: string;
  /** The table that the example looks up values in. */
  readonly table?: ExampleTable;
}

export interface ExampleTable {
  readonly name: string;
  readonly key: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** One argument, or one option given as name=value. It reads the value from the template or throws a HelperFault. */
export interface HelperParameter<T> {
  readonly name: string;
  /** Whether it may be left out. `read` then gets undefined, as it does for a missing field. */
  readonly optional?: boolean;
  /** It decides what the helper does and is not printed itself, so it is never read from a stand-in. */
  readonly decides?: true;
  /** It takes a list or an object, not text. A column is one only if it is declared as json. */
  readonly parts?: true;
  /** The value is printed as this kind of figure, so a plan shows its smallest and largest value. */
  readonly measures?: FigureKind;
  /** It takes text that reads as a number in the form that templates use. */
  readonly reads?: 'number';
  /** `asked`: the helper tests whether the value is true. `kept`: the result is true if the value is, which matters if the result is tested. */
  readonly truth?: 'asked' | 'kept';
  /** Reads the value. `usual` is the language of the notification, if it is known. */
  read(value: unknown, usual?: string): T;
  /** The rule and the help for a value in the template that it cannot read; PP113 if not set. */
  readonly written?: { readonly code: RuleCode; readonly suggest: (value: unknown) => string };
}

interface HelperShape {
  readonly name: string;
  /** The documentation, in a few sentences. */
  readonly doc: string;
  readonly examples: readonly HelperExample[];
  readonly parameters: readonly HelperParameter<unknown>[];
  /** The parameter that takes any number of further arguments. */
  readonly rest?: HelperParameter<unknown>;
  readonly options?: readonly HelperParameter<unknown>[];
  /** Returns what is wrong with these options together, given their names. The text continues the helper's name. */
  findClash?(options: readonly string[]): string | undefined;
  /** Returns warnings about a call that works, but most likely not as intended. */
  advise?(call: WrittenCall): readonly Advice[];
  /** It returns one of its arguments unchanged, so each argument must suit what the result is used for. */
  readonly picks?: true;
  /** It returns a value of a table. Its arguments only say which; they are not printed. */
  readonly finds?: true;
  /** It prints one of its options. */
  readonly printsOption?: true;
}

/** A call as the template has it. A value that depends on the row is undefined. */
export interface WrittenCall {
  readonly values: readonly unknown[];
  readonly options: ReadonlyMap<string, unknown>;
  /** The language of the text, if it is known. */
  readonly usual?: string | undefined;
}

/** A warning about a call. The message continues the helper's name. */
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
  /** What names in the body refer to: the same as around the block, or the fields of an entry. */
  readonly names: 'same' | 'entry';
  /** The @variables that the body can use. */
  readonly variables: readonly string[];
  run(given: Given, body: BlockBody): string;
  /** Set if the block tests one value and prints either its body or the part after {{else}}. Returns whether it prints the body. */
  readonly chooses?: (value: unknown) => boolean;
}

export type Helper = ValueHelper | BlockHelper;

export interface BlockBody {
  /** Prints the body in the context around the block. */
  printSame(): string;
  /** Prints the body for an entry. `label` is its index or key. Both can be named: `as |entry label|`. */
  printEntry(entry: unknown, label: unknown, variables: Readonly<Record<string, unknown>>): string;
  /** Prints the part after {{else}}. */
  printElse(): string;
}

/** What one call in a template passes to a helper. */
export interface Given {
  readonly helper: Helper;
  readonly values: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
  /** The language of the notification, if it is known. */
  readonly usual?: string | undefined;
  readonly tables: Tables;
  /** The values and options of the row itself, if this call has stand-ins. */
  readonly real?: Given | undefined;
  /** Reports something about this call that the author should know. */
  note(note: HelperNote): void;
}

/** A note about a call that worked, but perhaps not as intended. */
export type HelperNote =
  /** The call returned a fallback, since the intended value is empty. */
  | { readonly kind: 'default' }
  /** The number needs a form that is missing: the option and the language, "few= for pl". */
  | { readonly kind: 'missing_form'; readonly form: string }
  /** A time was printed for a date that has none. */
  | { readonly kind: 'day_with_time'; readonly argument: number }
  /** A time was to be shown in a zone, but the zone in which it was written is unknown. */
  | { readonly kind: 'no_offset'; readonly argument: number }
  /** An amount with three decimals, which may be thousands, lost some of them. */
  | { readonly kind: 'cut_thousands'; readonly argument: number };

/**
 * The error of a helper that cannot use a value. The message continues the argument's name and never contains the value. The help says what to change
 * in the data.
 */
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

/** Returns the call with the values of the row itself, for decisions that depend on them. */
export function realOf(given: Given): Given {
  return given.real ?? given;
}

/** Returns the first wanted value, or else the last. The values of the row itself decide which one. */
export function pick(given: Given, isWanted: (value: unknown) => boolean): unknown {
  return given.values.at(realOf(given).values.findIndex(isWanted));
}

/** Returns the parameter with `decides` set. */
export function deciding<T>(parameter: HelperParameter<T>): HelperParameter<T> {
  return { ...parameter, decides: true };
}

/** Returns the parameter with `truth` set to `asked`. */
export function asking<T>(parameter: HelperParameter<T>): HelperParameter<T> {
  return { ...parameter, truth: 'asked' };
}

/** Returns the parameter with `truth` set to `kept`. */
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

/** Returns how the helper is called: `currency value code [locale] [digits=]`. */
export function describeSignature(helper: Helper): string {
  const parameters = helper.parameters.map(({ name, optional }) => (optional === true ? `[${name}]` : name));
  const rest = helper.rest === undefined ? [] : [`[${helper.rest.name} ...]`];
  const options = (helper.options ?? []).map(({ name, optional }) => (optional === true ? `[${name}=]` : `${name}=`));
  return [helper.kind === 'block' ? `#${helper.name}` : helper.name, ...parameters, ...rest, ...options].join(' ');
}
