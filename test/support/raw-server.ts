// A TCP server that handles the socket of each request as a test says. It can produce faults below HTTP, which no mock reaches.
import { createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** The bodies of the requests that arrived completely, in order. */
  readonly received: readonly string[];
  readonly connections: () => number;
}

/** Called once for each complete request. `number` counts from 1. */
type Behaviour = (socket: Socket, number: number) => void;

export interface RawServerOptions {
  readonly onRequest?: Behaviour;
  readonly onConnection?: Behaviour;
}

export async function startRawServer({ onRequest, onConnection }: RawServerOptions): Promise<RawServer> {
  const received: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
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
  const listening = await listen(server);
  return {
    url: `http://127.0.0.1:${listening.port}`,
    received,
    connections: () => connections,
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

/** Returns the body of a request, or undefined until it has arrived completely. */
export function wholeBody(buffer: Buffer): string | undefined {
  const end = buffer.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(buffer.subarray(0, end).toString())?.[1] ?? 0);
  const body = buffer.subarray(end + 4);
  return body.length < length ? undefined : body.toString();
}

/** Returns a complete HTTP answer. */
export function http(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers });
  return `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
