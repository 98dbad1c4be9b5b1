// Fetches that are killed in the middle, that meet a full disk, or that use a server with its own certificate authority.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { makeAuthority, makeCredentials } from '../support/certificate.ts';
import { cutAfter, startObjects, tagOf } from '../support/object-server.ts';
import { makeSourceWorld } from '../support/source-world.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { people } from '../support/workspace.ts';

const large = Buffer.from(people(60_000));

test('a fetch that is killed in the middle or meets a full disk leaves the previous data', async () => {
  await using server = await startObjects();
  server.objects.set('/a.csv', Buffer.from(people(3)));
  await using world = await makeSourceWorld(
    `  web: { kind: https, base: "${server.url}/" }\n`,
    '{ source: web, object: a.csv }',
  );
  expect(await world.refused()).toBe('0');
  const before = [await world.lock(), await world.fetched()];
  const leftOf = async (): Promise<readonly string[]> =>
    (await readdir(world.data)).filter((name) => name.startsWith('.staging-'));

  // The rest is never sent.
  const { promise: isOpen, resolve } = Promise.withResolvers<void>();
  server.fault = (response) => {
    response.writeHead(200, { etag: tagOf(large), 'content-length': large.length });
    response.write(large.subarray(0, 100_000), () => resolve());
    return true;
  };
  const killed = spawnCli(['fetch'], { cwd: world.root });
  await isOpen;
  await expect.poll(leftOf).toHaveLength(1);
  killed.process.kill('SIGKILL');
  expect((await killed.ended).exitCode).toBeNull();
  expect([await world.lock(), await world.fetched()]).toEqual(before);

  // A fetch that is ended by a signal reports it and leaves nothing, not even of the one before.
  server.requests.splice(0);
  const ended = spawnCli(['fetch'], { cwd: world.root });
  await expect.poll(() => server.requests.length).toBe(1);
  ended.process.kill('SIGINT');
  const { exitCode, stderr } = await ended.ended;
  expect([exitCode, stderr]).toEqual([
    8,
    expect.stringContaining('error PP294 hello.campaign.yaml the fetch of hello was ended'),
  ]);
  expect([await world.lock(), await world.fetched(), await leftOf()]).toEqual([...before, []]);

  // The file size limit of a shell, in KiB, stands for a full disk.
  server.fault = undefined;
  server.objects.set('/a.csv', large);
  const full = await spawnCli(['fetch', '--json'], { cwd: world.root, shell: 'ulimit -f 1000;' }).ended;
  expect(full.exitCode).toBe(1);
  expect(full.stdout).toContain('"PP505"');
  expect(full.stdout).toContain('EFBIG');
  expect([await world.lock(), await world.fetched(), await leftOf()]).toEqual([...before, []]);

  server.fault = (response, _request, number) => number % 2 === 0 && cutAfter(response, large, 1_000_000);
  expect(await world.refused()).toBe('0');
});

test('the program of a fetch that is killed is ended too, even if it never writes', async () => {
  await using world = await makeSourceWorld(
    `  own: { kind: command, run: [${JSON.stringify(execPath)}, program.mjs] }\n`,
    '{ source: own, query: vip.sql }',
    {
      'vip.sql': 'SELECT 1\n',
      // The file is complete when it has its name.
      'program.mjs': `import { renameSync, writeFileSync } from 'node:fs';
writeFileSync('new', String(process.pid));
renameSync('new', 'pid');
setInterval(() => {}, 1000);`,
    },
  );
  const killed = spawnCli(['fetch'], { cwd: world.root });
  const readPid = async (): Promise<number> => Number(await readFile(join(world.root, 'pid'), 'utf8').catch(() => '0'));
  await expect.poll(readPid).toBeGreaterThan(0);
  const program = await readPid();
  expect(isAlive(program)).toBe(true);
  killed.process.kill('SIGKILL');
  expect((await killed.ended).exitCode).toBeNull();
  await expect.poll(() => isAlive(program)).toBe(false);
});

test('an authority of your own is accepted through NODE_EXTRA_CA_CERTS only', async () => {
  const authority = makeAuthority('Hausgemacht');
  await using server = await startObjects({ tls: makeCredentials(authority, 'localhost') });
  server.objects.set('/a.csv', Buffer.from(people(3)));
  const source = `  web: { kind: https, base: "https://localhost:${server.port}/" }\n`;
  await using world = await makeSourceWorld(source, '{ source: web, object: a.csv }');
  expect(await world.refused()).toMatch(
    /^1\nPP284 .* cannot be reached at localhost:\d+: its certificate is from an authority that this machine does not know \([A-Z_]+\)$/v,
  );
  await world.write('authority.pem', authority.certificate);
  const env = { NODE_EXTRA_CA_CERTS: join(world.root, 'authority.pem') };
  const fetched = await spawnCli(['fetch'], { cwd: world.root, env }).ended;
  expect(fetched.stderr).toBe('');
  expect(fetched.exitCode).toBe(0);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
