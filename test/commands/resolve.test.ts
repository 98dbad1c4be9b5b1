// pushplan resolve: settles notifications in doubt, by a person's decision or by an answer of the vendor.
import { DatabaseSync } from 'node:sqlite';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingOptions, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const immediately = 'message_center: { after: 0s, requests_per_minute: 60000 }';

/** A run over 40 people with 19 of them in a request that was answered with 500. The Message Center is off in it; turnOn turns it on. */
async function makeDoubt(options: SendingOptions = {}): Promise<{ workspace: SendingWorkspace; run: string }> {
  const workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(40) },
    { faults: [{ kind: '500-after-send', requests: [2] }], ...options },
  );
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(7);
  const { run, totals } = readRun(result);
  expect(totals).toMatchObject({ planned: 40, in_doubt: 19, accepted: 21 });
  return { workspace, run };
}

/** A run over 30 people in which the first one was rejected. */
async function makeRejection(): Promise<{ workspace: SendingWorkspace; run: string }> {
  const workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(30) },
    { faults: [{ kind: '400-payload', requests: [1] }] },
  );
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(0);
  const { run, totals } = readRun(result);
  expect(totals).toMatchObject({ planned: 30, rejected: 1, accepted: 29 });
  return { workspace, run };
}

async function turnOn(workspace: SendingWorkspace): Promise<void> {
  const text = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
  await workspace.write('pushplan.yaml', text.replace('message_center: off', immediately));
}

async function planned(workspace: SendingWorkspace): Promise<ReturnType<typeof readPlan>['totals']> {
  return readPlan(await workspace.run('plan', '--json')).totals;
}

describe('--as', () => {
  test('accepted: they are settled, and the decision is stored with who, when and why', async () => {
    const { workspace, run } = await makeDoubt();
    await using _ = workspace;
    const result = await workspace.run(
      'resolve',
      run,
      '--as',
      'accepted',
      '--reason',
      'report 1204',
      '--yes',
      '--json',
    );
    expect(result.exitCode).toBe(0);
    expect(readRun(result).totals).toMatchObject({ planned: 40, accepted: 40, in_doubt: 0 });
    expect(result.stderr).toContain('19 notifications in doubt will count as accepted: they will not be sent again.');
    expect(await planned(workspace)).toMatchObject({ send: 0, settled: 40, in_doubt: 0 });
    const again = await workspace.run('apply', '--yes');
    expect(again.exitCode).toBe(0);
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 40, duplicates: 0 });

    using ledger = new DatabaseSync(join(workspace.root, '.pushplan', 'local.db'), { readOnly: true });
    expect(ledger.prepare('SELECT * FROM decision').all()).toMatchObject([
      { who: 'tester@test-host', reason: 'report 1204', at: expect.any(Number) },
    ]);
  });

  test('not_sent: the next apply sends to them', async () => {
    const { workspace, run } = await makeDoubt();
    await using _ = workspace;
    const result = await workspace.run('resolve', run, '--as', 'not_sent', '--reason', 'outage', '--yes', '--json');
    expect(result.exitCode).toBe(0);
    expect(readRun(result).totals).toMatchObject({ planned: 40, accepted: 21, not_sent: 19 });
    expect(await planned(workspace)).toMatchObject({ send: 19, settled: 21 });
    const applied = await workspace.run('apply', '--yes', '--json');
    expect(applied.exitCode).toBe(0);
    expect(readRun(applied).totals).toMatchObject({ planned: 19, accepted: 19 });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 59, duplicates: 19 });
  });
});

describe('--from message-center', () => {
  test('people whom the vendor remembers count as accepted', async () => {
    const { workspace, run } = await makeDoubt();
    await using _ = workspace;
    await turnOn(workspace);
    const result = await workspace.run('resolve', run, '--from', 'message-center', '--yes', '--json');
    expect(result.exitCode).toBe(0);
    expect(readRun(result).totals).toMatchObject({ planned: 40, accepted: 40, in_doubt: 0 });
    expect(result.stderr).toContain('19 it knows: they will count as accepted');
    expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 40, duplicates: 0 });
  });

  test('people whom it does not remember stay in doubt if nothing proves that it would remember them', async () => {
    const { workspace, run } = await makeDoubt({ faults: [{ kind: '502-html', requests: [2] }] });
    await using _ = workspace;
    await turnOn(workspace);
    const result = await workspace.run('resolve', run, '--from', 'message-center', '--yes', '--json');
    expect(result.exitCode).toBe(7);
    expect(readRun(result).totals).toMatchObject({ planned: 40, accepted: 21, in_doubt: 19 });
    expect(await planned(workspace)).toMatchObject({ send: 0, in_doubt: 19 });
    // Asking again may not help, so a decision is proposed too.
    const { stdout } = await workspace.run('resolve', run, '--from', 'message-center', '--yes');
    const resolve = `pushplan resolve ${run} --env local`;
    expect(stdout).toContain(
      `Next: ${resolve} --from message-center\n      ${resolve} --as accepted|not_sent --reason TEXT\n`,
    );
    expect((await workspace.run('status', run)).stdout).not.toContain('--as');
  });

  test('is refused if the Message Center is off', async () => {
    const { workspace, run } = await makeDoubt();
    await using _ = workspace;
    const result = await workspace.run('resolve', run, '--from', 'message-center', '--yes', '--json');
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([{ message: 'message_center is off in local' }]);
  });
});

describe('the suggested next command', () => {
  test.each([
    ['not_sent', /Next: pushplan apply --env local\n/v],
    ['accepted', /not sent 0\n {2}requests .*\n$/v],
  ])('after --as %s', async (as, ends) => {
    const { workspace, run } = await makeDoubt();
    await using _ = workspace;
    const { stdout } = await workspace.run('resolve', run, '--as', as, '--reason', 'outage', '--yes');
    expect(stdout).toMatch(ends);
  });

  test('after --rejected, if there was something to reopen', async () => {
    const { workspace, run } = await makeRejection();
    await using _ = workspace;
    const open = ['resolve', run, '--rejected', '--reason', 'channel made', '--yes'];
    expect((await workspace.run(...open)).stdout).toContain('Next: pushplan apply --env local\n');
    expect((await workspace.run(...open)).stdout).not.toContain('Next');
  });
});

describe('--rejected', () => {
  test('the next plan sends to them again; the figures of the run stay, and the decision is stored', async () => {
    const { workspace, run } = await makeRejection();
    await using _ = workspace;
    expect(await planned(workspace)).toMatchObject({ send: 0, settled: 30 });
    const result = await workspace.run('resolve', run, '--rejected', '--reason', 'channel made', '--yes', '--json');
    expect(result.exitCode).toBe(0);
    expect(readRun(result)).toMatchObject({ totals: { planned: 30, accepted: 29, rejected: 1, not_sent: 0 } });
    expect(result.stderr).toContain('1 rejected notification of');
    expect(result.stderr).toContain('1 notification opened.');
    expect(await planned(workspace)).toMatchObject({ send: 1, settled: 29 });
    expect((await workspace.run('ledger', 'verify')).exitCode).toBe(0);
    using ledger = new DatabaseSync(join(workspace.root, '.pushplan', 'local.db'), { readOnly: true });
    expect(ledger.prepare('SELECT who, reason, decided FROM decision').all()).toEqual([
      { who: 'tester@test-host', reason: 'channel made', decided: 'reopened' },
    ]);

    const applied = await workspace.run('apply', '--yes', '--json');
    expect(applied.exitCode).toBe(0);
    expect(readRun(applied).totals).toMatchObject({ planned: 1, accepted: 1 });
    const first = readRun(await workspace.run('status', run, '--json'));
    expect(first).toMatchObject({ totals: { accepted: 29, rejected: 1 }, rejected: { invalid_payload: 1 } });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 30, duplicates: 0 });

    const again = await workspace.run('resolve', run, '--rejected', '--reason', 'again', '--yes', '--json');
    expect(again.exitCode).toBe(0);
    expect(again.stderr).toContain('is left to be opened');
    expect(await planned(workspace)).toMatchObject({ send: 0, settled: 30 });
  });

  test('if nobody was rejected there is nothing to reopen; without a terminal it needs --yes', async () => {
    const { workspace, run } = await makeDoubt();
    await using _ = workspace;
    const result = await workspace.run('resolve', run, '--rejected', '--reason', 'x', '--yes', '--json');
    expect(result.exitCode).toBe(7);
    expect(result.stderr).toContain(`Nothing of ${run} is left to be opened.`);
    const unasked = await workspace.run('resolve', run, '--rejected', '--reason', 'x', '--json');
    expect(unasked.exitCode).toBe(3);
    expect(readDiagnostics(unasked)).toMatchObject([{ code: 'PP503' }]);
  });
});

test('a run without doubt does not change', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(2),
  });
  const { run } = readRun(await workspace.run('apply', '--yes', '--json'));
  const result = await workspace.run('resolve', run, '--as', 'not_sent', '--reason', 'none', '--yes', '--json');
  expect(result.exitCode).toBe(0);
  expect(readRun(result).totals).toMatchObject({ planned: 2, accepted: 2 });
});

test.each([
  ['none of the options', [], 'one of --from message-center, --as accepted|not_sent and --rejected'],
  ['two of the options', ['--from', 'message-center', '--as', 'accepted', '--reason', 'x'], 'resolve takes one of'],
  ['two other ones of them', ['--rejected', '--as', 'not_sent', '--reason', 'x'], 'resolve takes one of'],
  ['rejections without a reason', ['--rejected'], '--rejected needs --reason TEXT'],
  ['no reason', ['--as', 'accepted'], '--as needs --reason TEXT'],
  ['an empty reason', ['--as', 'accepted', '--reason', ' '], '--as needs --reason TEXT'],
  ['a reason with --from', ['--from', 'message-center', '--reason', 'x'], '--reason goes with --as and --rejected'],
  ['an unknown outcome', ['--as', 'acepted', '--reason', 'x'], 'did you mean accepted?'],
])('%s: exits with 3', async (_, argv, words) => {
  await using workspace = await makeSendingWorkspace({});
  const result = await workspace.run('resolve', 'run_000000000000', '--yes', '--json', ...argv);
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ code: 'PP502', message: expect.stringContaining(words) }]);
});
