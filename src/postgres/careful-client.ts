// The driver's client, made to say in words what it would fail of otherwise, and to leave no socket open when it could not log in.
import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type pg from 'pg';
import type { ChannelBinding } from './postgres-address.ts';

/** How the message begins; what the driver says follows. */
export const unreadable = 'the driver cannot read what the server says';
export const noBinding = 'channel binding is required, and the server does not offer it';

/** What the types of the driver do not show of a client: its `connection`. */
interface Connection extends EventEmitter {
  readonly stream: Duplex;
  attachListeners(stream: { on(event: string, listener: (...given: never[]) => void): unknown }): void;
}

/** A setting that the server tells of its own accord. */
interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

const versions = new WeakMap<object, number>();

/** The major version that the server says when it is connected to; a pooler says that of the server behind it. */
export function serverVersionOf(client: pg.ClientBase): number {
  return versions.get(client) ?? 0;
}

/** A class of clients for a pool. */
export function carefulClient({ Client }: typeof pg, binding: ChannelBinding): typeof pg.Client {
  return class extends Client {
    readonly #connection: Connection;
    /** A role or database lets backslashes in texts escape, as PostgreSQL did long ago. */
    #isEscaping = false;

    constructor(config?: string | pg.ClientConfig) {
      super(config);
      this.#connection = connectionOf(this);
      guardParser(this.#connection);
      this.#connection.on('parameterStatus', ({ parameterName, parameterValue }: ParameterStatus) => {
        if (parameterName === 'server_version') versions.set(this, Number.parseInt(parameterValue, 10));
        if (parameterName === 'standard_conforming_strings') this.#isEscaping = parameterValue === 'off';
      });
      if (binding === 'require') demandBinding(this.#connection);
      // Who asks for the next statement is told that the connection is broken. The pool listens only where it has the client idle.
      this.on('error', () => {});
    }

    override connect(): Promise<pg.Client>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<pg.Client> | void {
      if (callback === undefined) return super.connect();
      const end = (error: Error | null): void => {
        // The pool forgets a client that could not connect, and the server would wait for it for a minute.
        if (error !== null) this.#connection.stream.destroy();
        Reflect.apply(callback, undefined, [error]);
      };
      super.connect((error: Error | null) => {
        const settings = [
          ...(this.#isEscaping ? ['SET standard_conforming_strings = on'] : []),
          ...(serverVersionOf(this) >= 17 ? ['SET transaction_timeout = 0'] : []),
        ];
        if (error !== null || settings.length === 0) return end(error);
        // For the queue's engine: what begins in a transaction of ours is set there.
        this.query(settings.join('; '), (failed) => end(failed));
      });
    }
  };
}

function connectionOf(client: pg.Client): Connection {
  const connection: unknown = Reflect.get(client, 'connection');
  if (isConnection(connection)) return connection;
  throw new TypeError('the driver of PostgreSQL has another form than this pushplan knows');
}

function isConnection(value: unknown): value is Connection {
  return value instanceof EventEmitter && 'stream' in value && 'attachListeners' in value;
}

/** What the driver throws while it reads would end the process: there it is an error of the connection. */
function guardParser(connection: Connection): void {
  const attach = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream) => {
    attach({
      on: (event: string, listener: (...given: never[]) => void) =>
        stream.on(event, (...given: unknown[]) => {
          try {
            Reflect.apply(listener, stream, given);
          } catch (error) {
            // Such as a kind of login that needs a ticket and no password.
            connection.emit('error', new Error(`${unreadable}: ${String(error)}`, { cause: error }));
            connection.stream.destroy();
          }
        }),
    });
  };
}

/** Before the driver answers: to another login it would send what the binding protects. */
function demandBinding(connection: Connection): void {
  let isBound = false;
  const refuseLogin = (): void => {
    connection.emit('error', new Error(noBinding));
    connection.stream.destroy();
  };
  connection.on('authenticationSASL', ({ mechanisms }: { readonly mechanisms: readonly string[] }) => {
    isBound = mechanisms.includes('SCRAM-SHA-256-PLUS');
    if (!isBound) refuseLogin();
  });
  for (const other of ['authenticationCleartextPassword', 'authenticationMD5Password'])
    connection.on(other, refuseLogin);
  connection.on('authenticationOk', () => isBound || refuseLogin());
}
