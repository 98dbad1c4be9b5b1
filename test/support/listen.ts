// Starts a server on a free port of this machine. It stops when the test ends.
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

export interface Listening extends AsyncDisposable {
  readonly port: number;
}

/** Accepts any server of net, tls, http or http2. `wanted` is a port, and 0 takes any free one. When disposed, open sockets are destroyed. */
export async function listen(server: Server, wanted = 0): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('tlsClientError', () => undefined);
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
  }
  server.listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
