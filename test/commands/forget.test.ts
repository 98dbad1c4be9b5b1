// pushplan forget: removes a person from fetched files and from waiting runs, and no later plan or request reaches them.
import { mkdir, readdir, readFile, rmdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import type { CliResult } from '../support/cli.ts';
import { readDiagnostics, readFetch, readForget, readPlan, readRun } from '../support/documents.ts';
import { campaignOver, makeFetching } from '../support/fetching.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const forgetting = ['forget', '--reason', 'request 1', '--yes', '--recipient'];

function expectNobody({ stdout, stderr }: CliResult): void {
  expect(stdout + stderr).not.toMatch(/person\d+@/iv);
}

test('rewrites fetched files; a saved plan leaves the person out, and a later fetch does not bring them back', async () => {
  await using world = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    '.pushplan/data/people.csv': people(6),
  });
  const fetchedFolder = join(world.root, '.pushplan/data/hello');
  const lockFile = join(world.root, 'audiences/hello.lock.yaml');
  await world.run('fetch');
  const [digest = ''] = (await readdir(fetchedFolder)).map((name) => name.split('.')[0] ?? '');
  const lock = await readFile(lockFile, 'utf8');
  expect((await world.run('plan', '--out', 'saved.json')).exitCode).toBe(0);

  const forgotten = await world.run(...forgetting, 'email= Person3@Example.com', '--json');
  expect(forgotten.exitCode).toBe(0);
  expectNobody(forgotten);
  const { files, ...told } = readForget(forgotten);
  expect(files).toMatchObject([{ campaign: 'hello', rows_removed: 1, sha256_before: digest }]);
  expect(told).toEqual({
    format_version: '1.0',
    environment: 'local',
    ledger: { waiting: 0, in_doubt: 0, history: null, listed: 1 },
    data_store: null,
    exports: [],
    other_environments: [],
    not_reached: ['vendor', 'sources', 'git', 'copies'],
    diagnostics: [],
  });
  const now = files[0]?.sha256 ?? '';
  expect((await readdir(fetchedFolder)).toSorted()).toEqual([`${digest}.forgotten`, `${now}.csv`].toSorted());
  for (const name of await readdir(fetchedFolder)) {
    expect(await readFile(join(fetchedFolder, name), 'utf8')).not.toContain('person3@');
  }
  expect(await readFile(lockFile, 'utf8')).toBe(lock);
  for (const name of ['local.db', 'local.db-wal']) {
    const text = await readFile(join(world.root, '.pushplan', name), 'latin1').catch(() => '');
    expect(text.toLowerCase()).not.toContain('person3@');
  }

  expect(readPlan(await world.run('plan', '--json')).totals).toMatchObject({ rows: 5, send: 5 });
  const again = await world.run(...forgetting, 'email=person4@example.com');
  expect(again.stdout).toContain('Fetched for hello: 1 row removed, the file rewritten');
  const applied = await world.run('apply', 'saved.json', '--yes', '--json');
  expect(readRun(applied).totals.planned).toBe(4);
  expect((await world.run('fetch', '--locked')).stdout).toContain('here already');

  // The source still has the person. If it returns the locked rows, the rewritten file stays. If it returns others, the person is suppressed.
  expect((await world.run('fetch')).stdout).toBe('hello: 6 rows, the same as before\n');
  expect(readPlan(await world.run('plan', '--json')).totals).toMatchObject({ rows: 4, settled: 4 });
  await world.write('.pushplan/data/people.csv', people(7));
  expect((await world.run('fetch')).exitCode).toBe(0);
  const plan = readPlan(await world.run('plan', '--json'));
  expect(plan.campaigns[0]?.counts).toMatchObject({ rows: 7, send: 1, settled: 4, removed: { suppressed: 2 } });
  expect(plan.campaigns[0]?.lists).toMatchObject([{ name: 'forgotten', entries: 2, removed: 2 }]);
  const explained = await world.run('explain', 'hello', '--recipient', 'email=person3@example.com');
  expect(explained.stdout).toContain('left out: in a list of suppress (list forgotten)');
  // Running forget once more removes the person from the new file.
  await world.run(...forgetting, 'email=person3@example.com');
  expect(readPlan(await world.run('plan', '--json')).totals).toMatchObject({ rows: 6, send: 1, removed: 1 });
});

test('if an export cannot be rewritten, a second run still knows all identifiers of the person', async () => {
  const campaign = campaignText().replace(
    '{ email: "{{email}}" }',
    '{ email: "{{email}}", phone_number: "{{phone}}" }',
  );
  const rows = 'email,phone,name\nperson1@example.com,+491701234511,A\nperson2@example.com,+491701234512,B\n';
  await using world = await makeSendingWorkspace({
    'hello.campaign.yaml': campaign,
    '.pushplan/data/people.csv': rows,
  });
  await world.run('fetch');
  await world.run('plan');
  await world.run('apply', '--yes');
  const left = 'pushplan_campaign,phone_number\r\nhello,+491701234511\r\nhello,+491701234512\r\n';
  const forget = (): Promise<CliResult> =>
    world.run(...forgetting, 'email=person1@example.com', '--export', 'left.csv', '--json');
  await world.write('left.csv', `${left}torn\r\n`);
  expect((await forget()).exitCode).toBe(3);
  await world.write('left.csv', left);
  await mkdir(join(world.root, 'left.csv.part'));
  const failed = await forget();
  expect(failed.exitCode).toBe(1);
  expect(readDiagnostics(failed)).toMatchObject([{ code: 'PP505', help: expect.stringContaining('disk') }]);
  await rmdir(join(world.root, 'left.csv.part'));
  expect(readForget(await forget())).toMatchObject({ files: [{ rows_removed: 1 }], exports: [{ removed: 1 }] });
  expect(await readFile(join(world.root, 'left.csv'), 'utf8')).toBe(left.replace('hello,+491701234511\r\n', ''));
});

test('errors in an export are reported for the export, with the name of its file', async () => {
  await using world = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(2),
  });
  await world.run('apply', '--yes');
  const saveIt = 'Save it as UTF-8, with commas between its fields.';
  const said: readonly (readonly [string | Buffer, object])[] = [
    ['  \n', { code: 'PP209', message: 'the export is empty' }],
    [',,\n', { code: 'PP209', message: 'the export has nothing but delimiters' }],
    [
      Buffer.from('\u{FEFF}email,name\n', 'utf16le'),
      { code: 'PP201', message: 'the export is not UTF-8 text; it looks like UTF-16', help: saveIt },
    ],
    [Buffer.from('email,pr\u00e9nom\n', 'latin1'), { code: 'PP201', line: 1, help: saveIt }],
    [
      'email;name\n',
      { code: 'PP211', message: 'the header (line 1) looks separated by semicolons, not by commas', help: saveIt },
    ],
  ];
  for (const [data, finding] of said) {
    await writeFile(join(world.root, 'left'), data);
    const forgotten = await world.run(...forgetting, 'email=person1@example.com', '--export', 'left', '--json');
    expect(forgotten.exitCode).toBe(3);
    expect(readDiagnostics(forgotten)).toEqual([expect.objectContaining({ file: 'left', ...finding })]);
  }
});

test('refuses a mark that was edited or belongs to another data folder', async () => {
  await using world = await makeFetching({}, { 'people.csv': people(3) });
  await world.run(['fetch']);
  await world.run([...forgetting, 'email=person1@example.com']);
  const mark = (await world.fetched()).find((name) => name.endsWith('.forgotten')) ?? '';
  const path = join(world.data, 'hello', mark);
  const text = await readFile(path, 'utf8');
  for (const other of [
    text.replace('rows_removed: 1', 'rows_removed: 2'),
    text.slice(5),
    '{}',
    'null',
    '{"sha256":1}',
  ]) {
    await writeFile(path, other);
    const plan = await world.run(['plan', '--json']);
    expect(plan.exitCode).toBe(5);
    expect(readDiagnostics(plan)[0]).toMatchObject({ code: 'PP355', file: 'hello.campaign.yaml' });
  }
  await writeFile(path, text);
  expect((await world.run(['plan'])).exitCode).toBe(0);
  await writeFile(join(world.data, '.key'), Buffer.alloc(32));
  expect((await world.run(['plan'])).exitCode).toBe(5);
});

test('handles Parquet and an identifier that is a template, and reports a file that it cannot read', async () => {
  await using world = await makeFetching({
    'hello.campaign.yaml': campaignOver('{ file: people.parquet }').replace(
      'identifiers: { email: "{{email}}" }',
      'identifiers: { uuid: "crm-{{upper id}}", email: "{{email}}" }',
    ),
  });
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const select =
    "SELECT 'c' || i AS id, 'person' || i || '@example.com' AS email, 'Ana' AS name FROM range(1, 5) AS r(i)";
  await connection.run(`COPY (${select}) TO '${join(world.data, 'people.parquet')}'`);
  connection.closeSync();
  instance.closeSync();
  expect((await world.run(['fetch'])).exitCode).toBe(0);
  await world.writeData(`hello/${'a'.repeat(64)}.csv`, 'email\n"person2@example.com\n');
  const forgotten = await world.run([...forgetting, 'uuid=crm-C2', '--json']);
  expect(forgotten.exitCode).toBe(3);
  expectNobody(forgotten);
  expect(readForget(forgotten)).toMatchObject({
    ledger: { listed: 2 },
    files: [{ campaign: 'hello', rows_removed: 1 }],
    diagnostics: [{ code: 'PP356' }],
  });
  expect(readPlan(await world.run(['plan', '--json'])).totals).toMatchObject({ rows: 3, send: 3 });
});

test('an audience of JSON lines that has become empty can be searched again', async () => {
  const campaign = campaignText().replace('people.csv', 'people.ndjson');
  const rows = '{"email":"person1@example.com","name":"A"}\n';
  await using world = await makeFetching({ 'hello.campaign.yaml': campaign }, { 'people.ndjson': rows });
  expect((await world.run(['fetch'])).exitCode).toBe(0);
  for (const files of [[{ rows_removed: 1 }], []]) {
    const forgotten = await world.run([...forgetting, 'email=person1@example.com', '--json']);
    expect(readForget(forgotten)).toMatchObject({ files, diagnostics: [] });
  }
});

test('notifications that wait in a run are not sent; after --with-history the person is no longer recognised, and the output says so', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(30),
  });
  const result = await workspace.run('apply', '--yes', '--json', '--max-sends', '5');
  const { run } = readRun(result);
  const forgotten = await workspace.run(...forgetting, 'email=person20@example.com');
  expect(forgotten.exitCode).toBe(0);
  expectNobody(forgotten);
  expect(forgotten.stdout).toContain('1 notification will not be sent');
  const resumed = await workspace.run('resume', run, '--json');
  expect(readRun(resumed)).toMatchObject({
    totals: { planned: 30, accepted: 29, not_sent: 1 },
    left_out: { forgotten: 1 },
  });
  expect(await workspace.reached()).not.toContain('person20@example.com');

  const [first = ''] = await workspace.reached();
  const withHistory = await workspace.run(...forgetting, `email=${first}`, '--with-history');
  expect(withHistory.exitCode).toBe(0);
  expect(withHistory.stderr).toContain('they are sent to again');
  expect(withHistory.stdout).toMatch(/it\sis\sno\slonger\sknown\swhose\s1\ssending\swas/v);
  expect((await workspace.run('ledger', 'verify')).exitCode).toBe(0);
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 1, settled: 28, removed: 1 });
});

test.each([
  [['--recipient', 'person3@example.com'], 'PP354'],
  [['--recipient', 'mail=person3@example.com'], 'PP354'],
  [['--recipient', 'email=person3@'], 'PP354'],
  [['--recipient', 'email= '], 'PP354'],
  [['--recipient', 'phone_number=5551234567'], 'PP354'],
  [['email=person3@example.com'], 'PP502'],
  [['--recipient', 'email=person3@example.com', '--reason', ' '], 'PP502'],
  [['--recipient', 'email=person3@example.com', '--reason', 'for Person3@Example.com'], 'PP354'],
  [['--recipient', 'email=person3@example.com', '--reason', 'x', '--env', 'nowhere'], 'PP154'],
] as const)('%j is refused without revealing who it is', async (words, code) => {
  await using world = await makeFetching();
  const reason = words.some((word) => word === '--reason') ? [] : ['--reason', 'x'];
  const refused = await world.run(['forget', '--yes', '--json', ...reason, ...words]);
  expect(refused.exitCode).toBe(3);
  expect(readDiagnostics(refused)).toMatchObject([{ code }]);
  expect(refused.stdout + refused.stderr).not.toMatch(/person3|5551234567/v);
});

test('is refused if nobody can confirm it, or if the ledger is missing and has to be created explicitly', async () => {
  await using world = await makeFetching();
  const unasked = await world.run(['forget', '--recipient', 'email=person1@example.com', '--reason', 'x', '--json']);
  expect(readDiagnostics(unasked)).toMatchObject([{ code: 'PP503' }]);
  const production = 'production: { endpoint: https://mobile.useinsider.com, api_key_env: KEY }';
  await world.write('pushplan.yaml', `version: 1\nenvironments:\n  ${production}\n`);
  const refused = await world.run([...forgetting, 'email=person1@example.com', '--json']);
  expect(refused.exitCode).toBe(4);
});

test('keep: fetch removes only fetched files that are too old and that no lock needs', async () => {
  await using world = await makeFetching({}, { 'people.csv': people(3) });
  const settings = await readFile(join(world.root, 'pushplan.yaml'), 'utf8');
  await world.write('pushplan.yaml', `${settings}keep: 30d\n`);
  await world.run(['fetch']);
  const age = async (path: string, days: number): Promise<void> => {
    const at = Date.now() / 1000 - days * 86_400;
    await utimes(join(world.data, path), at, at);
  };
  const [current = ''] = await world.fetched();
  const others = [`hello/${'a'.repeat(64)}.csv`, `hello/${'b'.repeat(64)}.csv`, `hello/${'c'.repeat(64)}.forgotten`];
  for (const path of others) await world.writeData(path, 'email\n');
  await world.writeData('hello/notes.csv', 'email\n');
  for (const path of [`hello/${current}`, ...others.toSpliced(1, 1), 'hello/notes.csv', 'people.csv'])
    await age(path, 31);
  expect(readFetch(await world.run(['fetch', '--check', '--json'])).removed).toBe(0);
  const fetched = await world.run(['fetch']);
  expect(fetched.stdout).toContain('2 fetched files removed: older than keep, and no lock names them');
  expect((await world.fetched()).toSorted()).toEqual([current, `${'b'.repeat(64)}.csv`, 'notes.csv'].toSorted());
  // The lock also stands for the rewritten file that people were removed from.
  await world.run([...forgetting, 'email=person1@example.com']);
  for (const name of await world.fetched()) await age(`hello/${name}`, 31);
  const before = (await world.fetched()).filter((name) => !name.startsWith('b'));
  expect(readFetch(await world.run(['fetch', '--locked', '--json'])).removed).toBe(1);
  expect((await world.fetched()).toSorted()).toEqual(before.toSorted());
  // Files of a campaign whose lock cannot be read are never removed.
  await world.write('audiences/hello.lock.yaml', 'version: 1\n');
  await age(`hello/${before[0] ?? ''}`, 31);
  await world.run(['fetch', '--locked']);
  expect((await world.fetched()).toSorted()).toEqual(before.toSorted());
});
