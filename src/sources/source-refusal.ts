// Refusals of a source: with its name and its place in pushplan.yaml.
import type { AudienceSource } from '../campaign/audience-source.ts';
import { errorAt, type Position, type RuleCode } from '../diagnostic.ts';
import { exitCodes, Refusal, type ExitCode } from '../errors.ts';

/** What stands in pushplan.yaml under a name. */
export interface NamedPlace extends Pick<AudienceSource, 'at'> {
  /** The name of a source; without one it is the data store. */
  readonly name?: string;
  /** What it is asked for, where that is one of many. */
  readonly object?: string;
}

interface Said {
  readonly code: RuleCode;
  readonly exitCode?: ExitCode;
  /** Begins with what the source does: "cannot be reached". */
  readonly what: string;
  readonly help: string;
  readonly at?: Position;
}

/** Exit 3 where nothing else is said: for what the user has written or set. */
export function refuseSource({ name, object, at }: NamedPlace, said: Said): Refusal {
  const { code, exitCode = exitCodes.invalidInput, what, help } = said;
  const subject = name === undefined ? 'the data store' : `the source ${name}`;
  const asked = object === undefined ? '' : `, asked for ${object},`;
  return new Refusal(exitCode, [errorAt(said.at ?? at, code, `${subject}${asked} ${what}`, help)]);
}

/** The value of a variable that a source names. Throws a Refusal (exit 3) where it is not set. */
export function readVariable(
  source: NamedPlace,
  variable: string,
  {
    env,
    hide,
  }: { readonly env: Readonly<Record<string, string | undefined>>; readonly hide: (secret: string) => void },
): string {
  // Files of secrets end with a line break, which is no part of them.
  const value = env[variable]?.trim() ?? '';
  if (value === '') {
    throw refuseSource(source, {
      code: 'PP283',
      what: `needs the environment variable ${variable}, which is not set`,
      help: 'Set it where pushplan fetch runs.',
    });
  }
  hide(value);
  return value;
}

/** The same of one that is sent in a header. Throws a Refusal (exit 3) for a value that no header can have. */
export function readHeaderVariable(...[source, variable, world]: Parameters<typeof readVariable>): string {
  const value = readVariable(source, variable, world);
  if (/^[\t\x20-\x7E\x80-\xFF]*$/v.test(value)) return value;
  throw refuseSource(source, {
    code: 'PP283',
    what: `cannot be sent ${variable} in a header: its value has a line break, or another character that headers do not have`,
    help: 'Set it again, to the key or token alone.',
  });
}

/** What a query gives is in no file that anybody can open, so a fault of its rows is told where the query is named. */
export function blameQuery(query: string, at: Position, error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const found = error.diagnostics.map(({ code, message, help }) =>
    errorAt(at, code, `what ${query} gave cannot be read: ${message}`, help),
  );
  return new Refusal(error.exitCode, found, { cause: error });
}
