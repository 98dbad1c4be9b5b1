// The driver's client, with clear errors where it would otherwise crash, and without open sockets after a failed login.
import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type pg from 'pg';
import type { ChannelBinding } from './postgres-address.ts';

/** The start of the message; the driver's own error follows. */
export const unreadable = 'the driver cannot read what the server says';
export const noBinding = 'channel binding is required, and the server does not offer it';

/** What the driver's types do not declare of a client: its `connection`. */
interface Connection extends EventEmitter {
  readonly stream: Duplex;
  attachListeners(stream: { on(event: string, listener: (...given: never[]) => void): unknown }): void;
}

/** A setting that the server reports by itself. */
interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

const versions = new WeakMap<object, number>();

/** Returns the major version that the server reports on connecting. A pooler reports that of the server behind it. */
export function serverVersionOf(client: pg.ClientBase): number {
  return versions.get(client) ?? 0;
}

/** Returns a class of clients for a pool. */
export function carefulClient({ Client }: typeof pg, binding: ChannelBinding): typeof pg.Client {
  return class extends Client {
    readonly #connection: Connection;
    /** True if a role or database setting makes backslashes in texts escapes, as in old versions of PostgreSQL. */
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
      // Prevents an unhandled 'error' event: the pool listens only to idle clients. The next statement reports the broken connection.
      this.on('error', () => {});
    }

    override connect(): Promise<pg.Client>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<pg.Client> | void {
      if (callback === undefined) return super.connect();
      const end = (error: Error | null): void => {
        // The pool forgets a client that could not connect, but its socket would stay open and the server wait a minute for it.
        if (error !== null) this.#connection.stream.destroy();
        Reflect.apply(callback, undefined, [error]);
      };
      super.connect((error: Error | null) => {
        const settings = [
          ...(this.#isEscaping ? ['SET standard_conforming_strings = on'] : []),
          ...(serverVersionOf(this) >= 17 ? ['SET transaction_timeout = 0'] : []),
        ];
        if (error !== null || settings.length === 0) return end(error);
        // For the queue's engine. Our own transactions set this themselves.
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

/** Turns exceptions while the driver reads, which would end the process, into errors of the connection. */
function guardParser(connection: Connection): void {
  const attach = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream) => {
    attach({
      on: (event: string, listener: (...given: never[]) => void) =>
        stream.on(event, (...given: unknown[]) => {
          try {
            Reflect.apply(listener, stream, given);
          } catch (error) {
            // For example a login method that needs a ticket instead of a password.
            connection.emit('error', new Error(`${unreadable}: ${String(error)}`, { cause: error }));
            connection.stream.destroy();
          }
        }),
    });
  };
}

/** Runs before the driver answers: with another login method it would send what channel binding is to protect. */
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
