// Reads the TLS settings of a PostgreSQL connection from its address.
import fs from 'node:fs';
import process from 'node:process';
import type { ConnectionOptions } from 'node:tls';
import type { Refusal } from '../errors.ts';

type Wrong = (what: string) => Refusal;

/** Reads the modes as libpq does (postgresql.org/docs/current/libpq-ssl.html), except for those that let the server decide. */
export function readTls(query: URLSearchParams, isLocal: boolean, wrong: Wrong): ConnectionOptions | false {
  const mode = query.get('sslmode') ?? (isLocal ? 'disable' : null);
  const root = query.get('sslrootcert');
  const own = { ...readAuthorities(root, wrong), ...readClient(query, wrong) };
  // Set explicitly; otherwise NODE_TLS_REJECT_UNAUTHORIZED=0 would disable the check.
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

/** `system` means the authorities that the machine trusts. Without `root`, Node.js uses its own list. */
function readAuthorities(root: string | null, wrong: Wrong): ConnectionOptions {
  if (root === null) return {};
  // Loaded only when needed: every command that reads a ledger loads this file.
  if (root === 'system') return { ca: process.getBuiltinModule('node:tls').getCACertificates('system') };
  return { ca: readFile('sslrootcert', root, wrong) };
}

/** Reads the certificate and key by which the server recognises this client. */
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
