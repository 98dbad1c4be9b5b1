// A full disk at many fill levels: everything that was sent is on record, and nothing else was sent.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openAll } from '../contract/world.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { sqliteWorld, type SqliteWorld } from '../support/sqlite-world.ts';
import { campaignText, people } from '../support/workspace.ts';

const script = new URL('../support/fill-ledger.ts', import.meta.url).pathname;

interface End {
  /** Rows that the API received, printed before the process knows whether it can record them. */
  readonly sent: readonly number[];
  readonly last: string;
}

/** Sends with a limit in KiB on the size of every file. The kernel refuses more, as on a full disk. */
async function sendWithin(world: SqliteWorld, kibibytes: number): Promise<End> {
  const command = 'ulimit -f "$1"; exec "$2" "$3" "$4"';
  // ulimit counts blocks of 512 bytes, according to POSIX.
  const parameters = [String(kibibytes * 2), process.execPath, script, world.path];
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command, 'sh', ...parameters]);
  const lines = stdout.trim().split('\n');
  const sent = lines.flatMap((line) => (line.startsWith('sent ') ? line.slice(5).split(' ').map(Number) : []));
  return { sent, last: lines.at(-1) ?? '' };
}

/** Opens the ledger again without a limit, like a person who has freed disk space. */
async function expectAllOnRecord(world: SqliteWorld, { sent, last }: End): Promise<void> {
  await using ledger = await world.open();
  const [run] = await ledger.runs();
  if (run === undefined) return expect(sent).toEqual([]);
  const [totals] = await ledger.totals(run.id);
  expect(totals?.buckets).toMatchObject({
    accepted: (sent.length / 5) * 4,
    refused: sent.length / 5,
    in_doubt: 0,
  });
  const isKept = last.endsWith('PP416');
  expect(ledger.findings.map(({ code }) => code)).toEqual(isKept ? ['PP416'] : []);
  const left = run.state === 'running' ? (await openAll(ledger, run.id)).map(({ row }) => row) : [];
  expect(left.filter((row) => sent.includes(row))).toEqual([]);
  if (run.state !== 'running') return;
  await ledger.adoptRun(run.id, { host: 'h', pid: 1 });
  await ledger.setState(run.id, 'stopped', {});
  expect(fs.existsSync(`${world.path}.rescue`)).toBe(false);
}

describe('a full disk', () => {
  test.each([10, 100, 112])('with room for %i KiB nothing is sent, and the error says why', async (kibibytes) => {
    await using world = await sqliteWorld();
    const end = await sendWithin(world, kibibytes);
    expect(end).toEqual({ sent: [], last: expect.stringMatching(/^refused 1 PP315$/) });
    await expectAllOnRecord(world, end);
  });

  test.each([130, 160, 200, 260, 300, 700])(
    'with room for %i KiB the run stops with exit 8, and everybody who was sent to is on record',
    async (kibibytes) => {
      await using world = await sqliteWorld();
      const end = await sendWithin(world, kibibytes);
      expect(end.last).toMatch(/^refused 8 PP410( PP416)?$/);
      await expectAllOnRecord(world, end);
    },
  );

  test('stops apply, which says how to continue: with the command that resumes this run', async () => {
    const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(2_000) };
    await using workspace = await makeSendingWorkspace(files);
    // Blocks of 512 bytes: room for the plan, and for a fifth of the requests.
    const limited = { cwd: workspace.root, env: { KEY: localKey }, shell: 'ulimit -f 1200;' };
    const { exitCode, stderr } = await spawnCli(['apply', '--yes'], limited).ended;
    expect(exitCode).toBe(8);
    expect(stderr).toContain('error PP410');
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(/ Then resume the run: pushplan resume run_\w+ --env local /);
    expect(workspace.sandbox.stats().requests).toBeGreaterThan(0);
  });

  test('with room for everything the run ends as without a limit', async () => {
    await using world = await sqliteWorld();
    const end = await sendWithin(world, 8_000);
    expect(end.last).toBe('done');
    expect(end.sent).toHaveLength(200);
    await expectAllOnRecord(world, end);
  });
});
