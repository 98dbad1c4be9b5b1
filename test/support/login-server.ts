// The other side of a PostgreSQL login, as far as its first words: it closes no connection by itself.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** `gss`: a ticket is asked for. `scram`: a password; what comes of it is not judged. */
export type LoginKind = 'gss' | 'scram';

export interface LoginServer extends AsyncDisposable {
  readonly port: number;
  /** Connections that are open now. */
  open(): number;
}

export async function startLoginServer(kind: LoginKind): Promise<LoginServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.once('data', () => {
      if (kind === 'gss') return void socket.write(authentication(7));
      socket.write(authentication(10, Buffer.from('SCRAM-SHA-256\0\0')));
      socket.once('data', (data) => {
        const nonce = /r=(?<nonce>[^,\0]+)/v.exec(data.toString('latin1'))?.groups?.['nonce'] ?? '';
        socket.write(authentication(11, Buffer.from(`r=${nonce}more,s=c2FsdA==,i=4096`)));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a server that listens on a port
    port: (server.address() as AddressInfo).port,
    open: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** postgresql.org/docs/current/protocol-message-formats.html */
function authentication(type: number, rest: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.write('R', 0, 'latin1');
  head.writeInt32BE(8 + rest.length, 1);
  head.writeInt32BE(type, 5);
  return Buffer.concat([head, rest]);
}
