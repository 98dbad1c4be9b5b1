// A proxy in front of a server whose connection can be cut before or after certain words.
import { connect, createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

type Cut = 'before' | 'after' | 'for_good';

export interface CuttingProxy extends AsyncDisposable {
  readonly port: number;
  /**
   * Cuts the connection the next time that these words are sent: "before" they arrive, "after" they arrive but before the answer,
   * or "for_good", which is "before" with no further connections. With `behind`, words count only after `behind` was sent.
   */
  cut(words: string, when: Cut, behind?: string): void;
  /** How often the connection was cut. */
  readonly cuts: number;
}

export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let planned: { readonly words: string; readonly when: Cut; behind: string | undefined } | undefined;
  let cuts = 0;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (part) => {
      const isCounted = planned !== undefined && planned.behind === undefined;
      if (planned?.behind !== undefined && part.includes(planned.behind)) planned.behind = undefined;
      if (planned === undefined || !isCounted || !part.includes(planned.words)) return void far.write(part);
      const { when } = planned;
      planned = undefined;
      cuts += 1;
      if (when === 'for_good') {
        server.close();
        for (const socket of sockets) socket.destroy();
      } else if (when === 'after') far.write(part, () => near.destroy());
      else near.destroy();
    });
    far.on('data', (part) => near.write(part));
  });
  const listening = await listen(server);
  return {
    port: listening.port,
    cut: (words, when, behind) => {
      planned = { words, when, behind };
    },
    get cuts() {
      return cuts;
    },
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await listening[Symbol.asyncDispose]();
    },
  };
}
