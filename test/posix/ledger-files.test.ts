// The modes of a ledger's files, and files that are removed or replaced during a run.
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accepted, claimSoon, openAll, plannedMany, spoolRun } from '../contract/world.ts';
import { readDiagnostics } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { sqliteWorld } from '../support/sqlite-world.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, people } from '../support/workspace.ts';

function modesOf(directory: string): Readonly<Record<string, string>> {
  const entries = fs.readdirSync(directory).map((name) => [name, modeOf(`${directory}/${name}`)]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function modeOf(file: string): string {
  return (fs.statSync(file).mode & 0o777).toString(8);
}

describe('the files of a ledger', () => {
  test('cannot be read by others, whatever the umask', async () => {
    await using world = await sqliteWorld();
    const umask = process.umask(0);
    try {
      await using ledger = await world.open();
      await spoolRun(ledger, plannedMany(1));
      expect(modeOf(world.directory)).toBe('700');
      expect(modesOf(world.directory)).toEqual({
        'sandbox.db': '600',
        'sandbox.db-wal': '600',
        'sandbox.db-shm': '600',
        'sandbox.db.lock': '600',
        'sandbox.db.rescue': '600',
        'sandbox.serial': '600',
      });
    } finally {
      process.umask(umask);
    }
  });

  test.each([
    ['sandbox.db', 0o640],
    ['sandbox.db', 0o602],
    ['sandbox.db.lock', 0o604],
    ['sandbox.db-wal', 0o644],
  ])('are refused if %s has the mode %o', async (name, mode) => {
    await using world = await sqliteWorld();
    await (await world.open())[Symbol.asyncDispose]();
    const file = `${world.directory}/${name}`;
    if (!fs.existsSync(file)) fs.writeFileSync(file, '');
    fs.chmodSync(file, mode);
    const refusal = { exitCode: 4, diagnostics: [expect.objectContaining({ code: 'PP313' })] };
    await expect(world.open()).rejects.toMatchObject(refusal);
    await expect(world.look()).rejects.toMatchObject(refusal);
    fs.chmodSync(file, 0o600);
    await using ledger = await world.open();
    expect(await ledger.runs()).toEqual([]);
  });

  test.each(['sandbox.db', 'sandbox.db.lock'])('nothing is claimed after %s was removed or replaced', async (name) => {
    await using world = await sqliteWorld();
    await using ledger = await world.open();
    const run = await spoolRun(ledger, plannedMany(1));
    const notifications = await openAll(ledger, run.id);
    const file = `${world.directory}/${name}`;
    const refusal = { exitCode: 8, diagnostics: [expect.objectContaining({ code: 'PP410' })] };
    const claim = { run: run.id, chunk: 0, campaign: 0, notifications };
    fs.renameSync(file, `${file}.away`);
    await expect(ledger.claim(claim)).rejects.toMatchObject(refusal);
    fs.copyFileSync(`${file}.away`, file);
    await expect(ledger.claim(claim)).rejects.toMatchObject(refusal);
    fs.renameSync(`${file}.away`, file);
    expect(await ledger.claim(claim)).toMatchObject({ kind: 'claimed', taken: [0] });
  });

  test.each(['sandbox.db', 'sandbox.db.lock'])(
    'keep what is settled after %s was replaced, in the moved ledger and beside it, and the run stops',
    async (name) => {
      await using world = await sqliteWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(1));
      const notifications = await openAll(ledger, run.id);
      const claim = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
      const file = `${world.directory}/${name}`;
      fs.renameSync(file, `${file}.away`);
      fs.copyFileSync(`${file}.away`, file);
      const settling = ledger.settle([{ attempt: claim.attempt, outcomes: [accepted], status: 200, error: null }]);
      await expect(settling).rejects.toMatchObject({
        exitCode: 8,
        diagnostics: [expect.objectContaining({ code: 'PP410' }), expect.objectContaining({ code: 'PP416' })],
      });
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { accepted: 1 } }]);
      await world.kill(ledger);
      fs.renameSync(`${file}.away`, file);
      await using next = await world.open();
      expect(next.findings).toMatchObject([{ code: 'PP416', severity: 'warning' }]);
      expect(await next.totals(run.id)).toMatchObject([{ buckets: { accepted: 1 } }]);
    },
  );

  test('are not created if the folder cannot be created, and the command is refused', async () => {
    await using world = await sqliteWorld();
    fs.writeFileSync(world.directory, 'a file where the folder should be');
    await expect(world.open()).rejects.toMatchObject({
      exitCode: 4,
      diagnostics: [expect.objectContaining({ code: 'PP315' })],
    });
  });
});

test('a ledger that is removed during a run ends it with exit 8, and the help names the command to continue', async () => {
  const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(2_000) };
  await using workspace = await makeSendingWorkspace(files, { latency: { sent: 100, none: 100, jitter: 0 } });
  const apply = workspace.run('apply', '--yes', '--json');
  await untilRequests(workspace.sandbox, 1, [apply]);
  fs.rmSync(join(workspace.root, '.pushplan', 'local.db'));
  const result = await apply;
  expect(result.exitCode).toBe(8);
  expect(readDiagnostics(result)[0]).toMatchObject({
    code: 'PP410',
    help: expect.stringMatching(
      /^Nothing more was sent\. Put the ledger of this run back before you go on: pushplan resume run_\w+ --env local$/v,
    ),
  });
});
