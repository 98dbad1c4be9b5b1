// TLS in front of a local server, under a certificate of the test's choice; and a proxy that is asked to CONNECT there.
import { connect, createServer, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Credentials } from './certificate.ts';
import { listen, type Listening } from './listen.ts';

/** Speaks TLS and passes what it hears on to a port. */
export function startTlsFront(credentials: Credentials, target: number): Promise<Listening> {
  return listen(tls.createServer(credentials, (near) => join(near, target)));
}

export interface ConnectProxy extends Listening {
  /** Heads of the requests, as they came. */
  readonly heads: readonly string[];
  /** What it answers instead of letting somebody through; undefined when it lets everybody through. */
  refusal: string | undefined;
}

/** Leads wherever one asks for to that port. */
export async function startConnectProxy(target: number, refusal?: string): Promise<ConnectProxy> {
  const heads: string[] = [];
  const front = await listen(
    createServer((near) => {
      near.once('data', (head) => {
        heads.push(head.toString());
        if (proxy.refusal !== undefined) return void near.end(proxy.refusal);
        near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        join(near, target);
      });
    }),
  );
  const proxy: ConnectProxy = { ...front, heads, refusal };
  return proxy;
}

function join(near: Socket, target: number): void {
  const far = connect(target, '127.0.0.1');
  far.on('error', () => near.destroy());
  far.on('close', () => near.destroy());
  near.on('close', () => far.destroy());
  near.pipe(far).pipe(near);
}
