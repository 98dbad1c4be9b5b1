// The exit codes and endings of an apply that did not go well: stopped, in doubt, above fail_on, or refused before it began.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun, readRuns } from '../support/documents.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, people } from '../support/workspace.ts';

test.each([
  ['max_recipients', 'max_recipients: 4', 'PP301'],
  ['max_invalid', 'max_invalid: 1', 'PP302'],
])('%s blocks with exit code 4: nothing is sent and no run is created', async (_, more, code) => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText({ more }), 'people.csv': `${people(5)},x\n,y\n` },
    { more: 'policy: { max_invalid: 50% }' },
  );
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(4);
  expect(readDiagnostics(result)).toMatchObject([{ severity: 'error', code, file: 'hello.campaign.yaml', line: 3 }]);
  expect(readRuns(await workspace.run('status', '--json'))).toEqual([]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test.each([
  ['refused', 'fail_on: { refused: 40% }', 6],
  ['refused', 'fail_on: { refused: 2 }', 0],
  ['refused', 'fail_on: { refused: 1 }', 6],
])('fail_on %s: with the limit "%s", apply ends with %i', async (_, more, exitCode) => {
  const users = Array.from({ length: 4 }, (_, index) => ({
    email: `person${index}@example.com`,
    opted_out: index < 2,
  }));
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText({ more }), 'people.csv': people(4) },
    { users },
  );
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(exitCode);
  const run = readRun(result);
  expect(run.totals).toMatchObject({ planned: 4, accepted: 2, refused: 2 });
  expect(run.diagnostics.map(({ code }) => code)).toEqual(exitCode === 6 ? ['PP407'] : []);
});

test('fail_on rejected counts notifications that the API rejects; doubt takes precedence', async () => {
  const files = {
    'hello.campaign.yaml': campaignText({ more: 'fail_on: { rejected: 0 }' }),
    'people.csv': people(2),
  };
  await using rejected = await makeSendingWorkspace(files, {
    faults: [{ kind: '400-payload', requests: [1] }],
  });
  const result = await rejected.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(6);
  expect(readRun(result).totals).toMatchObject({ accepted: 1, rejected: 1 });

  await using doubtful = await makeSendingWorkspace(files, {
    environment: 'message_center: off',
    faults: [
      { kind: '400-payload', requests: [1] },
      { kind: '504-after-send', requests: [2] },
    ],
  });
  const both = await doubtful.run('apply', '--yes', '--json');
  expect(both.exitCode).toBe(7);
  const run = readRun(both);
  expect(run.totals).toMatchObject({ in_doubt: 1, rejected: 1 });
  expect(run.diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(['PP406', 'PP407']));
});

test('--max-sends sends exactly that many and ends with 8; resume sends the rest of the same run', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(50),
  });
  const first = await workspace.run('apply', '--yes', '--max-sends', '27', '--json');
  expect(first.exitCode).toBe(8);
  const stopped = readRun(first);
  expect(stopped).toMatchObject({ state: 'stopped', totals: { planned: 50, accepted: 27, not_sent: 23 } });
  expect(workspace.sandbox.stats().deliveries).toBe(27);

  const middle = await workspace.run('resume', stopped.run, '--max-sends', '3', '--json');
  expect(middle.exitCode).toBe(8);
  expect(readRun(middle).totals).toMatchObject({ planned: 50, accepted: 30, not_sent: 20 });

  const last = await workspace.run('resume', stopped.run, '--json');
  expect(last.exitCode).toBe(0);
  expect(readRun(last)).toMatchObject({
    run: stopped.run,
    state: 'finished',
    totals: { planned: 50, accepted: 50, not_sent: 0 },
  });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 50, duplicates: 0 });
});

test('people who may have been reached are in doubt: apply ends with 7, and so does the next apply, which does not send to them', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(40) },
    { environment: 'message_center: off', faults: [{ kind: '500-after-send', requests: [2] }] },
  );
  const first = await workspace.run('apply', '--yes', '--json');
  expect(first.exitCode).toBe(7);
  const run = readRun(first);
  expect(run).toMatchObject({ state: 'finished', totals: { planned: 40, accepted: 21, in_doubt: 19 } });
  expect((await workspace.run('status', run.run)).stdout).toContain(`pushplan resolve ${run.run}`);

  const second = await workspace.run('apply', '--yes', '--json');
  expect(second.exitCode).toBe(7);
  expect(readRun(second).totals.planned).toBe(0);
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 0, settled: 21, in_doubt: 19 });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 40, duplicates: 0 });
});

test('guarantee at_least_once sends again in doubt, and counts the people who may have got it twice', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText({ more: 'guarantee: at_least_once' }), 'people.csv': people(5) },
    { environment: 'message_center: off', faults: [{ kind: '500-after-send', requests: [2] }] },
  );
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(0);
  expect(readRun(result)).toMatchObject({ totals: { planned: 5, accepted: 5 }, maybe_twice: 4 });
});

test('Ctrl-C stops the run with exit code 8: the rest is not sent, and resume sends it', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(400) },
    { latency: { sent: 20, none: 20, jitter: 0 } },
  );
  const controller = new AbortController();
  const started = pushplan(['apply', '--yes', '--json'], {
    cwd: workspace.root,
    env: { KEY: localKey },
    interrupt: controller.signal,
  });
  await untilRequests(workspace.sandbox, 2, [started]);
  controller.abort();
  const result = await started;
  expect(result.exitCode).toBe(8);
  const run = readRun(result);
  expect(run.state).toBe('stopped');
  expect(run.totals.in_doubt).toBe(0);
  expect(run.totals.accepted).toBe(workspace.sandbox.stats().deliveries);
  expect(run.totals.not_sent).toBeGreaterThan(0);
  const rest = await workspace.run('resume', run.run, '--json');
  expect(readRun(rest).totals).toMatchObject({ planned: 400, accepted: 400 });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 400, duplicates: 0 });
});

test('a new ledger is not created in CI without --new-ledger', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(2) },
    { env: { CI: 'true' } },
  );
  const refused = await workspace.run('apply', '--yes', '--json');
  expect(refused.exitCode).toBe(4);
  expect(readDiagnostics(refused)).toMatchObject([{ code: 'PP314', help: expect.stringContaining('--new-ledger') }]);
  expect(existsSync(join(workspace.root, '.pushplan', 'local.db'))).toBe(false);
  expect((await workspace.run('apply', '--yes', '--new-ledger')).exitCode).toBe(0);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  expect(workspace.sandbox.stats().deliveries).toBe(2);
});
