// A proxy to a server that delays every piece of data by so many milliseconds.
import { connect, createServer } from 'node:net';
import { listen, type Listening } from '../support/listen.ts';

/** `oneWay` is the delay in milliseconds, for each direction. */
export async function startSlowNetwork(target: number, oneWay: number): Promise<Listening> {
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on('error', () => undefined);
      from.on('data', (part) => setTimeout(() => to.write(part), oneWay));
      from.on('close', () => setTimeout(() => to.destroy(), oneWay));
    }
  });
  return listen(server);
}
