// Where a PostgreSQL ledger is, as its URL says; the password goes to the server and nowhere else.
import fs from 'node:fs';
import { isIPv4 } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';

export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Undefined where the URL has none: the server may want none, or PGPASSWORD holds it. */
  readonly password: string | undefined;
  /** The PostgreSQL schema that holds the tables. */
  readonly schema: string;
  readonly tls: ConnectionOptions | false;
  /** For people: host, port, database and user. */
  readonly shown: string;
}

/** How to begin another ledger beside that of a rehearsal. */
export const anotherSchema = 'Begin another ledger in another schema: add ?schema=NAME to the address.';

/** @throws Refusal, exit 3, which names the variable and what is wrong, never the address. */
export function readPostgresAddress(address: string, variable: string): PostgresAddress {
  const url = URL.parse(address);
  if (url === null) throw wrong(variable, 'is not a URL');
  const { searchParams: query } = url;
  const host = query.get('host') ?? readPart(url.hostname, 'host', variable).replace(/^\[(.*)\]$/, '$1');
  const user = readPart(url.username, 'user', variable);
  const database = readPart(url.pathname.slice(1), 'database', variable);
  const port = url.port === '' ? 5_432 : Number(url.port);
  return {
    host,
    port,
    database,
    user,
    password: url.password === '' ? undefined : readPart(url.password, 'password', variable),
    schema: readSchema(query.get('schema'), variable),
    tls: readTls(query, host, variable),
    shown: `postgres://${user}@${host}:${port}/${database}`,
  };
}

function readPart(part: string, name: string, variable: string): string {
  if (part === '') throw wrong(variable, `names no ${name}`);
  try {
    return decodeURIComponent(part);
  } catch {
    throw wrong(variable, `has a ${name} that is not percent-encoded`);
  }
}

function readSchema(schema: string | null, variable: string): string {
  if (schema === null) return 'pushplan';
  // A name that needs no quotes anywhere.
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(schema) && !schema.startsWith('pg_')) return schema;
  throw wrong(variable, 'has a schema that is not lower-case letters, digits and underscores');
}

/** As libpq takes them (postgresql.org/docs/current/libpq-ssl.html), but for the modes that leave it to the server. */
function readTls(query: URLSearchParams, host: string, variable: string): ConnectionOptions | false {
  const mode = query.get('sslmode') ?? (isLocal(host) ? 'disable' : null);
  const file = query.get('sslrootcert');
  const authority = file === null ? {} : { ca: readAuthority(file, variable) };
  switch (mode) {
    case 'disable':
      return false;
    case 'require':
      return file === null ? { rejectUnauthorized: false } : { ...authority, ...anyName };
    case 'verify-ca':
      return { ...authority, ...anyName };
    case 'verify-full':
      return authority;
    default:
      throw wrong(variable, mode === null ? 'does not say sslmode' : 'has an sslmode that is not known');
  }
}

const anyName: ConnectionOptions = { checkServerIdentity: () => undefined };

/** What does not leave the machine. */
function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.')) || host.startsWith('/');
}

function readAuthority(file: string, variable: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    throw wrong(variable, `names ${file} as sslrootcert, which cannot be read`);
  }
}

function wrong(variable: string, what: string): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP315',
    `the address in ${variable} ${what}`,
    'It is postgres://USER:PASSWORD@HOST/DATABASE?sslmode=verify-full. sslmode may be require, verify-ca or verify-full; disable is for a network of your own.',
  );
}
