// Files of a server: what is fetched, what is resumed after a break, and what is refused. Real HTTP to a server on this machine.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFetch } from '../../support/documents.ts';
import { cutAfter, startObjects, tagOf, type ObjectServer } from '../../support/object-server.ts';
import { makeSourceWorld, type SourceWorld } from '../../support/source-world.ts';
import { people } from '../../support/workspace.ts';

const bytes = Buffer.from(people(5000));
const sha256 = createHash('sha256').update(bytes).digest('hex');

async function makeWorld(server: ObjectServer, audience: string, more = ''): Promise<SourceWorld> {
  const settings = [`base: "${server.url}/push/"`, more].filter((part) => part !== '').join(', ');
  return makeSourceWorld(`  web: { kind: https, ${settings} }\n`, audience);
}

test('a file is fetched with the headers that the source names, and locked by its bytes; its name may contain the day of the fetch', async () => {
  await using server = await startObjects({
    judge: ({ headers }) => (headers.authorization === 'Bearer geheim123' ? undefined : { status: 401, body: 'no' }),
  });
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Tokyo' }).format(Date.now());
  server.objects.set(`/push/daily%20%2B/${day}.csv`, bytes);
  const audience = '{ source: web, object: "daily +/{{date}}.csv", zone: Asia/Tokyo }';
  await using world = await makeWorld(server, audience, 'header_env: { Authorization: EXPORT_TOKEN }');
  expect(await world.refused()).toMatch(/^3\nPP283 pushplan.yaml:6:3 .* EXPORT_TOKEN, which is not set/v);
  expect(await world.refused({ EXPORT_TOKEN: 'Bearer falsch123' })).toBe(
    `3\nPP285 pushplan.yaml:6:3 the source web, asked for daily +/${day}.csv, answers 401`,
  );
  for (const value of ['Bearer geheim\n123', 'Bearer geheim\u{1}123', 'Bearer geheim€123']) {
    const found = await world.refused({ EXPORT_TOKEN: value });
    expect(found).toMatch(/^3\nPP283 pushplan.yaml:6:3 the source web cannot be sent EXPORT_TOKEN in a header/v);
    expect(found).not.toContain('geheim');
  }
  const env = { EXPORT_TOKEN: 'Bearer geheim123\n' };
  expect(readFetch(await world.run(['fetch', '--json'], { env })).campaigns).toMatchObject([{ rows: 5000, sha256 }]);
  const lock = await world.lock();
  expect(lock).toContain('source:\n  kind: https\n  name: web\n  file: "daily +/{{date}}.csv"\n  object: ');
  expect(lock).toContain(day);
  expect(await world.fetched()).toEqual([`${sha256}.csv`]);
  expect(await readFile(join(world.data, 'hello', `${sha256}.csv`))).toEqual(bytes);
  expect((await world.run(['fetch', '--check'], { env })).exitCode).toBe(0);
  expect((await world.run(['plan'])).exitCode).toBe(0);
  // A fault is reported for the object of that day.
  server.objects.set(`/push/daily%20%2B/${day}.csv`, Buffer.from('email,name\na@example.com\n'));
  expect(await world.refused(env)).toMatch(new RegExp(`^3\\nPP203 daily \\+/${day}\\.csv:2 row 1 `, 'v'));
});

test('a download that was cut continues there, as long as it is the same file', async () => {
  await using server = await startObjects();
  server.objects.set('/push/a.csv', bytes);
  await using world = await makeWorld(server, `{ source: web, object: a.csv, sha256: ${sha256} }`);
  server.fault = (response, _request, number) => number === 1 && cutAfter(response, bytes, 70_000);
  expect(await world.refused()).toBe('0');
  expect(server.requests.map(({ headers: { range, 'if-range': same } }) => [range, same])).toEqual([
    [undefined, undefined],
    [expect.stringMatching(/^bytes=\d+-$/v), tagOf(bytes)],
  ]);
  // When the rest is requested, there is another file.
  const other = Buffer.from(people(6000));
  server.fault = (response, _request, number) => {
    server.objects.set('/push/a.csv', other);
    return number === 3 && cutAfter(response, bytes, 70_000);
  };
  expect(await world.refused()).toMatch(/^1\nPP288 pushplan.yaml:6:3 .* broke off, and has another object now/v);
  expect(await world.fetched()).toEqual([`${sha256}.csv`]);
  expect(await world.refused()).toMatch(/^5\nPP287 .* gives other bytes than declared/v);
});

test('what cannot be relied on is refused, and data that was fetched before stays', async () => {
  await using server = await startObjects();
  server.objects.set('/push/a.csv', bytes);
  await using world = await makeWorld(server, '{ source: web, object: a.csv }', 'max_size: 1MB');
  expect(await world.refused()).toBe('0');
  const lock = await world.lock();
  const faults: readonly (readonly [NonNullable<ObjectServer['fault']>, RegExp])[] = [
    [
      (response) => response.writeHead(404).end() === response,
      /^3\nPP285 pushplan.yaml:6:3 the source web, asked for a.csv, answers 404$/v,
    ],
    [(response) => response.writeHead(503).end() === response, /^1\nPP284 .* answers 503$/v],
    [
      (response) => response.writeHead(302, { location: 'https://example.org/a.csv' }).end() === response,
      /^3\nPP285 .* leads to another host, example.org/v,
    ],
    [
      (response) => response.writeHead(302, { location: 'javascript:alert(1)' }).end() === response,
      /^3\nPP285 .* answers 302$/v,
    ],
    [(response) => response.writeHead(302, { location: 'a.csv' }).end() === response, /^3\nPP285 .* leads in circles/v],
    [(response) => response.writeHead(200, { 'content-length': 2_000_000 }).write('x'), /^4\nPP289 .* more than 1 MB/v],
    [
      (response) => response.writeHead(200).end(Buffer.alloc(1_100_000, 65)) === response,
      /^4\nPP289 .* more than 1 MB/v,
    ],
    [
      (response) =>
        response.writeHead(200, { 'content-length': 9, 'content-encoding': 'gzip' }).end('email\na\nb') === response,
      /^3\nPP285 .* packed \(Content-Encoding: gzip\)/v,
    ],
    [
      (response) =>
        response.writeHead(200, { 'content-length': 8, digest: `sha-256=${'A'.repeat(43)}=` }).end('email\na\n') ===
        response,
      /^1\nPP288 .* digest in its own headers/v,
    ],
    [
      (response) => response.writeHead(200, { 'content-length': 99 }).write('email\na\n', () => response.destroy()),
      /^1\nPP288 .* broke off/v,
    ],
    [
      (response) => response.socket?.end('HTTP/1.1 200 OK\r\n\r\nemail\na\n') !== undefined,
      /^1\nPP288 .* how many bytes/v,
    ],
    [(response) => response.socket?.end('no HTTP at all') !== undefined, /^1\nPP284 .*HTTPParserError/v],
    [(response) => response.writeHead(200, { 'content-length': 0 }).end() === response, /^4\nPP267 /v],
  ];
  for (const [fault, said] of faults) {
    server.fault = fault;
    expect(await world.refused()).toMatch(said);
  }
  // Only the silent server gets a short timeout. For all others, a busy machine may need more time.
  await world.settings(`  web: { kind: https, base: "${server.url}/push/", timeout: 2s }\n`);
  server.fault = (response) => response.writeHead(200, { 'content-length': 9 }).write('email\n');
  expect(await world.refused()).toMatch(/^1\nPP288 .* had sent 6 bytes when its timeout of 2 s was over$/v);
  await server[Symbol.asyncDispose]();
  expect(await world.refused()).toMatch(
    /^1\nPP284 .* cannot be reached at 127.0.0.1:\d+: the connection is refused \(ECONNREFUSED\)/v,
  );
  expect([await world.lock(), await world.fetched()]).toEqual([lock, [`${sha256}.csv`]]);
});
