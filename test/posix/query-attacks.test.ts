// Attacks in SQL on the real engine, confined as in a fetch: everything except the staged files can be neither read nor written.
import { link, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chdir, cwd } from 'node:process';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine, prepareSelect, WrongQuery } from '../../src/sources/engine/confined-engine.ts';
import { describeEngineError } from '../../src/sources/engine/engine-error.ts';
import { stageFiles } from '../../src/sources/engine/stage-files.ts';
import { openStaging, type Staging } from '../../src/sources/engine/staging.ts';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import { makeRepository, type TestRepository } from '../support/git-repository.ts';

const canary = 'canary7f3a';
const digest = 'ab'.repeat(32);
const before = cwd();

let repository: TestRepository;
let staging: Staging;
let engine: DuckDBConnection;
let staged: readonly string[];

beforeAll(async () => {
  repository = await makeRepository({
    '.gitignore': '.pushplan/\n',
    'audiences/friends.csv': 'email\na@example.com\n',
    'audiences/vip.lock.yaml': `rows: 1 # ${canary}\n`,
    'package.json': `{"name":"${canary}"}`,
    'notes.txt': canary,
  });
  const { root, write } = repository;
  const data = join(root, '.pushplan/data');
  await write('.pushplan/production.db', canary);
  await write('.pushplan/data/crm.csv', 'email;price\na@example.com;1,5\nb@example.com;2,5\n');
  await write(`.pushplan/data/other/${digest}.ndjson`, `{"email":"${canary}"}\n`);
  await symlink('../production.db', join(data, 'ledger.csv'));
  await symlink('/etc/passwd', join(data, 'passwd.csv'));
  await symlink('../.pushplan/production.db', join(root, 'audiences/ledger.csv'));
  await symlink(root, join(data, 'everything'));
  staging = await openStaging(data);
  const at = { file: 'vip.campaign.yaml', line: 1, column: 1 };
  staged = await stageFiles({ files: filesOnDisk(root), data, folder: staging.folder, at });
  chdir(staging.folder);
  engine = await openEngine(staging.folder, staging.spill);
});

afterAll(async () => {
  chdir(before);
  await staging[Symbol.asyncDispose]();
  await repository[Symbol.asyncDispose]();
});

/** Returns the rows as text, or why there are none. */
async function run(text: string): Promise<string> {
  try {
    const prepared = await prepareSelect(engine, { text, params: {} });
    const result = await prepared.stream();
    return JSON.stringify((await result.getRows()).map(String));
  } catch (error) {
    if (error instanceof WrongQuery) return `refused: ${JSON.stringify(error.fault)}`;
    return `refused: ${JSON.stringify(describeEngineError(error))}`;
  }
}

test('only data files of the workspace and of the data folder are staged', () => {
  expect(staged).toEqual(['audiences/friends.csv', 'crm.csv']);
});

test('a query reads staged files by their names', async () => {
  expect(await run("SELECT sum(price) FROM read_csv('crm.csv', delim = ';', decimal_separator = ',')")).toBe('["4"]');
  expect(await run("SELECT count(*) FROM 'audiences/friends.csv'")).toBe('["1"]');
  expect(await run("SELECT file FROM glob('**') ORDER BY file")).toBe('["./audiences/friends.csv","./crm.csv"]');
});

const up = '../'.repeat(8);

test.each([
  ['the ledger', "SELECT * FROM read_text('../../../production.db')"],
  ['the ledger through a link', "SELECT * FROM 'ledger.csv'"],
  ['the ledger through a link of the workspace', "SELECT * FROM 'audiences/ledger.csv'"],
  ['the ledger through a link to a folder', "SELECT * FROM read_text('everything/.pushplan/production.db')"],
  ['the ledger as a database', "SELECT * FROM sqlite_scan('../../../production.db', 'run')"],
  ['.git', "SELECT * FROM read_text('../../../../.git/config')"],
  ['results of other campaigns', `SELECT * FROM read_json('../../other/${digest}.ndjson')`],
  ['the staged result beside it', "SELECT * FROM read_text('../result')"],
  ['files that are not data', "SELECT * FROM read_text('package.json')"],
  ['/proc', "SELECT * FROM read_text('/proc/self/environ')"],
  ['/proc through a relative path', `SELECT * FROM read_blob('${up}proc/self/cmdline')`],
  ['a device', "SELECT * FROM read_text('/dev/stdin')"],
  ['a file as an address', "SELECT * FROM read_csv('file:///etc/passwd')"],
  ['the home folder', "SELECT * FROM read_text('~/.ssh/id_rsa')"],
  ['the network', "SELECT * FROM read_csv('https://example.com/a.csv')"],
  ['a bucket', "SELECT * FROM read_parquet('s3://bucket/a.parquet')"],
  ['a list of a folder', "SELECT * FROM glob('/etc/*')"],
  ['a list of the folders above', "SELECT * FROM glob('../**')"],
  ['a database', "ATTACH '../../../production.db' AS ledger"],
  ['a new database', "ATTACH 'new.db' AS x"],
  ['a statement in query()', "SELECT * FROM query('ATTACH ''new.db'' AS x')"],
  ['two statements in query()', "SELECT * FROM query('SELECT 1; SELECT 2')"],
  ['writing', "COPY (SELECT 1) TO 'crm.csv'"],
  ['writing beside the result', "COPY (SELECT 1) TO '../result'"],
  ['writing a hook', "COPY (SELECT 1) TO '../../../../.git/hooks/pre-commit'"],
  ['a table', 'CREATE TABLE x AS SELECT 1'],
  ['two statements', "SELECT 1; COPY (SELECT 1) TO 'x.csv'"],
  ['a bracket that closes the query', "SELECT 1) TO 'x.csv'; --"],
  ['other settings', 'SET enable_external_access = true'],
  ['other settings by a pragma', "PRAGMA temp_directory = '/tmp'"],
  ['installing an extension', 'INSTALL httpfs'],
  ['loading an extension', 'LOAD httpfs'],
  ['EXPLAIN ANALYZE, which runs the query', "EXPLAIN ANALYZE SELECT * FROM 'crm.csv'"],
  ['the environment', "SELECT getenv('PATH')"],
  ['a secret', 'CREATE SECRET s (TYPE s3)'],
  ['an export, which makes a folder when it is prepared', "EXPORT DATABASE 'out'"],
  ['an export elsewhere', "EXPORT DATABASE '../out'"],
  ['nothing', ''],
])('a query has no access: %s', async (_, text) => {
  expect(await run(text)).toMatch(/^refused: (?!.*canary7f3a)|^\[\]$/v);
});

test('a SELECT can read settings, but not change them', async () => {
  expect(await run("SELECT current_setting('enable_external_access'), current_setting('lock_configuration')")).toBe(
    '["false,true"]',
  );
});

test('nothing has been written, and hard links still lead to their files', async () => {
  const found = await readdir(staging.folder, { recursive: true });
  expect(found.toSorted()).toEqual(['audiences', 'audiences/friends.csv', 'crm.csv']);
  expect(await readdir(staging.spill)).toEqual([]);
  const crm = join(repository.root, '.pushplan/data/crm.csv');
  expect(await readFile(crm, 'utf8')).toContain('b@example.com;2,5');
  expect((await stat(join(staging.folder, 'crm.csv'))).ino).toBe((await stat(crm)).ino);
  expect(await readdir(join(repository.root, '.git/hooks'))).not.toContain('pre-commit');
});

test('the next fetch removes what a killed one has left', async () => {
  const data = join(repository.root, '.pushplan/data');
  // No process has an id as high as this.
  const left = join(data, '.staging-4194999-a1');
  await mkdir(left);
  await writeFile(join(left, 'result'), canary);
  await link(join(left, 'result'), join(left, 'linked'));
  await using next = await openStaging(data);
  expect(await readdir(data)).not.toContain('.staging-4194999-a1');
  expect(await readdir(next.folder)).toEqual([]);
  // The folder of a process that is alive is kept.
  expect((await stat(staging.folder)).isDirectory()).toBe(true);
});
