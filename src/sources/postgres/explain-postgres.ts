// Explains why PostgreSQL gave no rows, with the place in the query and without data of a row.
import type { PostgresSource } from '../../campaign/audience-source.ts';
import type { Position } from '../../diagnostic.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import type { BoundQuery } from '../bind-params.ts';
import { sayOfParams, sayOfResult, type Said } from '../engine/explain-query.ts';
import { explainTls } from '../../postgres/explain-tls.ts';
import type { QueryFault } from '../engine/query-protocol.ts';
import { refuseSource } from '../source-refusal.ts';

type ResultFault =
  | Extract<QueryFault, { kind: 'duplicate_column' | 'no_text_form' | 'not_finite' | 'not_select' }>
  | { readonly kind: 'params' }
  | { readonly kind: 'took_too_long' };

/** An answer of the server from which no audience can be made. */
export class WrongResult extends Error {
  readonly fault: ResultFault;

  constructor(fault: ResultFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

export interface QueryOrigin {
  /** The file of its text, relative to the workspace. */
  readonly file: string;
  readonly bound: BoundQuery;
  /** The place of `params`, or where it would be. */
  readonly params: Position;
  readonly setting: PostgresSource;
}

/** `shown` is the address without its password. */
export function explainPostgres(error: unknown, shown: string, origin: QueryOrigin): Error {
  if (error instanceof Refusal) return error;
  if (error instanceof WrongResult) return explainResult(error.fault, origin);
  if (!(error instanceof Error)) return new Error('the driver threw what is no error', { cause: error });
  return isFromServer(error) ? explainServer(error, origin) : explainWay(error, shown, origin);
}

function explainResult(fault: ResultFault, { file, bound, params, setting }: QueryOrigin): Refusal {
  const at = { file, line: 1, column: 1 };
  if (fault.kind === 'params') return refuseQuery(params, sayOfParams(bound));
  if (fault.kind === 'took_too_long') return refuseLate(at, setting);
  if (fault.kind === 'not_select') {
    return refuseQuery(at, {
      message: 'the query gives no rows: it is not one SELECT',
      help: 'It may read and not write: write one SELECT, and nothing else.',
    });
  }
  const said = sayOfResult(fault);
  if (said === undefined) throw new Error(`a fault that has no words: ${fault.kind}`);
  return refuseQuery(at, said);
}

function refuseQuery(at: Position, { message, help }: Pick<Said, 'message' | 'help'>): Refusal {
  return new Refusal(exitCodes.invalidInput, [errorAt(at, 'PP286', message, help)]);
}

function refuseLate(at: Position, { timeout }: PostgresSource): Refusal {
  const message = `the query took longer than ${timeout / 1000} s, or somebody ended it`;
  return refuseQuery(at, { message, help: 'Make it do less, or give the source a longer timeout.' });
}

interface ServerError extends Error {
  /** SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html). */
  readonly code: string;
}

function isFromServer(error: Error): error is ServerError {
  return 'severity' in error && 'code' in error && typeof error.code === 'string';
}

/** Errors about the text of the query quote only that text; all others may quote a row. */
function explainServer(error: ServerError, origin: QueryOrigin): Refusal {
  const { code } = error;
  const { file, bound, setting } = origin;
  if (/^(?:28|3D)/v.test(code)) {
    const what = `refuses the login (${code})`;
    return refuseSource(setting, {
      code: 'PP285',
      what,
      help: `Check user, password and database in ${setting.addressEnv}.`,
    });
  }
  if (/^(?:53|57P|08)/v.test(code)) {
    const help = 'The server is full, stopping or starting. Try again later; what was fetched before stays.';
    return refuseSource(setting, { code: 'PP288', exitCode: exitCodes.unexpected, what: `broke off (${code})`, help });
  }
  const ofParam = explainParam(error, origin);
  if (ofParam !== undefined) return ofParam;
  const at = placeOf(error, file, bound);
  if (code === '57014') return refuseLate(at, setting);
  if (code === '25006') {
    const message = 'the query writes, and it runs in a transaction that only reads';
    return refuseQuery(at, { message, help: 'Write one SELECT that calls nothing that writes.' });
  }
  if (code === '42501') {
    const help = `Let the user in ${setting.addressEnv} read what the query names: GRANT SELECT ON ... TO ...`;
    return refuseSource(setting, {
      code: 'PP285',
      what: `does not let its user read this: ${firstLine(error)}`,
      help,
      at,
    });
  }
  if (code === '42601' && error.message.includes('multiple commands')) {
    const message = 'the query has several statements, and must be one SELECT';
    return refuseQuery(at, { message, help: 'Write one SELECT, with WITH before it if it needs steps.' });
  }
  const said = code.startsWith('42') ? firstLine(error) : `error ${code} (not shown: it may quote a row)`;
  return refuseQuery(at, {
    message: `the query cannot be run: ${said}`,
    help: 'Run it in the database by hand to see more.',
  });
}

/** Explains an error about one of the params, which the server calls by number. Undefined for every other error. */
function explainParam(error: ServerError, { file, bound, params }: QueryOrigin): Refusal | undefined {
  const where = 'where' in error ? String(error.where) : '';
  const [, given = ''] = /^(?:unnamed portal|portal "\w+") parameter \$(\d+)/v.exec(where) ?? [];
  const wrong = bound.names[Number(given) - 1];
  if (wrong !== undefined) {
    const message = `the value of ${wrong} in audience.params is not of the type that $${wrong} has in the query (error ${error.code})`;
    return refuseQuery(params, {
      message,
      help: `Write such a value, or give $${wrong} its type, such as $${wrong}::text.`,
    });
  }
  const [, asked = ''] = error.code === '42P18' ? (/parameter \$(\d+)$/v.exec(firstLine(error)) ?? []) : [];
  const index = Number(asked) - 1;
  const [untyped, used = 0] = [bound.names[index], bound.firstUses[index]];
  if (untyped === undefined) return undefined;
  const message = `the database cannot tell of which type $${untyped} is`;
  return refuseQuery(placeAt(used, file, bound), { message, help: `Say it: $${untyped}::text.` });
}

/** Returns the first line, cut to 300 characters, since a server may send anything. */
function firstLine({ message }: Error): string {
  return (message.split('\n')[0] ?? '').slice(0, 300);
}

function placeOf(error: ServerError, file: string, bound: BoundQuery): Position {
  const position = 'position' in error ? Number(error.position) : Number.NaN;
  if (!Number.isInteger(position) || position < 1) return { file, line: 1, column: 1 };
  // The server counts characters, but a JavaScript string has two units for a character outside of the Basic Multilingual Plane.
  const before = Array.from(bound.text).slice(0, position - 1);
  return placeAt(before.join('').length, file, bound);
}

function placeAt(offset: number, file: string, { text, originOf }: BoundQuery): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const lineStart = before.lastIndexOf('\n') + 1;
  const moved = originOf(offset) - originOf(lineStart) - (offset - lineStart);
  return { file, line, column: offset - lineStart + moved + 1 };
}

/** Explains an error of the driver itself, mostly a broken connection to the server. */
function explainWay(error: Error, shown: string, { setting }: QueryOrigin): Refusal {
  const { addressEnv } = setting;
  if (/^SASL|channel binding|authentication/v.test(error.message)) {
    const help = `Check the password in ${addressEnv}, and whether the server accepts scram-sha-256.`;
    return refuseSource(setting, { code: 'PP285', what: `refuses the login to ${shown}`, help });
  }
  const tls = explainTls(error, addressEnv);
  if (tls !== undefined) {
    const what = `cannot be reached at ${shown}: ${tls.what} (${nameOf(error)})`;
    return refuseSource(setting, { code: 'PP284', exitCode: exitCodes.unexpected, what, help: tls.help });
  }
  const isBroken = /terminated|ECONNRESET|EPIPE/v.test(error.message);
  return refuseSource(setting, {
    code: isBroken ? 'PP288' : 'PP284',
    exitCode: exitCodes.unexpected,
    what: `${isBroken ? 'broke off' : 'cannot be reached'} at ${shown} (${nameOf(error)})`,
    help: 'Check host and port, and that the server runs and can be reached from here. What was fetched before stays.',
  });
}

/** Returns the code or the driver's own message, which only concerns the connection. */
function nameOf(error: Error): string {
  if (error instanceof AggregateError)
    return error.errors.map((one) => (one instanceof Error ? nameOf(one) : '')).join(', ');
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message.slice(0, 100);
}
