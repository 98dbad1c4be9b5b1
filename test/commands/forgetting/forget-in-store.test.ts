// pushplan forget in the data store: replaces what fetches stored, also after a failure, so that no other machine gets the person back.
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bucketKeys as env, startBucket } from '../../support/bucket-server.ts';
import { readDiagnostics, readFetch, readForget, readPlan } from '../../support/documents.ts';
import { makeFetching } from '../../support/fetching.ts';
import { people, sandboxOnly } from '../../support/workspace.ts';

test('replaces what is in the data store, continues after a failure, and the lock leads to the new file', async () => {
  await using server = await startBucket();
  const stored = (): string[] =>
    [...server.objects].flatMap(([path, bytes]) => (bytes.includes('person3@') ? [path] : [])).toSorted();
  const settings = (data: string): string =>
    `${sandboxOnly}data_dir: ${JSON.stringify(data)}\ndata_store: { kind: s3, region: eu-central-1, endpoint: "${server.url}", bucket: crm, prefix: push/crm }\n`;
  await using world = await makeFetching({}, { 'people.csv': people(6) });
  await world.write('pushplan.yaml', settings(world.data));
  const run = (...words: string[]): ReturnType<typeof world.run> => world.run(words, { env });
  expect((await run('fetch')).exitCode).toBe(0);
  const [old = ''] = await world.fetched();
  // A file of a campaign and a machine that are gone. Then a changed file and files of others, which must stay as they are.
  const lines = Buffer.from('{"id":"1","email":"person3@example.com"}\n{"id":"2","email":"person4@example.com"}\n');
  const sum = createHash('sha256').update(lines).digest('hex');
  server.objects.set(`/crm/push/crm/gone/${sum}.ndjson`, lines);
  server.objects.set('/crm/push/crm/notes.csv', Buffer.from('person3@example.com'));
  server.objects.set(`/crm/push/crm/other/hello/${sum}.csv`, Buffer.from('person3@example.com'));
  const others = stored().filter((path) => !path.includes(sum.slice(0, 9)) || path.includes('/other/'));
  const ofOthers = others.filter((path) => !path.includes(old));

  const forget = ['forget', '--recipient', 'email=person3@example.com', '--reason', 'request 1', '--yes', '--json'];
  expect((await world.run(forget)).exitCode).toBe(3);
  // The key of the folder cannot be written.
  const [key, away] = [join(world.data, '.key'), join(world.data, '.away')];
  await rename(key, away);
  await mkdir(key);
  const full = await run(...forget);
  expect([full.exitCode, readDiagnostics(full)[0]?.code]).toEqual([1, 'PP505']);
  await rmdir(key);
  await rename(away, key);
  server.fault = (response, { method }) => method === 'DELETE' && response.writeHead(503).end() === response;
  const failed = await run(...forget);
  expect(failed.exitCode).toBe(1);
  expect(readForget(failed)).toMatchObject({
    data_store: [{ campaign: 'gone' }, { campaign: 'hello', sha256_before: old.split('.')[0], rows_removed: 1 }],
    not_reached: ['vendor', 'sources', 'data_store', 'git', 'copies'],
    diagnostics: [{ code: 'PP284', file: 'pushplan.yaml' }],
  });
  expect(await readdir(join(world.data, 'hello'))).not.toContain(old);
  expect(stored()).toHaveLength(ofOthers.length + 2);

  // A bucket may keep old versions, and then says so in its answer.
  server.fault = (response, { method, path }) =>
    method === 'DELETE' &&
    path.includes('gone') &&
    server.objects.delete(path) &&
    response.writeHead(204, { 'x-amz-version-id': 'v2' }).end() === response;
  const again = await run(...forget);
  expect(again.exitCode).toBe(0);
  expect(readForget(again)).toMatchObject({
    files: [],
    data_store: [{ campaign: 'gone' }, { campaign: 'hello' }],
    diagnostics: [{ code: 'PP358', severity: 'warning' }],
  });
  expect(again.stdout + again.stderr).not.toContain('person3');
  server.fault = undefined;
  expect(stored()).toEqual(ofOthers);
  expect(readForget(await run(...forget)).data_store).toEqual([]);

  // The data folder is lost but its key is not: the lock leads to the file without the person.
  await rm(join(world.data, 'hello'), { recursive: true });
  expect((await run('fetch', '--locked')).exitCode).toBe(0);
  expect(readPlan(await run('plan', '--json')).totals).toMatchObject({ rows: 5, send: 5 });

  // Another data folder has another key. Its source still has the person, but the fetch does not put them back into the store.
  await using elsewhere = await makeFetching({}, { 'people.csv': people(6) });
  await world.write('pushplan.yaml', settings(elsewhere.data));
  const refused = await run('fetch', '--locked');
  expect(refused.exitCode).toBe(5);
  expect(refused.stderr).toContain('PP355');
  const fetched = await run('fetch', '--json');
  expect(fetched.exitCode).toBe(0);
  expect(readFetch(fetched).diagnostics).toMatchObject([{ code: 'PP355', severity: 'warning' }]);
  expect(stored()).toEqual(ofOthers);
});
