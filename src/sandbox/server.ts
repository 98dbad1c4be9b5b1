// The sandbox: a server on 127.0.0.1 that behaves like the vendor's API. It contacts no other server.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { exitCodes, refuse, saySystemError } from '../errors.ts';
import { commonAnswers } from './answers.ts';
import { mark, writeAnswer } from './exchange.ts';
import { breakConnection } from './fault-wire.ts';
import { faultOf, parseFault, type InjectedFault } from './faults.ts';
import type { Arrival } from './inbox.ts';
import { settingsOf, type SandboxOptions } from './options.ts';
import { serve } from './routes.ts';
import { statsOf, type Stats } from './stats.ts';
import { makeWorld, resetWorld, type World } from './world.ts';

export interface Sandbox extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  stats(): Stats;
  /** Returns the notifications that arrived, oldest first: at most the last 1,000. */
  inbox(): readonly Arrival[];
  /**
   * Sets the faults of requests from now on, replacing earlier ones: `fault('503:0.05', '429@1,5')`. Without arguments, there are no
   * faults.
   * @throws RangeError if a text does not name a fault.
   */
  fault(...faults: readonly (string | InjectedFault)[]): void;
  /** Forgets everything that arrived. Users, faults and the log on disk stay. */
  reset(): void;
  /** Closes every connection, including those that still wait for an answer. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

function acceptConnection(world: World, socket: Socket, number: number): void {
  // A client may disconnect in any way; that is not an error here.
  socket.on('error', () => undefined);
  const fault = faultOf(world.faults.current, world.settings.seed, 'connection', number);
  if (fault?.how !== 'connection') return;
  world.counts.countFault(fault.kind);
  breakConnection(fault.kind, socket);
}

function refuseNonsense(socket: Socket): void {
  if (!socket.writable) return;
  const headers = Object.entries({ ...mark, connection: 'close', 'content-length': '0' });
  socket.end(`HTTP/1.1 400 Bad Request\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
}

function makeServer(world: World, sockets: Set<Socket>): Server {
  let connections = 0;
  const server = createServer((incoming, response) => {
    serve(world, incoming, response).catch(() => {
      if (!world.signal.aborted) writeAnswer(response, commonAnswers.failed);
    });
  });
  // Longer than any client keeps an idle connection, so that the server never closes one just as a request arrives.
  server.keepAliveTimeout = 600_000;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    acceptConnection(world, socket, connections);
  });
  server.on('clientError', (_error, socket: Socket) => refuseNonsense(socket));
  return server;
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const help = 'Name another port, or none to take any that is free.';
    const message = `port ${port} of ${host} cannot be listened on: ${saySystemError(cause)}`;
    throw refuse(exitCodes.invalidInput, 'PP502', message, help, { cause });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Starts a sandbox. Throws a refusal if the port or the log cannot be opened. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settingsOf(options);
  const closing = new AbortController();
  const world = makeWorld(settings, closing.signal);
  const sockets = new Set<Socket>();
  const server = makeServer(world, sockets);
  const port = await listen(server, settings.port).catch((error: unknown) => {
    world.file?.[Symbol.dispose]();
    throw error;
  });
  const stop = async (): Promise<void> => {
    closing.abort();
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
    world.file?.[Symbol.dispose]();
  };
  let stopped: Promise<void> | undefined;
  const close = (): Promise<void> => (stopped ??= stop());
  return {
    url: `http://${host}:${port}`,
    port,
    stats: () => statsOf(world),
    inbox: () => world.inbox.list(),
    fault: (...faults) => {
      world.faults.current = faults.map((fault) => (typeof fault === 'string' ? requireFault(fault) : fault));
    },
    reset: () => resetWorld(world),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function requireFault(text: string): InjectedFault {
  const fault = parseFault(text);
  if (fault === undefined) throw new RangeError(`${JSON.stringify(text)} is not a fault: KIND:SHARE or KIND@N,N`);
  return fault;
}
