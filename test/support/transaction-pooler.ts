// A connection pooler in transaction mode in front of a server without passwords: a client has a connection only during its transaction.
import { connect, createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

export interface TransactionPooler extends AsyncDisposable {
  readonly port: number;
  /** The largest number of clients at the same time. */
  readonly mostClients: number;
  /** How often a client got a different connection than for its previous transaction. */
  readonly moves: number;
}

export interface PoolerOptions {
  /** The port of the server. */
  readonly target: number;
  /** The number of connections to the server, fewer than clients. */
  readonly connections: number;
}

/** Codes of the protocol (postgresql.org/docs/current/protocol-message-formats.html). */
const protocol = 196_608;
const encryptionRequests: readonly number[] = [80_877_103, 80_877_104];

export async function startTransactionPooler({ target, connections }: PoolerOptions): Promise<TransactionPooler> {
  const pool = new Pool(target, connections);
  const clients = new Set<Socket>();
  let mostClients = 0;
  const server = createServer((socket) => {
    clients.add(socket);
    mostClients = Math.max(mostClients, clients.size);
    serve(socket, pool);
    socket.on('close', () => clients.delete(socket));
  });
  const listening = await listen(server);
  return {
    port: listening.port,
    get mostClients() {
      return mostClients;
    },
    get moves() {
      return pool.moves;
    },
    [Symbol.asyncDispose]: async () => {
      pool.end();
      await listening[Symbol.asyncDispose]();
    },
  };
}

/** A connection to the server, which a client may hold. */
interface Connection {
  readonly socket: Socket;
  /** Receives the server's messages for the client that holds it. */
  hear: (type: string, message: Buffer) => void;
  lost: () => void;
}

class Pool {
  moves = 0;
  readonly #target: number;
  readonly #most: number;
  readonly #all = new Set<Connection>();
  /** Returned connections go to the end of the queue, so that clients often change connections. */
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];

  constructor(target: number, most: number) {
    this.#target = target;
    this.#most = most;
  }

  take(use: (connection: Connection) => void): void {
    const idle = this.#idle.shift();
    if (idle !== undefined) return use(idle);
    this.#waiting.push(use);
    if (this.#all.size < this.#most) this.#open();
  }

  giveBack(connection: Connection): void {
    connection.hear = () => undefined;
    connection.lost = () => undefined;
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else next(connection);
  }

  end(): void {
    this.#waiting.length = 0;
    for (const { socket } of this.#all) socket.destroy();
  }

  #open(): void {
    const socket = connect(this.#target, '127.0.0.1');
    const connection: Connection = { socket, hear: () => undefined, lost: () => undefined };
    this.#all.add(connection);
    connection.hear = (type) => {
      if (type === 'Z') this.giveBack(connection);
    };
    const words = Buffer.from('user\0postgres\0database\0postgres\0\0');
    socket.write(Buffer.concat([numbers(8 + words.length, protocol), words]));
    readMessages(socket, (type, message) => connection.hear(type, message));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#all.delete(connection);
      if (this.#idle.includes(connection)) this.#idle.splice(this.#idle.indexOf(connection), 1);
      connection.lost();
      if (this.#waiting.length > 0) this.#open();
    });
  }
}

/** Serves a client from its greeting on. Its messages wait until there is a connection. */
function serve(client: Socket, pool: Pool): void {
  const asked: Buffer[] = [];
  let held: Connection | 'soon' | undefined;
  let before: Connection | undefined;
  let unanswered = 0;
  let isGone = false;
  const use = (connection: Connection): void => {
    if (isGone) return pool.giveBack(connection);
    if (before !== undefined && before !== connection) pool.moves += 1;
    held = before = connection;
    connection.lost = () => client.destroy();
    connection.hear = (type, message) => {
      client.write(message);
      if (type !== 'Z') return;
      unanswered -= 1;
      if (unanswered > 0 || message.at(-1) !== 'I'.charCodeAt(0)) return;
      held = undefined;
      pool.giveBack(connection);
    };
    for (const message of asked.splice(0)) connection.socket.write(message);
  };
  greet(client, () =>
    readMessages(client, (type, message) => {
      if (type === 'X') return void client.end();
      if (type === 'Q' || type === 'S') unanswered += 1;
      if (typeof held === 'object') return void held.socket.write(message);
      asked.push(message);
      if (held === undefined) {
        held = 'soon';
        pool.take(use);
      }
    }),
  );
  client.on('error', () => undefined);
  client.on('close', () => {
    isGone = true;
    // A transaction that is still open ends with its connection.
    if (typeof held === 'object') held.socket.destroy();
  });
}

/** Refuses encryption and accepts every user. */
function greet(client: Socket, begin: () => void): void {
  client.once('data', (message) => {
    if (encryptionRequests.includes(message.readInt32BE(4))) {
      client.write('N');
      return greet(client, begin);
    }
    const letIn = Buffer.concat([Buffer.from('R'), numbers(8, 0)]);
    const encoding = Buffer.from('client_encoding\0UTF8\0');
    const status = Buffer.concat([Buffer.from('S'), numbers(4 + encoding.length), encoding]);
    const ready = Buffer.concat([Buffer.from('Z'), numbers(5), Buffer.from('I')]);
    begin();
    client.write(Buffer.concat([letIn, status, ready]));
  });
}

/** Passes on each message as a whole, with its type and length. */
function readMessages(socket: Socket, heed: (type: string, message: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  // Each message is written separately, and the other side waits for it.
  socket.setNoDelay(true);
  socket.on('data', (part) => {
    rest = Buffer.concat([rest, part]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const length = 1 + rest.readInt32BE(1);
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      heed(String.fromCharCode(message[0] ?? 0), message);
    }
  });
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(value, 4 * index);
  return bytes;
}
