// One PostgreSQL server for all tests of a run that need only a database of their own. It starts on first use.
import { createServer } from 'node:http';
import { listen } from './listen.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

const variable = 'PUSHPLAN_TEST_COMMON_POSTGRES';

interface Place {
  readonly port: number;
  readonly password: string;
}

/** Runs before all tests of vitest. Starts a small server that answers where PostgreSQL is. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Each vitest project calls this.
  if (process.env[variable] !== undefined) return undefined;
  let server: Promise<PostgresServer> | undefined;
  const answering = createServer((_, response) => {
    server ??= startPostgres({ connections: 500 });
    server.then(
      ({ port, password }) => response.end(JSON.stringify({ port, password } satisfies Place)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const listening = await listen(answering);
  process.env[variable] = `http://127.0.0.1:${listening.port}`;
  return async () => {
    await listening[Symbol.asyncDispose]();
    const started = await server?.catch(() => undefined);
    await started?.[Symbol.asyncDispose]();
  };
}

export async function findCommonPostgres(): Promise<Place> {
  const answer = await fetch(process.env[variable] ?? '');
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Place;
}
