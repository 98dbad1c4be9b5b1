// The client of the driver alone: uses that a pool never makes, and servers that no other test starts.
import { EventEmitter } from 'node:events';
import pg from 'pg';
import { expect, test } from 'vitest';
import { carefulClient, serverVersionOf } from '../../src/postgres/careful-client.ts';
import { startLoginServer } from '../support/login-server.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';

const server = sharePostgresDatabase();

test('connects without a callback too, and knows the version of the server', async () => {
  const client = new (carefulClient(pg, 'disable'))(server().url());
  await client.connect();
  const { rows } = await client.query<{ readonly server_version: string }>('SHOW server_version');
  expect(serverVersionOf(client)).toBe(Number.parseInt(rows[0]?.server_version ?? '', 10));
  await client.end();
});

test('does not change settings of a server before version 17', async () => {
  await using login = await startLoginServer('old');
  const client = new (carefulClient(pg, 'disable'))(`postgres://ada@127.0.0.1:${login.port}/push`);
  await new Promise<void>((resolve, reject) =>
    client.connect((error: Error | null) => (error === null ? resolve() : reject(error))),
  );
  expect(serverVersionOf(client)).toBe(14);
  expect(login.asked()).toEqual([]);
  await client.end();
});

test.each(['cleartext', 'md5', 'trust'] as const)('requires channel binding for a login by %s too', async (kind) => {
  await using login = await startLoginServer(kind);
  const client = new (carefulClient(pg, 'require'))(`postgres://ada:secret@127.0.0.1:${login.port}/push`);
  await expect(
    new Promise<void>((resolve, reject) =>
      client.connect((error: Error | null) => (error === null ? resolve() : reject(error))),
    ),
  ).rejects.toThrow('channel binding is required');
  expect(login.asked()).toEqual([]);
});

test('reports a connection that is cut at the first settings as an error of connecting, and not as an unhandled one', async () => {
  await using login = await startLoginServer('cut');
  const client = new (carefulClient(pg, 'disable'))(`postgres://ada@127.0.0.1:${login.port}/push`);
  await expect(
    new Promise<void>((resolve, reject) =>
      client.connect((error: Error | null) => (error === null ? resolve() : reject(error))),
    ),
  ).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('refuses an incompatible driver before anything is sent', () => {
  const Client = EventEmitter as unknown as typeof pg.Client;
  expect(() => new (carefulClient({ ...pg, Client }, 'disable'))()).toThrow('has another form');
});
