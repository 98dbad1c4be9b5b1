// TLS in front of a local server with a certificate of the test's choice, and a proxy for CONNECT requests.
import { connect, createServer, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Credentials } from './certificate.ts';
import { listen, type Listening } from './listen.ts';

/** Terminates TLS and forwards the data to a port. */
export function startTlsFront(credentials: Credentials, target: number): Promise<Listening> {
  return listen(tls.createServer(credentials, (near) => join(near, target)));
}

export interface ConnectProxy extends Listening {
  /** The heads of the requests, as received. */
  readonly heads: readonly string[];
  /** The answer that refuses a connection; undefined if every connection is allowed. */
  refusal: string | undefined;
}

/** Connects every request to that port, whatever address it asks for. */
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
