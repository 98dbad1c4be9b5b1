// How the connection to a PostgreSQL ledger is secured, as its address says.
import fs from 'node:fs';
import process from 'node:process';
import type { ConnectionOptions } from 'node:tls';
import type { Refusal } from '../errors.ts';

type Wrong = (what: string) => Refusal;

/** As libpq takes them (postgresql.org/docs/current/libpq-ssl.html), but for the modes that leave it to the server. */
export function readTls(query: URLSearchParams, isLocal: boolean, wrong: Wrong): ConnectionOptions | false {
  const mode = query.get('sslmode') ?? (isLocal ? 'disable' : null);
  const root = query.get('sslrootcert');
  const own = { ...readAuthorities(root, wrong), ...readClient(query, wrong) };
  // Said, or NODE_TLS_REJECT_UNAUTHORIZED=0 would decide it.
  const checked = { ...own, rejectUnauthorized: true };
  switch (mode) {
    case 'disable':
      return false;
    case 'require':
      return root === null ? { ...own, rejectUnauthorized: false } : { ...checked, ...anyName };
    case 'verify-ca':
      return { ...checked, ...anyName };
    case 'verify-full':
      return checked;
    default:
      throw wrong(mode === null ? 'does not say sslmode' : 'has an sslmode that is not known');
  }
}

const anyName: ConnectionOptions = { checkServerIdentity: () => undefined };

/** `system` are the authorities that the machine trusts; without any, those that come with Node.js. */
function readAuthorities(root: string | null, wrong: Wrong): ConnectionOptions {
  if (root === null) return {};
  // Loaded only where it is asked for: every command that looks at a ledger reads this file.
  if (root === 'system') return { ca: process.getBuiltinModule('node:tls').getCACertificates('system') };
  return { ca: readFile('sslrootcert', root, wrong) };
}

/** What the server knows this client by. */
function readClient(query: URLSearchParams, wrong: Wrong): ConnectionOptions {
  const [cert, key] = [query.get('sslcert'), query.get('sslkey')];
  if (cert === null && key === null) return {};
  if (cert === null || key === null) throw wrong('names only one of sslcert and sslkey');
  return { cert: readFile('sslcert', cert, wrong), key: readFile('sslkey', key, wrong) };
}

function readFile(name: string, file: string, wrong: Wrong): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    throw wrong(`names ${file} as ${name}, which cannot be read`);
  }
}
