// TLS to a ledger on PostgreSQL. The address decides: none, any certificate, one of an authority, or also for the right name.
import fs from 'node:fs';
import path from 'node:path';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readPostgresAddress } from '../../src/postgres/postgres-address.ts';
import { listen } from '../support/listen.ts';
import { makeAuthority, makeCredentials } from '../support/certificate.ts';
import { postgresWorld } from '../support/postgres-world.ts';
import { sharePostgres } from '../support/share-postgres.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const authority = makeAuthority('Authority of the test');
const sharedServer = sharePostgres({ tls: makeCredentials(authority, 'localhost') });
let folder: TestWorkspace | undefined;

beforeAll(async () => {
  folder = await makeWorkspace({
    'right.pem': authority.certificate,
    'wrong.pem': makeAuthority('Another authority').certificate,
  });
});

const unknown = [
  'its certificate is from an authority that this machine does not know',
  'Name the file (PEM) with that authority in the variable of ledger_env: sslrootcert=FILE.',
] as const;

afterEach(() => vi.unstubAllEnvs());

afterAll(() => folder?.[Symbol.asyncDispose]());

/** Connects, and returns whether the connection is encrypted. Throws if it fails. */
async function look(host: string, query: string): Promise<boolean> {
  if (folder === undefined) throw new Error('the folder was not made');
  const { root } = folder;
  const address = sharedServer().url(`?${query.replace(/\w+\.pem/, (name) => path.join(root, name))}`);
  await using world = await postgresWorld(sharedServer());
  const { schema } = world.address;
  const there = { ...readPostgresAddress(address.replace('127.0.0.1', host), 'LEDGER'), schema };
  await using ledger = await world.open({ address: there });
  expect(await ledger.runs()).toEqual([]);
  return there.tls !== false;
}

test.each([
  ['127.0.0.1', 'sslmode=disable', false],
  ['127.0.0.1', 'sslmode=require', true],
  ['127.0.0.1', 'sslmode=require&sslrootcert=right.pem', true],
  ['127.0.0.1', 'sslmode=verify-ca&sslrootcert=right.pem', true],
  ['localhost', 'sslmode=verify-full&sslrootcert=right.pem', true],
])('%s with %s is accepted', async (host, query, isEncrypted) => {
  expect(await look(host, query)).toBe(isEncrypted);
});

test.each([
  ['localhost', 'sslmode=verify-full', unknown],
  ['localhost', 'sslmode=verify-full&sslrootcert=wrong.pem', unknown],
  ['127.0.0.1', 'sslmode=verify-ca&sslrootcert=wrong.pem', unknown],
  ['127.0.0.1', 'sslmode=require&sslrootcert=wrong.pem', unknown],
  [
    '127.0.0.1',
    'sslmode=verify-full&sslrootcert=right.pem',
    ['its certificate is for another name', 'Check the host in the variable of ledger_env'],
  ],
] as const)('%s with %s is refused, even with NODE_TLS_REJECT_UNAUTHORIZED', async (host, query, [means, remedy]) => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  await expect(look(host, query)).rejects.toMatchObject({
    exitCode: 3,
    diagnostics: [
      {
        code: 'PP320',
        message: expect.stringMatching(`cannot be reached: ${means} \\([^;]*\\)\\.$`),
        help: expect.stringContaining(remedy),
      },
    ],
  });
});

test('a server without TLS is reported with a remedy', async () => {
  await using server = await listen(createServer((socket) => socket.once('data', () => socket.write('N'))));
  const there = readPostgresAddress(`postgres://a@127.0.0.1:${server.port}/push?sslmode=require`, 'LEDGER');
  await using world = await postgresWorld(sharedServer());
  await expect(world.open({ address: there })).rejects.toMatchObject({
    diagnostics: [
      { message: expect.stringContaining('it does not speak TLS'), help: expect.stringContaining('ssl = on') },
    ],
  });
});

test('channel_binding=require works over TLS', async () => {
  expect(await look('127.0.0.1', 'sslmode=require&channel_binding=require')).toBe(true);
});

test('the file with the authority is read when the address is read', () => {
  if (folder === undefined) throw new Error('there is no folder');
  const file = path.join(folder.root, 'right.pem');
  const { tls } = readPostgresAddress(`postgres://a@db/push?sslmode=verify-full&sslrootcert=${file}`, 'LEDGER');
  expect(tls).toEqual({ ca: fs.readFileSync(file, 'utf8'), rejectUnauthorized: true });
});
