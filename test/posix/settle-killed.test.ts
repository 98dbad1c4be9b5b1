// The doubt that a killed process leaves: the next apply or resume asks the vendor first, and nobody has to use `resolve`.
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, type ExpectStatic } from 'vitest';
import { startBuiltCli, type BuiltCli, type ProcessEnd } from '../support/built-cli.ts';
import { pushplan } from '../support/cli.ts';
import { readRun, readRuns } from '../support/documents.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { openSession } from '../support/terminal-session.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

const recipients = 400;
const immediately = 'message_center: { after: 0s, requests_per_minute: 60000 }';

interface Killed extends SendingWorkspace {
  readonly run: SendingWorkspace['run'];
  /** Starts the built program. */
  start(...argv: readonly string[]): BuiltCli;
  readonly killed: string;
}

/** Kills a process after eight full requests have arrived and none of them was answered, which leaves 160 people in doubt. */
async function makeKilled(
  /** That of the test: the common one guesses which of concurrent tests it belongs to. */
  own: ExpectStatic,
  engine: 'sqlite' | 'postgres',
  terms = immediately,
): Promise<Killed> {
  const ledger = engine === 'sqlite' ? '' : ', ledger_env: LEDGER';
  const address = { LEDGER: server().url(`?schema=killed_${randomBytes(6).toString('hex')}`) };
  const env = { KEY: localKey, ...(engine === 'sqlite' ? {} : address) };
  const workspace = await makeSendingWorkspace(
    { 'people.csv': people(recipients), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) },
    {
      environment: `${terms}${ledger}`,
      faults: [{ kind: 'no-answer', requests: [9, 10, 11, 12, 13, 14, 15, 16] }],
    },
  );
  const start = (...argv: readonly string[]): BuiltCli => startBuiltCli(argv, { cwd: workspace.root, env });
  const run: SendingWorkspace['run'] = (...argv) => pushplan(argv, { cwd: workspace.root, env, host: hostname() });
  const apply = start('apply', '--yes');
  // A request with one notification, one with the other nineteen, six full requests with an answer, and eight without one.
  await own.poll(() => workspace.sandbox.stats()).toMatchObject({ requests: 16, deliveries: 15 * 20 });
  apply.kill('SIGKILL');
  expect(await apply.ended).toMatchObject({ signal: 'SIGKILL' });
  const [left] = readRuns(await run('status', '--json'));
  expect(left).toMatchObject({ state: 'running', totals: { accepted: 140, in_doubt: 160, not_sent: 100 } });
  return { ...workspace, start, run, killed: left?.run ?? '' };
}

async function expectAll({ sandbox, reached }: SendingWorkspace): Promise<void> {
  expect(sandbox.stats()).toMatchObject({ deliveries: recipients, duplicates: 0 });
  expect(new Set(await reached()).size).toBe(recipients);
}

function readEnd(stdout: string): ReturnType<typeof readRun> {
  return readRun({ exitCode: 0, stdout, stderr: '', json: (): unknown => JSON.parse(stdout) });
}

/** On PostgreSQL a dead process holds the ledger for a few more seconds. Each try is a process, so there are few. */
async function insist(killed: Killed, ...argv: readonly string[]): Promise<ProcessEnd> {
  for (;;) {
    const end = await killed.start(...argv).ended;
    if (end.exitCode !== 9) return end;
    await delay(2_000);
  }
}

describe.each(['sqlite', 'postgres'] as const)('%s', (engine) => {
  test.concurrent('the next apply settles all 160 and sends the rest: exit 0, with one push for everybody', async ({
    expect,
  }) => {
    await using killed = await makeKilled(expect, engine);
    const end = await insist(killed, 'apply', '--yes', '--json');
    expect(end.exitCode, end.stderr).toBe(0);
    expect(readEnd(end.stdout)).toMatchObject({
      totals: { planned: 100, accepted: 100, in_doubt: 0 },
      settled_before: { asked: 160, accepted: 160, left: 0 },
      diagnostics: [],
    });
    expect(end.stderr).toContain(
      'Asked the Message Center about 160 in doubt from earlier runs: 160 accepted, 0 left.\n',
    );
    expect(readRun(await killed.run('status', killed.killed, '--json'))).toMatchObject({
      state: 'superseded',
      totals: { accepted: 300, in_doubt: 0 },
    });
    await expectAll(killed);
  });

  test.concurrent('so does resume', async ({ expect }) => {
    await using killed = await makeKilled(expect, engine);
    const end = await insist(killed, 'resume', killed.killed, '--json');
    expect(end.exitCode, end.stderr).toBe(0);
    expect(readEnd(end.stdout)).toMatchObject({
      run: killed.killed,
      state: 'finished',
      totals: { planned: recipients, accepted: recipients },
      settled_before: { asked: 160, accepted: 160, left: 0 },
    });
    await expectAll(killed);
  });

  test.concurrent('SIGINT while they wait to ask ends apply and resume with exit 8, and nothing is lost', async ({
    expect,
  }) => {
    await using killed = await makeKilled(expect, engine, 'message_center: { before: 1h, after: 1h }');
    // By now nobody holds the ledger.
    expect((await insist(killed, 'resume', 'run_000000000000')).exitCode).toBe(3);
    const { requests } = killed.sandbox.stats();
    for (const argv of [
      ['apply', '--yes'],
      ['resume', killed.killed],
    ]) {
      const waiting = killed.start(...argv);
      expect(await waiting.says(/Asking the Message Center about 160/v)).toBe(true);
      waiting.kill('SIGINT');
      const end = await waiting.ended;
      expect({ exitCode: end.exitCode, signal: end.signal }, end.stderr).toEqual({ exitCode: 8, signal: null });
      expect(end.stderr).toContain('error PP430 interrupted by SIGINT');
    }
    expect(killed.sandbox.stats().requests).toBe(requests);
    const settings = join(killed.root, 'pushplan.yaml');
    await writeFile(settings, (await readFile(settings, 'utf8')).replace('after: 1h', 'after: 0s'));
    const end = await insist(killed, 'apply', '--yes', '--json');
    expect(end.exitCode, end.stderr).toBe(0);
    await expectAll(killed);
  });
});

test('on a terminal, one line shows the progress, and is replaced by the result', async () => {
  await using killed = await makeKilled(expect, 'sqlite', 'message_center: { before: 3s, after: 1h }');
  const session = openSession(['apply', '--yes', '--max-sends', '1'], { cwd: killed.root, columns: 100 });
  const lines = await session.until(/Asking the Message Center: .*waiting/v);
  const drawn = lines.filter((line) => line.startsWith('Asking')).map((line) => line.trimEnd());
  expect(drawn).toEqual([
    expect.stringMatching(
      /^Asking the Message Center: 0 of 160 in doubt from earlier runs, waiting \d s, at most \d s more$/v,
    ),
  ]);
  expect(await session.ended).toBe(8);
  const screen = (await session.terminal.screen()).join('\n');
  expect(screen).toMatch(
    /^Asked the Message Center about 0 of 160 in doubt from earlier runs: 0 accepted, 160 left\./mv,
  );
  expect(screen).not.toContain('Asking the');
});
