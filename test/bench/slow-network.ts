// A way to a server that takes its time: every piece arrives so many milliseconds later.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface SlowNetwork extends AsyncDisposable {
  readonly port: number;
}

/** `oneWay` in milliseconds, for each direction. */
export async function startSlowNetwork(target: number, oneWay: number): Promise<SlowNetwork> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => undefined);
      from.on('data', (part) => setTimeout(() => to.write(part), oneWay));
      from.on('close', () => {
        sockets.delete(from);
        setTimeout(() => to.destroy(), oneWay);
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
