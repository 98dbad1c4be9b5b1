// TLS to a ledger on PostgreSQL is what the address says: none, any, from an authority, or from that and for that name.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPostgresAddress } from '../../src/postgres/postgres-address.ts';
import { makeAuthority, makeCredentials } from '../support/certificate.ts';
import { postgresWorld } from '../support/postgres-world.ts';
import { sharePostgres } from '../support/share-postgres.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const authority = makeAuthority('Authority of the test');
const server = sharePostgres({ tls: makeCredentials(authority, 'localhost') });
let folder: TestWorkspace | undefined;

beforeAll(async () => {
  folder = await makeWorkspace({
    'right.pem': authority.certificate,
    'wrong.pem': makeAuthority('Another authority').certificate,
  });
});

afterAll(() => folder?.[Symbol.asyncDispose]());

/** Whether the connection is encrypted; throws where it is not made. */
async function look(host: string, query: string): Promise<boolean> {
  if (folder === undefined) throw new Error('the folder was not made');
  const { root } = folder;
  const address = server().url(`?${query.replace(/\w+\.pem/, (name) => path.join(root, name))}`);
  await using world = await postgresWorld(server());
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
])('%s with %s is trusted', async (host, query, isEncrypted) => {
  expect(await look(host, query)).toBe(isEncrypted);
});

test.each([
  ['localhost', 'sslmode=verify-full'],
  ['localhost', 'sslmode=verify-full&sslrootcert=wrong.pem'],
  ['127.0.0.1', 'sslmode=verify-ca&sslrootcert=wrong.pem'],
  ['127.0.0.1', 'sslmode=require&sslrootcert=wrong.pem'],
  ['127.0.0.1', 'sslmode=verify-full&sslrootcert=right.pem'],
])('%s with %s is not', async (host, query) => {
  await expect(look(host, query)).rejects.toMatchObject({
    exitCode: 3,
    diagnostics: [{ code: 'PP320', message: expect.stringMatching(/certificate|altnames/i) }],
  });
});

test('channel_binding=require over TLS is bound', async () => {
  expect(await look('127.0.0.1', 'sslmode=require&channel_binding=require')).toBe(true);
});

test('the authority is read when the command begins', () => {
  if (folder === undefined) throw new Error('there is no folder');
  const file = path.join(folder.root, 'right.pem');
  const { tls } = readPostgresAddress(`postgres://a@db/push?sslmode=verify-full&sslrootcert=${file}`, 'LEDGER');
  expect(tls).toEqual({ ca: fs.readFileSync(file, 'utf8') });
});
