// A TCP server that does with each request's socket what a test says: faults live below HTTP, where no mock reaches.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** Bodies of the requests that arrived whole, in order. */
  readonly received: readonly string[];
  readonly connections: () => number;
}

/** Called once for each whole request; `number` counts from 1. */
type Behaviour = (socket: Socket, number: number) => void;

export interface RawServerOptions {
  readonly onRequest?: Behaviour;
  readonly onConnection?: Behaviour;
}

export async function startRawServer({ onRequest, onConnection }: RawServerOptions): Promise<RawServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    connections++;
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onConnection?.(socket, connections);
    let buffer = Buffer.alloc(0);
    socket.on('data', (data) => {
      buffer = Buffer.concat([buffer, data]);
      const body = wholeBody(buffer);
      if (body === undefined) return;
      buffer = Buffer.alloc(0);
      received.push(body);
      onRequest?.(socket, received.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function wholeBody(buffer: Buffer): string | undefined {
  const end = buffer.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(buffer.subarray(0, end).toString())?.[1] ?? 0);
  const body = buffer.subarray(end + 4);
  return body.length < length ? undefined : body.toString();
}

/** A whole answer. */
export function http(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers });
  return `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
