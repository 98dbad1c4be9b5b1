// One PostgreSQL server for all tests of a file.
import { afterAll, beforeAll } from 'vitest';
import { startPostgres, type PostgresServer, type PostgresServerOptions } from './postgres-server.ts';

/** Called at the top of a test file. What it gives is called in hooks and tests, when the server runs. */
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
