// Queries in a PostgreSQL database: the rows that they return, and the messages if they fail. Real SQL on a real server.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { readFetch, readPlan } from '../../support/documents.ts';
import { listen } from '../../support/listen.ts';
import { sharePostgres } from '../../support/share-postgres.ts';
import { makeSourceWorld, type SourceWorld } from '../../support/source-world.ts';
import { campaignText } from '../../support/workspace.ts';

const server = sharePostgres();
const source = '  warehouse: { kind: postgres, address_env: WAREHOUSE_URL, timeout: 20s }\n';
const audience = '{ source: warehouse, query: vip.sql }';

beforeAll(async () => {
  const client = new pg.Client(server().url());
  await client.connect();
  await client.query(`
    CREATE TYPE mood AS ENUM ('glad', 'so so');
    CREATE TABLE people AS
      SELECT n AS id, 'person' || n || '@example.com' AS email, 'Person "' || n || '", ' || chr(10) || 'Dr' AS name,
        n * 1.5 AS spent, n % 2 = 0 AS optin, jsonb_build_array(n) AS items, 'so so'::mood AS mood,
        date '2026-11-01' + n AS since, timestamptz '2026-11-01 06:00:00+03' + n * interval '1 hour' AS seen, NULL::text AS nick
      FROM generate_series(1, 2500) AS n;
    CREATE TABLE secrets AS SELECT 'person7@example.com' AS email;
    CREATE ROLE reader LOGIN PASSWORD 'lesen' CONNECTION LIMIT 2;
    ALTER ROLE reader SET default_transaction_read_only = on;
    GRANT USAGE ON SCHEMA public TO reader;
    GRANT SELECT ON people TO reader;
  `);
  await client.end();
});

function url(user = 'reader', password = 'lesen', query = ''): string {
  return `postgres://${user}:${password}@127.0.0.1:${server().port}/postgres${query}`;
}

async function makeWorld(sql: string, more = ''): Promise<SourceWorld> {
  return makeSourceWorld(source, more === '' ? audience : audience.replace(' }', `, ${more} }`), { 'vip.sql': sql });
}

test('rows come in blocks as CSV with their types, params are values, and the lock has the source and no personal data', async () => {
  const sql = `SELECT email, name, spent, optin, items, mood, since, seen, nick, id
FROM people -- of the $least and not of '$other'
WHERE id > $least::int AND name <> $text AND name <> '$quoted' ORDER BY id\n`;
  const text = "x'); DROP TABLE people; --";
  await using world = await makeWorld(sql, `params: { least: 3, text: ${JSON.stringify(text)} }`);
  const env = { WAREHOUSE_URL: url() };
  const fetched = await world.run(['fetch', '--json'], { env });
  expect(fetched.stderr).toBe('');
  expect(fetched.exitCode).toBe(0);
  expect(readFetch(fetched).campaigns).toMatchObject([{ id: 'hello', status: 'fetched', rows: 2497 }]);
  const lock = await world.lock();
  expect(lock).toContain('source:\n  kind: postgres\n  name: warehouse\n  file: vip.sql\n  sha256: ');
  expect(lock).toContain(
    'columns:\n  email: string\n  name: string\n  spent: number\n  optin: boolean\n  items: json\n  mood: string\n  since: date\n  seen: date\n  nick: string\n  id: integer\n',
  );
  expect(lock).not.toMatch(/person|lesen|127\.0/v);
  const [name = ''] = await world.fetched();
  expect(name).toMatch(/^[0-9a-f]{64}\.csv$/v);
  const csv = await readFile(join(world.data, 'hello', name), 'utf8');
  expect(csv).toContain(
    'email,name,spent,optin,items,mood,since,seen,nick,id\nperson4@example.com,"Person ""4"", \nDr",6.0,true,[4],so so,2026-11-05,2026-11-01T07:00:00+00:00,,4\n',
  );
  expect(readPlan(await world.run(['plan', '--json'])).totals).toMatchObject({ rows: 2497, send: 2497 });
  expect((await world.run(['fetch'], { env })).stdout).toBe('hello: 2,497 rows, the same as before\n');
  expect((await world.run(['fetch', '--locked'])).stdout).toMatch(/^hello: 2,497 rows, here already/v);
  // The settings of the source are part of what was reviewed.
  await world.settings(source.replace('WAREHOUSE_URL', 'OTHER_URL'));
  expect((await world.run(['plan'])).exitCode).toBe(5);
});

test('doctor reports whether the database lets us in', async () => {
  await using world = await makeWorld('SELECT 1 AS email');
  const look = async (address: string): Promise<string> => {
    const { stdout } = await world.run(['doctor'], { env: { WAREHOUSE_URL: address } });
    return /^\w+ +sources: [^]*?(?=^\w)/mv.exec(stdout)?.[0].replaceAll(/\s+/gv, ' ') ?? stdout;
  };
  expect(await look(url())).toBe('good sources: the database of the source warehouse lets pushplan in ');
  expect(await look(url('reader', 'falsch'))).toMatch(
    /^warning sources: .*source warehouse refuses the login \(28P01\) \(PP285\) Check user/v,
  );
});

const refusals: readonly (readonly [string, string, RegExp])[] = [
  ['two statements', 'SELECT 1 AS email; SELECT 2', /^3\nPP286 vip.sql:1:1 the query has several statements/v],
  [
    'a write',
    'DELETE FROM people RETURNING email',
    /^3\n(?:PP286 vip.sql:1:1 the query writes|PP285 vip.sql:1:1 .* permission)/v,
  ],
  ['a write in a function', "SELECT setval('people_seq', 1) AS email", /^3\nPP286 /v],
  ['no query', 'SET default_transaction_read_only = off', /^3\nPP286 vip.sql:1:1 the query gives no rows/v],
  ['the end of the transaction', 'COMMIT', /^3\nPP286 vip.sql:1:1 the query gives no rows/v],
  ['a copy to a program', "COPY people TO PROGRAM 'touch /tmp/x'", /^3\nPP286 vip.sql:1:1 the query gives no rows/v],
  ['nothing at all', '-- only words', /^3\nPP286 vip.sql:1:1 the query gives no rows/v],
  [
    'a column that is not there',
    'SELECT email,\n  nme FROM people',
    /^3\nPP286 vip.sql:2:3 .*column "nme" does not exist/v,
  ],
  ['no rights', 'SELECT email FROM secrets', /^3\nPP285 vip.sql:1:1 .*permission denied for table secrets/v],
  ['NaN', "SELECT email, 'NaN'::float8 AS x FROM people", /^3\nPP286 vip.sql:1:1 row 1 .* in the column "x"/v],
  ['infinity', "SELECT email, 'infinity'::date AS x FROM people", /^3\nPP286 .* in the column "x"/v],
  ['a type without text', 'SELECT email, ARRAY[1] AS x FROM people', /^3\nPP286 .* "x" is of type integer\[\], which/v],
  ['a column twice', 'SELECT email, email FROM people', /^3\nPP286 .* called "email"/v],
  ['no rows', 'SELECT email FROM people WHERE id < 0', /^4\nPP267 /v],
  [
    'a param that is not given',
    'SELECT email FROM people WHERE id > $n',
    /^3\nPP286 hello.campaign.yaml:4:\d+ the query has \$n/v,
  ],
  [
    'a value of a row in an error',
    'SELECT email::int AS n FROM people',
    /^3\nPP286 vip.sql:1:1 .*error 22P02 \(not shown/v,
  ],
];

test('rows that cannot be an audience are refused at their place, without their content, and data that was fetched before stays', async () => {
  await using world = await makeWorld('SELECT email, name FROM people WHERE id < 4');
  const env = { WAREHOUSE_URL: url() };
  expect((await world.run(['fetch'], { env })).exitCode).toBe(0);
  const [lock, data] = [await world.lock(), await world.fetched()];
  for (const [what, sql, said] of refusals) {
    await world.write('vip.sql', sql);
    const found = await world.refused(env);
    expect(found, what).toMatch(said);
    expect(found, what).not.toMatch(/person\d/v);
  }
  expect([await world.lock(), await world.fetched()]).toEqual([lock, data]);
});

test('a fault of a param is reported with its name, at its place', async () => {
  await using world = await makeWorld('', 'params: { least: many, mood: glad }');
  const env = { WAREHOUSE_URL: url() };
  const cases: readonly (readonly [string, RegExp])[] = [
    // $1 would be the value of least.
    [
      "SELECT email FROM people WHERE $1 <> '' AND name <> $least AND name <> $mood",
      /^3\nPP286 hello.campaign.yaml:4:\d+ the query has \$1 or \?, a parameter without a name$/v,
    ],
    [
      'SELECT email FROM people WHERE mood = $mood::mood AND id > $least',
      /^3\nPP286 hello.campaign.yaml:4:\d+ the value of least in audience.params is not of the type .* \(error 22P02\)$/v,
    ],
    [
      'SELECT email FROM people\nWHERE name <> $least AND $mood IS NOT NULL',
      /^3\nPP286 vip.sql:2:26 the database cannot tell of which type \$mood is$/v,
    ],
  ];
  for (const [sql, said] of cases) {
    await world.write('vip.sql', sql);
    expect(await world.refused(env)).toMatch(said);
  }
});

test('a slow query ends at its timeout, and a server that is missing or refuses is reported with its place', async () => {
  await using world = await makeWorld('SELECT email, pg_sleep(30)::text AS x FROM people');
  const short = source.replace('20s', '2s');
  await world.settings(short);
  expect(await world.refused({ WAREHOUSE_URL: url() })).toMatch(
    /^3\nPP286 vip.sql:1:1 the query took longer than 2 s/v,
  );
  // No single block of rows takes that long, but all of them together do.
  await world.write('vip.sql', 'SELECT email, CASE WHEN id % 250 = 0 THEN pg_sleep(0.3) END::text AS x FROM people');
  expect(await world.refused({ WAREHOUSE_URL: url() })).toMatch(
    /^3\nPP286 vip.sql:1:1 the query took longer than 2 s/v,
  );
  await world.settings(source);
  const at = 'pushplan.yaml:6:3';
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /^3\nPP283 .* WAREHOUSE_URL, which is not set/v],
    ['postgres://a@db.example.com/x', /^3\nPP283 the address in WAREHOUSE_URL does not say sslmode/v],
    [url('reader', 'falsch'), /^3\nPP285 .* refuses the login \(28P01\)/v],
    [
      url('reader', 'lesen')
        .replace('/postgres?', '/nowhere?')
        .replace(/postgres$/v, 'nowhere'),
      /^3\nPP285 .*\(3D000\)/v,
    ],
    // An address without a password contains no secret.
    [
      'postgres://reader@127.0.0.1:1/postgres',
      /^1\nPP284 .* cannot be reached at postgres:\/\/reader@127.0.0.1:1\/postgres/v,
    ],
    [url().replace(String(server().port), '1'), /^1\nPP284 .* cannot be reached .*ECONNREFUSED/v],
    [
      url('reader', 'lesen', '?sslmode=require'),
      /^1\nPP284 .*: it does not speak TLS \(The server does not support SSL/v,
    ],
  ];
  for (const [address, said] of cases) {
    const found = await world.refused(address === '' ? {} : { WAREHOUSE_URL: address });
    expect(found).toMatch(said);
    if (!found.includes('the address in')) expect(found).toContain(at);
    expect(found).not.toMatch(/lesen|falsch/v);
  }
  // The timeout is shorter than that of connections, so that no query was sent yet.
  await using silent = await listen(createServer());
  await world.settings(short);
  expect(await world.refused({ WAREHOUSE_URL: url().replace(String(server().port), String(silent.port)) })).toMatch(
    /^1\nPP284 .* cannot be reached .* \(timeout expired\)$/v,
  );
  // A fault of a source is reported once, however many campaigns use it.
  const other = campaignText({ id: 'other', campId: 8 }).replace('{ file: people.csv }', audience);
  await world.write('other.campaign.yaml', other);
  expect((await world.refused()).split('\n')).toHaveLength(2);
});
