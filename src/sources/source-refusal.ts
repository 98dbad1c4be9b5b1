// Refusals of a source, with its name and its place in pushplan.yaml.
import type { AudienceSource } from '../campaign/audience-source.ts';
import { errorAt, type Position, type RuleCode } from '../diagnostic.ts';
import { exitCodes, Refusal, type ExitCode } from '../errors.ts';

/** An entry of pushplan.yaml with a name. */
export interface NamedPlace extends Pick<AudienceSource, 'at'> {
  /** The name of the source; absent for the data store. */
  readonly name?: string;
  /** The name of the requested object, if the source has many. */
  readonly object?: string;
}

interface Said {
  readonly code: RuleCode;
  readonly exitCode?: ExitCode;
  /** Begins with a verb whose subject is the source: "cannot be reached". */
  readonly what: string;
  readonly help: string;
  readonly at?: Position;
}

/** Exit 3 by default, which is for what the user has written or set. */
export function refuseSource({ name, object, at }: NamedPlace, said: Said): Refusal {
  const { code, exitCode = exitCodes.invalidInput, what, help } = said;
  const subject = name === undefined ? 'the data store' : `the source ${name}`;
  const asked = object === undefined ? '' : `, asked for ${object},`;
  return new Refusal(exitCode, [errorAt(said.at ?? at, code, `${subject}${asked} ${what}`, help)]);
}

/** Returns the value of a variable that a source names. Throws a Refusal (exit 3) if it is not set. */
export function readVariable(
  source: NamedPlace,
  variable: string,
  {
    env,
    hide,
  }: { readonly env: Readonly<Record<string, string | undefined>>; readonly hide: (secret: string) => void },
): string {
  // Files with secrets end with a line break, which is not part of the secret.
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

/** Like `readVariable`, for a value that is sent in a header. Also throws a Refusal (exit 3) if a header cannot contain the value. */
export function readHeaderVariable(...[source, variable, world]: Parameters<typeof readVariable>): string {
  const value = readVariable(source, variable, world);
  if (/^[\t\x20-\x7E\x80-\xFF]*$/v.test(value)) return value;
  throw refuseSource(source, {
    code: 'PP283',
    what: `cannot be sent ${variable} in a header: its value has a line break, or another character that headers do not have`,
    help: 'Set it again, to the key or token alone.',
  });
}

/** Reports faults of a query's rows at the place where the query is named, since its result is in no file that a user can open. */
export function blameQuery(query: string, at: Position, error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const found = error.diagnostics.map(({ code, message, help }) =>
    errorAt(at, code, `what ${query} gave cannot be read: ${message}`, help),
  );
  return new Refusal(error.exitCode, found, { cause: error });
}
