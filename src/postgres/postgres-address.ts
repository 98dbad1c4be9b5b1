// Reads the URL of a PostgreSQL database for a ledger or a source. The password goes to the server and nowhere else.
import { isIPv4 } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { RuleCode } from '../diagnostic.ts';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import { readTls } from './postgres-tls.ts';

export interface PostgresAddress {
  /** A name, an IP address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Undefined if the URL has none: the server may need none, or PGPASSWORD contains it. */
  readonly password: string | undefined;
  /** The PostgreSQL schema that holds the tables. */
  readonly schema: string;
  readonly tls: ConnectionOptions | false;
  /** Whether the login is bound to its TLS connection. Disabled if the URL does not say. */
  readonly channelBinding: ChannelBinding;
  /** The name in the server's statistics and log. */
  readonly applicationName: string;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Milliseconds of silence before the operating system probes the connection; false for never, 0 for the system's default. */
  readonly keepAliveDelay: number | false;
  /** For people: user, host, port and database, and the schema if the URL names one. */
  readonly shown: string;
}

type Wrong = (what: string) => Refusal;

export type ChannelBinding = 'disable' | 'prefer' | 'require';

/** How to create another ledger beside that of a rehearsal. */
export const anotherSchema = 'Begin another ledger in another schema: add ?schema=NAME to the address.';

/** The parameters of libpq that pushplan supports (postgresql.org/docs/current/libpq-connect.html), and `schema`. */
const known: ReadonlySet<string> = new Set([
  'schema',
  'host',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'channel_binding',
  'application_name',
  'connect_timeout',
  'keepalives',
  'keepalives_idle',
  // Node.js fixes these two itself: one probe per second, ten probes.
  'keepalives_interval',
  'keepalives_count',
]);

const form =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^:@]*)(?::(?<password>[^@]*))?@)?(?<host>\[[^\]]*\]|[^:\[\]]*)(?::(?<port>\d{0,5}))?$/v;

/** Reads an address. @throws Refusal, exit 3, which names the variable and the problem, never the address. */
export function readPostgresAddress(address: string, variable: string, code: RuleCode = 'PP315'): PostgresAddress {
  const wrong = (what: string): Refusal => isWrong(variable, code, what);
  const { authority, path, query } = divide(address, wrong);
  const server = readServer(authority, path, query, wrong);
  const { host, port, user, database } = server;
  const schema = query.get('schema');
  return {
    ...server,
    schema: readSchema(schema, wrong),
    tls: readTls(query, isLocal(host), wrong),
    channelBinding: readBinding(query.get('channel_binding') ?? 'disable', wrong),
    applicationName: query.get('application_name') ?? 'pushplan',
    connectTimeout: readSeconds(query, 'connect_timeout', 1, wrong) ?? 5_000,
    keepAliveDelay: query.get('keepalives') === '0' ? false : (readSeconds(query, 'keepalives_idle', 0, wrong) ?? 0),
    shown: `postgres://${user}@${host}:${port}/${database}${schema === null ? '' : `?schema=${schema}`}`,
  };
}

type Server = Pick<PostgresAddress, 'host' | 'port' | 'user' | 'password' | 'database'>;

function readServer(authority: string, path: string, query: URLSearchParams, wrong: Wrong): Server {
  const found = form.exec(authority)?.groups;
  if (found === undefined) throw wrong('is not a URL of PostgreSQL');
  const host = query.get('host') ?? readPart(found['host'], 'host', wrong).replace(/^\[(.*)\]$/v, '$1');
  if (host.includes(',')) throw wrong('names several hosts, and only one can be asked');
  return {
    host,
    // An empty port counts as none.
    port: Number(found['port'] || 5_432),
    user: readPart(found['user'], 'user', wrong),
    password: found['password'] === undefined ? undefined : readPart(found['password'], 'password', wrong),
    database: readPart(path.slice(1), 'database', wrong),
  };
}

interface Divided {
  /** Includes the scheme. */
  readonly authority: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

function divide(address: string, wrong: Wrong): Divided {
  const [authority, rest] = splitAt(address, /[\/?#]/v, address.indexOf('//') + 2);
  const [path, search] = splitAt(rest, /[?#]/v);
  // If the password contains one of these characters, the address seems to end there, or its host to start, and a part of the
  // password becomes the host.
  const character = rest.includes('@') ? rest.slice(0, 1) : '@';
  if (rest.includes('@') || authority.indexOf('@') !== authority.lastIndexOf('@')) {
    throw wrong(
      `has ${JSON.stringify(character)} before an @: in a password it is written ${encodeURIComponent(character)}`,
    );
  }
  if (search.includes('#')) throw wrong('has a # that is not percent-encoded: write %23');
  const query = new URLSearchParams(search);
  const names = [...query.keys()];
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw wrong(`has the parameter ${JSON.stringify(unknown)}, which is not known: there are ${[...known].join(', ')}`);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrong(`has the parameter ${JSON.stringify(twice)} twice`);
  return { authority, path, query };
}

/** Splits before the first match of `character` at or after `from`. The second part is empty if there is none. */
function splitAt(text: string, character: RegExp, from = 0): readonly [string, string] {
  const length = text.slice(from).search(character);
  const at = length < 0 ? text.length : from + length;
  return [text.slice(0, at), text.slice(at)];
}

function readPart(part: string | undefined, name: string, wrong: Wrong): string {
  if (part === undefined || part === '') throw wrong(`names no ${name}`);
  try {
    return decodeURIComponent(part);
  } catch {
    throw wrong(`has a ${name} that is not percent-encoded`);
  }
}

function readSchema(schema: string | null, wrong: Wrong): string {
  if (schema === null) return 'pushplan';
  // A name that never needs quotes.
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(schema) && !schema.startsWith('pg_')) return schema;
  throw wrong('has a schema that is not lower-case letters, digits and underscores');
}

function readBinding(written: string, wrong: Wrong): ChannelBinding {
  if (written === 'disable' || written === 'prefer' || written === 'require') return written;
  throw wrong('has a channel_binding that is not disable, prefer or require');
}

/** Returns milliseconds; undefined if the parameter is absent. */
function readSeconds(query: URLSearchParams, name: string, least: number, wrong: Wrong): number | undefined {
  const written = query.get(name);
  if (written === null) return undefined;
  if (/^\d{1,4}$/v.test(written) && Number(written) >= least) return Number(written) * 1_000;
  throw wrong(`has a ${name} that is not a number of seconds from ${least} to 9999`);
}

/** Whether the connection stays on this machine. */
function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.')) || host.startsWith('/');
}

function isWrong(variable: string, code: RuleCode, what: string): Refusal {
  return refuse(
    exitCodes.invalidInput,
    code,
    `the address in ${variable} ${what}`,
    'It is postgres://USER:PASSWORD@HOST/DATABASE?sslmode=verify-full. sslmode may be require, verify-ca or verify-full; disable is for a network of your own. A Unix socket is postgres://USER@/DATABASE?host=/FOLDER.',
  );
}
