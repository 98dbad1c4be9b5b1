// Programs on this machine as sources: what they get, what they return, and how their failures are reported.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { readFetch } from '../support/documents.ts';
import { makeSourceWorld, type SourceWorld } from '../support/source-world.ts';

async function makeWorld(program: string, more = ''): Promise<SourceWorld> {
  const source = `  own: { kind: command, run: [${JSON.stringify(execPath)}, program.mjs, "a b; $HOME"]${more} }\n`;
  return makeSourceWorld(source, '{ source: own, query: vip.sql }', {
    'vip.sql': "SELECT 'it''s'\n",
    'program.mjs': program,
  });
}

const told = `import { text } from 'node:stream/consumers';
const names = Object.keys(process.env).filter((name) => !name.startsWith('__')).toSorted();
console.log(JSON.stringify({ email: 'a@example.com', name: await text(process.stdin), words: process.argv.slice(2), names }));`;

test('a program gets the query on its input, its arguments unchanged, no shell, and only the variables that are named', async () => {
  await using world = await makeWorld(told, ', env: [BQ_TOKEN], format: ndjson');
  const env = { PATH: '/usr/bin', HOME: '/nowhere', AWS_SECRET_ACCESS_KEY: 'geheim123', BQ_TOKEN: 'zeichen123' };
  expect(await world.refused(env)).toBe('0');
  const [name = ''] = await world.fetched();
  expect(JSON.parse(await readFile(join(world.data, 'hello', name), 'utf8'))).toEqual({
    email: 'a@example.com',
    name: "SELECT 'it''s'\n",
    words: ['a b; $HOME'],
    names: ['BQ_TOKEN', 'HOME', 'PATH'],
  });
  expect(await world.lock()).toContain('  kind: command\n  name: own\n  file: vip.sql\n');
  expect(await world.refused({})).toMatch(/^3\nPP283 pushplan.yaml:6:3 .* BQ_TOKEN, which is not set/v);
});

test('a program that fails, is killed, takes too long or does not exist is refused, and data that was fetched before stays', async () => {
  await using world = await makeWorld("console.log('email,name\\na@example.com,A');");
  const env = { BQ_TOKEN: 'zeichen123' };
  expect(await world.refused()).toBe('0');
  const before = [await world.lock(), await world.fetched()];
  const failures: readonly (readonly [string, RegExp])[] = [
    [
      "console.log('email\\nb@example.com'); console.error('one\\n\\u001b[31mtwo \\u202egone zeichen123'); process.exitCode = 3;",
      /^1\nPP290 pushplan.yaml:6:3 the source own ended with 3: \[31mtwo {2}gone zeichen123$/v,
    ],
    ["process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);", /^1\nPP290 .* ended with SIGTERM$/v],
    [
      "console.log('email,name\\na@example.com'); ",
      /^3\nPP203 hello\.campaign\.yaml:\d+:\d+ what vip\.sql gave cannot be read: row 1 \(line 2\) has 1 field, /v,
    ],
    ['', /^4\nPP267 /v],
  ];
  for (const [program, said] of failures) {
    await world.write('program.mjs', program);
    expect(await world.refused(env)).toMatch(said);
  }
  await world.settings('  own: { kind: command, run: [no-such-program-here] }\n');
  expect(await world.refused()).toMatch(/^3\nPP290 .* cannot start no-such-program-here \(ENOENT\)$/v);
  await world.settings(`  own: { kind: command, run: [${JSON.stringify(execPath)}, program.mjs], timeout: 1s }\n`);
  await world.write(
    'program.mjs',
    "import { spawn } from 'node:child_process'; spawn('sleep', ['5'], { stdio: 'inherit' }); setInterval(() => {}, 1000);",
  );
  expect(await world.refused()).toMatch(/^1\nPP290 .* took longer than 1 s$/v);
  expect([await world.lock(), await world.fetched()]).toEqual(before);
});

test('rows of a list that cannot be read are reported where its query is named, since they are in no file', async () => {
  await using world = await makeWorld("console.log('email,name\\na@example.com');");
  const source = `  own: { kind: command, run: [${JSON.stringify(execPath)}, program.mjs] }\n`;
  await world.settings(`${source}suppress: [{ query: vip.sql, source: own, match: email }]\n`);
  const result = await world.run(['fetch', '--lists', '--json']);
  expect(result.exitCode).toBe(3);
  expect(readFetch(result).diagnostics).toMatchObject([
    { code: 'PP203', file: 'pushplan.yaml', line: 7, message: expect.stringMatching(/^what vip\.sql gave cannot be/v) },
  ]);
});

test('a secret that a program was given is not printed with its output', async () => {
  await using world = await makeWorld('console.error(process.env.BQ_TOKEN); process.exit(1);', ', env: [BQ_TOKEN]');
  const result = await world.run(['fetch'], { env: { BQ_TOKEN: 'zeichen12345' } });
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toContain('PP290');
  expect(`${result.stdout}${result.stderr}`).not.toContain('zeichen12345');
});
