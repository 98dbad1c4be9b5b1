// A PostgreSQL server for all tests of a file: either its own, or a database on the common server of all files.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { findCommonPostgres } from './common-postgres.ts';
import { startPostgres, urlOf, type PostgresServer, type PostgresServerOptions } from './postgres-server.ts';

/** The members that can be shared with other files. */
export type PostgresDatabaseServer = Pick<PostgresServer, 'port' | 'password' | 'url'>;

/** Call it at the top of a test file. Call the function that it returns in hooks and tests, when the server runs. */
export function sharePostgres(options?: PostgresServerOptions): () => PostgresServer {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres(options);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  return () => {
    if (server === undefined) throw new Error('the server was not started');
    return server;
  };
}

/**
 * Shares a database on the common server of all files, which saves the start of a server. For tests that do not stop the server,
 * create roles or look at what others do on it. The database is removed with the server.
 */
export function sharePostgresDatabase(): () => PostgresDatabaseServer {
  let server: PostgresDatabaseServer | undefined;
  beforeAll(async () => {
    const place = await findCommonPostgres();
    const database = `file_${randomBytes(6).toString('hex')}`;
    const client = new Client(urlOf(place));
    await client.connect();
    await client.query(`CREATE DATABASE ${database}`);
    await client.end();
    server = { ...place, url: (query) => urlOf({ ...place, database }, query) };
  });
  return () => {
    if (server === undefined) throw new Error('the database was not made');
    return server;
  };
}
