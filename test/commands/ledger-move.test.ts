// ledger export and import: a ledger moves between SQLite and PostgreSQL, nobody gets a notification twice, and only one ledger is in use.
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

function onServer(): string {
  return server().url(`?schema=move_${randomBytes(6).toString('hex')}`);
}

const first = 'sqlite:first.db';

async function makeWorkspace(): Promise<SendingWorkspace> {
  const files = { 'people.csv': people(60), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  return makeSendingWorkspace(files, { environment: 'message_center: off, ledger_env: LEDGER' });
}

async function run(workspace: SendingWorkspace, ledger: string, line: string): Promise<CliResult> {
  return pushplan(line.split(' '), { cwd: workspace.root, env: { KEY: localKey, LEDGER: ledger } });
}

async function succeed(workspace: SendingWorkspace, ledger: string, line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await run(workspace, ledger, line);
  expect(exitCode, `${line}: ${stderr}`).toBe(0);
  return stdout;
}

/** Runs a command line, and returns its exit code and output. */
async function said(workspace: SendingWorkspace, ledger: string, line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await run(workspace, ledger, line);
  return `${exitCode} ${(stderr + stdout).replaceAll(/\s+/gv, ' ')}`;
}

/** Sends to 40 of 60 people, and returns the id of the run, which can be resumed. */
async function begin(workspace: SendingWorkspace): Promise<string> {
  const applied = await run(workspace, first, 'apply --yes --json --max-sends 40');
  expect(applied.exitCode, applied.stderr).toBe(8);
  const { run: id } = applied.json() as { run: string };
  return id;
}

test('a ledger moves to PostgreSQL in the middle of a run and back, and everybody gets one notification', async () => {
  await using workspace = await makeWorkspace();
  const id = await begin(workspace);
  const server = onServer();
  expect(await succeed(workspace, first, 'ledger export --close away')).toMatch(
    /^1 run, \d requests, 40 notif.*closed/,
  );
  expect(await succeed(workspace, server, 'ledger import away')).toMatch(/40 notifications imported/);
  expect(await said(workspace, first, 'apply --yes')).toMatch(/^4 .*PP340.*was closed at 20/);
  expect(await said(workspace, first, `resume ${id}`)).toMatch(/^4 .*PP340/);
  expect(JSON.parse(await succeed(workspace, server, 'plan --json'))).toMatchObject({
    totals: { send: 20, settled: 40 },
  });
  await succeed(workspace, server, `resume ${id}`);
  expect(await succeed(workspace, server, 'ledger verify')).toMatch(/is intact: 1 run, \d requests, 60 notifications/);

  await succeed(workspace, server, 'ledger export --close back');
  expect(await said(workspace, server, 'apply --yes')).toMatch(/^4 .*PP340/);
  expect(await succeed(workspace, first, 'ledger import back')).toMatch(/60 notifications imported/);
  expect(JSON.parse(await succeed(workspace, first, 'plan --json'))).toMatchObject({
    totals: { send: 0, settled: 60 },
  });
  await succeed(workspace, first, 'apply --yes');
  expect(await succeed(workspace, first, `status ${id}`)).toContain('60');
  const reached = await workspace.reached();
  expect(reached).toHaveLength(60);
  expect(new Set(reached).size).toBe(60);
});

describe('there are never two ledgers in use', () => {
  test('an export can be imported only once, and a copy is not a move', async () => {
    await using workspace = await makeWorkspace();
    await begin(workspace);
    await succeed(workspace, first, 'ledger export copy');
    expect(await said(workspace, 'sqlite:other.db', 'ledger import copy')).toMatch(/^4 .*PP345.*is a copy.*--restore/);
    await succeed(workspace, first, 'ledger export --close away');
    // The closed ledger stays closed, and a later export of it is only a copy.
    expect(await succeed(workspace, first, 'ledger export late')).toMatch(
      /a copy of .*first\.db, which stays as it is/,
    );
    expect(await said(workspace, 'sqlite:second.db', 'ledger import -')).toMatch(/^3 .*PP502 ledger import - names no/);
    await succeed(workspace, 'sqlite:second.db', 'ledger import away');
    expect(await said(workspace, onServer(), 'ledger import away')).toMatch(/^3 .*PP150.*ENOENT/);
    expect(await said(workspace, onServer(), 'ledger import away.imported')).toMatch(/^4 .*PP345/);
    expect((await readdir(workspace.root)).filter((name) => /^other|part$/v.test(name))).toEqual([]);
  });

  test('a ledger with a run under way cannot be closed, and no file is left', async () => {
    await using workspace = await makeWorkspace();
    await begin(workspace);
    const database = new DatabaseSync(join(workspace.root, 'first.db'));
    database.exec("UPDATE run SET state = 'running'");
    expect(await said(workspace, first, 'ledger export --close away')).toMatch(/^4 .*PP342.*run_\w+ is under way/);
    database.exec("UPDATE run SET state = 'stopped'");
    database.close();
    expect((await readdir(workspace.root)).filter((name) => name.startsWith('away'))).toEqual([]);
    await succeed(workspace, first, 'apply --yes');
  });

  test('a ledger in use is not replaced, and the export can be imported where it came from', async () => {
    await using workspace = await makeWorkspace();
    await begin(workspace);
    const used = onServer();
    await succeed(workspace, first, 'ledger export --close away');
    for (const place of [used, 'sqlite:elsewhere/used.db']) {
      await succeed(workspace, place, 'apply --yes');
      expect(await said(workspace, place, 'ledger import away')).toMatch(/^4 .*PP345.*is not empty/);
    }
    // Nothing was sent there yet, but the ledger lists a person who must not be sent to.
    const forgets = 'sqlite:forgets/used.db';
    await succeed(workspace, forgets, 'ledger migrate --new-ledger');
    await succeed(workspace, forgets, 'forget --recipient email=person1@example.com --reason asked --yes');
    expect(await said(workspace, forgets, 'ledger import away')).toMatch(/^4 .*PP345.*is not empty/);
    await succeed(workspace, first, 'ledger import away');
    await succeed(workspace, first, 'apply --yes');
  });
});

test('a copy is the last resort if the ledger is gone', async () => {
  await using workspace = await makeWorkspace();
  await begin(workspace);
  await succeed(workspace, first, 'ledger export copy');
  const server = onServer();
  await succeed(workspace, server, 'ledger migrate --new-ledger');
  expect(await succeed(workspace, server, 'ledger import copy --restore')).toMatch(/imported/);
  await succeed(workspace, server, 'apply --yes');
  expect(new Set(await workspace.reached()).size).toBe(60);
});

test('a file that is cut, changed or foreign is refused, and nothing is created from it', async () => {
  await using workspace = await makeWorkspace();
  await begin(workspace);
  await succeed(workspace, first, 'ledger export --close away');
  const whole = await readFile(join(workspace.root, 'away'));
  const broken = {
    cut: whole.subarray(0, -1),
    half: whole.subarray(0, whole.length / 2),
    changed: Buffer.from(whole.map((byte, index) => (index === 99 ? byte ^ 1 : byte))),
    other: Buffer.from('email,name\nada@example.com,Ada\nbob@example.com,Bob\n'),
    empty: Buffer.alloc(0),
  };
  const none = [
    // The serial file beside it still records the state of the ledger that was moved away.
    ['sqlite:new.db', /^4 .*PP311.*is gone, but/],
    [onServer(), /^3 .*PP315.*has no ledger yet/],
  ] as const;
  for (const [place, saysNone] of none) {
    for (const [name, bytes] of Object.entries(broken)) {
      await writeFile(join(workspace.root, name), bytes, { mode: 0o600 });
      expect(await said(workspace, place, `ledger import ${name}`)).toMatch(/^4 .*PP343.*is cut, damaged, or not/);
    }
    expect(await said(workspace, place, 'ledger verify')).toMatch(saysNone);
  }
});

test('another lineage, environment or secret is refused', async () => {
  await using workspace = await makeWorkspace();
  await begin(workspace);
  await succeed(workspace, first, 'ledger export --close away');
  const config = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
  const changed = async (from: string, to: string): Promise<string> => {
    await workspace.write('pushplan.yaml', config.replace(from, to));
    return said(workspace, onServer(), 'ledger import away');
  };
  const pinned = `ledger_env: LEDGER, ledger_id: ledger_${'0'.repeat(16)}`;
  expect(await changed('ledger_env: LEDGER', pinned)).toMatch(/^4 .*PP310.*is pinned to ledger_0000/);
  expect(await changed('local:', 'staging:')).toMatch(/^4 .*PP310.*environment local, not of staging/);
  expect(await changed('ledger_env: LEDGER', 'ledger_env: LEDGER, ledger_key_env: LEDGER')).toMatch(
    /^4 .*PP310.*another secret/,
  );
});

test('wrong arguments are reported', async () => {
  await using workspace = await makeWorkspace();
  expect(await said(workspace, first, 'ledger export')).toMatch(/^3 .*PP502.*needs FILE/);
  expect(await said(workspace, first, 'ledger verify away')).toMatch(/^3 .*PP502.*takes only options, not away/);
  expect(await said(workspace, first, 'ledger burn')).toMatch(/^3 .*PP502.*does not know burn/);
  expect(await said(workspace, first, 'ledger vrify')).toMatch(
    /^3 .*PP502.*does not know vrify; did you mean verify\?/,
  );
  expect(await said(workspace, first, 'ledger --json')).toMatch(/^3 .*PP502.*needs a verb/);
  for (const [line, message] of [
    ['verify --close --restore --plan-role x', '--close is for ledger export, not for ledger verify'],
    ['verify --plan-role x', '--plan-role is for ledger roles'],
    ['roles --yes', '--yes is for ledger migrate'],
    ['export away --new-ledger', '--new-ledger is for ledger migrate'],
    ['import away --endpoint', '--endpoint is for ledger migrate'],
    ['migrate --restore', '--restore is for ledger import'],
    ['--close verify', '--close is for ledger export, not for ledger verify'],
    ['verify --clos', 'unknown option --clos'],
  ] as const) {
    expect(await said(workspace, first, `ledger ${line}`)).toMatch(new RegExp(`^3 .*PP502 .*${message}`));
  }
  for (const line of [
    'ledger export away',
    'ledger export --close away',
    'ledger --env local verify',
    'ledger migrate',
  ]) {
    expect(await said(workspace, first, line)).toMatch(/^3 .*PP315.*has no ledger yet/);
  }
  await begin(workspace);
  await workspace.write('away', '');
  expect(await said(workspace, first, 'ledger export away')).toMatch(/^3 .*PP505.*is there already/);
  expect(await said(workspace, first, 'ledger export nowhere/away')).toMatch(/^3 .*PP505.*ENOENT/);
});

test('verify ends with 4 if the ledger is inconsistent, and such a ledger is not imported either', async () => {
  await using workspace = await makeWorkspace();
  await begin(workspace);
  {
    using database = new DatabaseSync(join(workspace.root, 'first.db'));
    database.exec('DELETE FROM sent WHERE req = 32');
  }
  expect(await said(workspace, first, 'ledger verify')).toMatch(/^4 .*PP344.*1 outcome belongs to no notification/);
  const found = await run(workspace, first, 'ledger verify --json');
  expect(found.json()).toMatchObject({ diagnostics: [{ code: 'PP344' }] });
  await succeed(workspace, first, 'ledger export --close away');
  expect(await said(workspace, onServer(), 'ledger import away')).toMatch(/^4 .*PP344.*away is inconsistent/);
});
