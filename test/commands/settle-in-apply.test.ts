// apply asks the Message Center about its own doubt before it ends, as pushplan.yaml says.
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readRun, readRuns } from '../support/documents.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(100) };
const immediately = 'message_center: { after: 0s, requests_per_minute: 60000 }';

test('after a 500, people who were reached are accepted, and the others are sent to in the same run', async () => {
  await using workspace = await makeSendingWorkspace(files, {
    environment: immediately,
    faults: [
      { kind: '500-after-send', requests: [2] },
      { kind: '500', requests: [3] },
    ],
  });
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(0);
  expect(readRun(result)).toMatchObject({
    state: 'finished',
    totals: { planned: 100, accepted: 100, in_doubt: 0, not_sent: 0 },
    diagnostics: [],
  });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 100, duplicates: 0 });
  using ledger = new DatabaseSync(join(workspace.root, '.pushplan', 'local.db'), { readOnly: true });
  expect(ledger.prepare('SELECT who, reason FROM decision ORDER BY number').all()).toMatchObject([
    { who: 'message-center', reason: 'the Message Center shows it' },
    { who: 'message-center', reason: expect.stringContaining('answered with 500') },
  ]);
});

test.each([
  ['the Message Center is off: it is not asked', 'message_center: off', 60, ['PP406']],
  ['the Message Center refuses: this is reported once, and it is soon given up', immediately, 0, ['PP406', 'PP406']],
])('%s, and people stay in doubt: exit code 7', async (_name, environment, messageCenterLimit, codes) => {
  await using workspace = await makeSendingWorkspace(files, {
    environment,
    messageCenterLimit,
    faults: [{ kind: '500-after-send', requests: [2] }],
  });
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(7);
  const run = readRun(result);
  expect(run.totals).toMatchObject({ planned: 100, in_doubt: 19, not_sent: 0 });
  expect(run.diagnostics.map(({ code }) => code)).toEqual(codes);
});

test('a soft stop while it waits ends the run at once; nothing is left to send, so the run has finished, in doubt', async () => {
  await using workspace = await makeSendingWorkspace(files, {
    environment: 'message_center: { after: 10m }',
    faults: [{ kind: '500-after-send', requests: [2] }],
  });
  const stop = new AbortController();
  const applying = pushplan(['apply', '--yes', '--json'], {
    cwd: workspace.root,
    env: { KEY: localKey },
    interrupt: stop.signal,
  });
  await expect
    .poll(async () => readRuns(await workspace.run('status', '--json'))[0])
    .toMatchObject({ state: 'running', totals: { accepted: 81, in_doubt: 19 } });
  stop.abort('interrupted by SIGINT');
  const result = await applying;
  expect(result.exitCode).toBe(7);
  expect(readRun(result)).toMatchObject({ state: 'finished', totals: { accepted: 81, in_doubt: 19 } });
});

test('resolve with nothing in doubt says so, with either option', async () => {
  await using workspace = await makeSendingWorkspace(files, { environment: immediately });
  const { run } = readRun(await workspace.run('apply', '--yes', '--json'));
  for (const argv of [
    ['--from', 'message-center'],
    ['--as', 'not_sent', '--reason', 'x'],
  ]) {
    const result = await workspace.run('resolve', run, ...argv, '--yes', '--json');
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toBe(`Nothing of ${run} is in doubt, so there is nothing to settle.\n`);
    expect(readRun(result).totals).toMatchObject({ accepted: 100, in_doubt: 0 });
  }
  const unknown = await workspace.run('resolve', 'run_000000000000', '--from', 'message-center', '--yes', '--json');
  expect(unknown.exitCode).toBe(3);
  expect(readDiagnostics(unknown)).toMatchObject([{ code: 'PP412' }]);
});
