// The server's side of a PostgreSQL login, up to its first messages. It closes no connection by itself.
import { createServer } from 'node:net';
import { listen } from './listen.ts';

/**
 * `gss`: the server asks for a ticket. `scram`, `cleartext`, `md5`: it asks for a password and does not check it. `trust`: it asks
 * for nothing. `old`: the same by a server of version 14. `cut`: the same by a server of version 17 that cuts the connection at
 * the first statement.
 */
export type LoginKind = 'gss' | 'scram' | 'cleartext' | 'md5' | 'trust' | 'old' | 'cut';

export interface LoginServer extends AsyncDisposable {
  readonly port: number;
  /** Returns the number of open connections. */
  open(): number;
  /** Returns what it received, except the first message and the goodbye. */
  asked(): readonly string[];
}

export async function startLoginServer(kind: LoginKind): Promise<LoginServer> {
  let open = 0;
  const asked: string[] = [];
  const server = createServer((socket) => {
    open += 1;
    socket.on('close', () => (open -= 1));
    socket.once('data', () => {
      if (kind !== 'scram') {
        socket.on('data', (data) =>
          asked.push(...(data.toString('latin1').startsWith('X') ? [] : [data.toString('latin1')])),
        );
        if (kind === 'cut') socket.once('data', () => socket.resetAndDestroy());
        return void socket.write(firstWords(kind));
      }
      socket.write(authentication(10, Buffer.from('SCRAM-SHA-256\0\0')));
      socket.once('data', (data) => {
        const nonce = /r=(?<nonce>[^,\0]+)/v.exec(data.toString('latin1'))?.groups?.['nonce'] ?? '';
        socket.write(authentication(11, Buffer.from(`r=${nonce}more,s=c2FsdA==,i=4096`)));
      });
    });
  });
  return { ...(await listen(server)), open: () => open, asked: () => asked };
}

function firstWords(kind: Exclude<LoginKind, 'scram'>): Buffer {
  const [done, ready] = [authentication(0), message('Z', Buffer.from('I'))];
  switch (kind) {
    case 'gss':
      return authentication(7);
    case 'cleartext':
      return authentication(3);
    case 'md5':
      return authentication(5, Buffer.from('salt'));
    case 'trust':
      return Buffer.concat([done, ready]);
    case 'old':
    case 'cut': {
      const version = kind === 'old' ? '14.20' : '17.2';
      return Buffer.concat([done, message('S', Buffer.from(`server_version\0${version}\0`)), ready]);
    }
  }
}

/** postgresql.org/docs/current/protocol-message-formats.html */
function authentication(type: number, rest: Buffer = Buffer.alloc(0)): Buffer {
  const kind = Buffer.alloc(4);
  kind.writeInt32BE(type);
  return message('R', Buffer.concat([kind, rest]));
}

function message(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(name, 0, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}
