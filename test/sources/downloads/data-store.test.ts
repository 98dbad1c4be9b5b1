// Fetched data in a bucket: stored under its digest, and read from there on another machine, whatever the source returns by then.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bucketKeys as env, startBucket } from '../../support/bucket-server.ts';
import { makeSourceWorld } from '../../support/source-world.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { people } from '../../support/workspace.ts';

test('each request is signed when it leaves, as a fetch may take longer than a signature is valid', async () => {
  await using server = await startBucket();
  server.objects.set('/exports/a.csv', Buffer.from(people(3)));
  const bucket = `kind: s3, region: eu-central-1, endpoint: "${server.url}", bucket:`;
  const settings = `  exports: { ${bucket} exports }\ndata_store: { ${bucket} crm-push }\n`;
  await using world = await makeSourceWorld(settings, '{ source: exports, object: a.csv }');
  const clock = virtualClock(Date.parse('2026-11-23T10:00:00Z'));
  server.fault = () => {
    clock.pass(10 * 60_000);
    return false;
  };
  expect((await world.run(['fetch'], { env, clock })).exitCode).toBe(0);
  const signed = server.requests.map(({ method, headers }) => `${method} ${String(headers['x-amz-date'])}`);
  expect(signed).toEqual([
    'GET 20261123T100000Z',
    'HEAD 20261123T101000Z',
    'HEAD 20261123T102000Z',
    'PUT 20261123T103000Z',
  ]);
  expect(await world.lock()).toContain('2026-11-23T10:00:00Z');
});

test('fetch stores the data under its digest, and fetch --locked reads it from there first', async () => {
  await using server = await startBucket();
  server.objects.set('/exports/a.csv', Buffer.from(people(3)));
  const bucket = `kind: s3, region: eu-central-1, endpoint: "${server.url}", bucket:`;
  const settings = `  exports: { ${bucket} exports }\ndata_store: { ${bucket} crm-push, prefix: pushplan }\n`;
  await using world = await makeSourceWorld(settings, '{ source: exports, object: a.csv }');
  expect(await world.refused(env)).toBe('0');
  const [name = ''] = await world.fetched();
  const stored = `/crm-push/pushplan/hello/${name}`;
  expect(server.objects.get(stored)?.toString()).toBe(people(3));
  // Data that is there is not sent again.
  server.requests.splice(0);
  expect(await world.refused(env)).toBe('0');
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'HEAD']);

  // Another machine, after the source has changed.
  server.objects.set('/exports/a.csv', Buffer.from(people(4)));
  const lock = await world.lock();
  const forget = (): Promise<void> => rm(join(world.data, 'hello'), { recursive: true });
  await forget();
  const locked = await world.run(['fetch', '--locked'], { env });
  expect(locked.stdout).toBe('hello: 3 rows from the data store, as audiences/hello.lock.yaml says\n');
  expect([await world.lock(), await world.fetched()]).toEqual([lock, [name]]);

  // Bytes that were changed in the store are refused, and missing ones are requested from the source.
  await forget();
  server.objects.set(stored, Buffer.from(people(4)));
  const changed = await world.run(['fetch', '--locked'], { env });
  expect(changed.exitCode).toBe(5);
  expect(changed.stderr.replaceAll(/\s+/gv, ' ')).toMatch(
    /PP287 .* the data store gives other bytes than the lock says.* remove it from the data store/v,
  );
  server.objects.delete(stored);
  const missing = await world.run(['fetch', '--locked'], { env });
  expect(missing.exitCode).toBe(5);
  expect(missing.stderr).toMatch(/PP285[^]*the data store[^]*PP265/v);
  server.objects.set('/exports/a.csv', Buffer.from(people(3)));
  server.fault = (response, { method }) => method === 'PUT' && response.writeHead(403).end() === response;
  // With read access alone, fetch uses what the source still returns.
  expect((await world.run(['fetch', '--locked'], { env })).exitCode).toBe(0);

  // A lock names nothing that the store did not accept.
  server.objects.set('/exports/a.csv', Buffer.from(people(5)));
  server.fault = (response, { method }) =>
    method === 'PUT' && response.writeHead(403).end('<Code>AccessDenied</Code>') === response;
  expect(await world.refused(env)).toMatch(/^3\nPP285 pushplan.yaml:7:1 the data store answers 403 \(AccessDenied\)$/v);
  expect(await world.lock()).toBe(lock);
});
