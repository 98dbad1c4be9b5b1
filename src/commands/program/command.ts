// The types of a command: a verb, its options with their help, and what it does; or a verb with verbs of its own.
import type { ExitCode } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';

/** A word that completion offers. If it ends in a sign such as ":", more has to follow. */
export interface SuggestedWord {
  readonly word: string;
  readonly about: string;
}

/** What completion offers as the value of an option: words, and names that only the workspace or its ledger knows. */
export type Suggestions = readonly (SuggestedWord | 'campaigns' | 'environments' | 'reasons' | 'testers')[];

export type Option =
  | { readonly kind: 'flag'; readonly help: string }
  /** `value` is the word that help shows for the value; `dash` is advice for somebody who gives `-` as the value. */
  | {
      readonly kind: 'text';
      readonly value: string;
      readonly help: string;
      readonly dash?: string;
      readonly suggests?: Suggestions;
    }
  | { readonly kind: 'texts'; readonly value: string; readonly help: string; readonly suggests?: Suggestions }
  | {
      readonly kind: 'count';
      readonly value: string;
      readonly least: number;
      readonly most?: number;
      readonly help: string;
    }
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly help: string };

export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { kind: 'flag' }
  ? boolean
  : O extends { kind: 'texts' }
    ? readonly string[]
    : O extends { kind: 'count' }
      ? number | undefined
      : O extends { kind: 'choice'; choices: readonly (infer Choice)[] }
        ? Choice | undefined
        : string | undefined;

type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

/** The entry of a verb in the list of verbs. */
interface VerbSummary {
  /** "plan"; in a group "export", and "ledger export" once it is loaded. */
  readonly name: string;
  /** The operands that follow the verb: "[PATH...]". */
  readonly takes: string;
  readonly summary: string;
}

export interface Verb extends VerbSummary {
  load(): Promise<Definition | VerbGroup>;
}

interface Example {
  readonly line: string;
  readonly what: string;
}

/** A verb that is not a command by itself, such as `ledger` of `ledger export`. */
export interface VerbGroup {
  readonly verbs: readonly Verb[];
  readonly examples: readonly Example[];
}

interface CommandSpec<O extends Options> {
  /** The largest number of operands. */
  readonly most: number;
  readonly least?: number;
  /** The text that help has besides the summary. */
  readonly about?: string;
  /** Whether the output is the user's own data, in which nothing is concealed. */
  readonly isVerbatim?: boolean;
  /** Common options that mean nothing for this command. */
  readonly takesNo?: readonly (keyof typeof commonOptions)[];
  readonly options: O;
  readonly examples: readonly Example[];
  run(context: Context, values: Values<O & typeof commonOptions>, operands: readonly string[]): Promise<ExitCode>;
}

/** A command without the types of its options, which only the command itself knows. */
type Definition = Omit<CommandSpec<Options>, 'run'> & {
  run(context: Context, values: Readonly<Record<string, unknown>>, operands: readonly string[]): Promise<ExitCode>;
};

export type Command = VerbSummary & Definition;

export type CommandGroup = VerbSummary & VerbGroup;

export const commonOptions = {
  env: { kind: 'text', value: 'NAME', help: 'environment of pushplan.yaml to use', suggests: ['environments'] },
  json: { kind: 'flag', help: 'print only the result on stdout, as JSON' },
  'no-color': { kind: 'flag', help: 'print without colours (NO_COLOR does the same)' },
  help: { kind: 'flag', help: 'show this help' },
} as const satisfies Options;

export function defineCommand<const O extends Options>(spec: CommandSpec<O>): Definition {
  const common = Object.entries(commonOptions).filter(([name]) => !spec.takesNo?.some((one) => one === name));
  return {
    ...spec,
    options: { ...spec.options, ...Object.fromEntries(common) },
    // parse-arguments.ts gives every option the type of its kind, which the compiler cannot see.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    run: (context, values, operands) => spec.run(context, values as Values<O & typeof commonOptions>, operands),
  };
}
