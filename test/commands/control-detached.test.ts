// Controls a detached run from outside: its workers obey pause, stop and resume, and `status --watch` shows them.
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readForget, readRun } from '../support/documents.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

const recipients = 3_000;

/** Starts two workers, and waits until a run has made a few requests. The run cannot end, because later answers are held until letGo(). */
async function startFleet(schema = 'control') {
  const answers = holdAnswers(3);
  const files = {
    'people.csv': people(recipients),
    'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }),
  };
  const env = { LEDGER: server().url(`?schema=${schema}`) };
  const environment = 'message_center: off, ledger_env: LEDGER';
  const workspace = await makeSendingWorkspace(files, {
    environment,
    env,
    latency: { sent: 10, none: 10, jitter: 0 },
    clock: answers.clock,
  });
  const stop = new AbortController();
  const { run } = readRun(await workspace.run('apply', '--yes', '--detach', '--json'));
  const options = { cwd: workspace.root, env: { KEY: localKey, ...env }, interrupt: stop.signal };
  const logs = ['', ''];
  const workers = logs.map((_, index) =>
    pushplan(['worker'], { ...options, listen: (text) => void (logs[index] += text) }),
  );
  await untilRequests(workspace.sandbox, 3, workers);
  return {
    workspace,
    run,
    workers,
    answers,
    /** True while no worker has a chunk, and each has asked for one in vain since its last one. */
    areIdle: () => logs.every((log) => log.trimEnd().split('\n').at(-1)?.includes('nothing to do, waiting for runs')),
    [Symbol.asyncDispose]: async () => {
      answers.letGo();
      stop.abort('SIGTERM');
      await Promise.all(workers);
      await workspace[Symbol.asyncDispose]();
    },
  };
}

test('resume while no worker is alive reports that one is needed', async () => {
  const files = { 'people.csv': people(3), 'hello.campaign.yaml': campaignText() };
  const env = { LEDGER: server().url('?schema=unattended') };
  const environment = 'message_center: off, ledger_env: LEDGER';
  await using workspace = await makeSendingWorkspace(files, { environment, env });
  const { run } = readRun(await workspace.run('apply', '--yes', '--detach', '--json'));
  expect((await workspace.run('stop', run)).exitCode).toBe(0);
  expect((await workspace.run('resume', run)).stdout).toBe(
    `${run} in local: running, and waits for a worker: none is alive.\nNext: pushplan status ${run} --watch --env local\n      pushplan worker --env local\n`,
  );
});

test('with two workers, a run that is paused, resumed, stopped and resumed sends to everybody once', async () => {
  await using fleet = await startFleet();
  const { workspace, run, workers, answers } = fleet;
  for (const [argv, retry] of [
    // A paused run may continue at any time, so retry is refused with exit code 9.
    [
      ['pause', run],
      [9, 'PP382'],
    ],
    [
      ['stop', '--all', '--env', 'local', '--yes'],
      [3, 'PP384'],
    ],
  ] as const) {
    const halted = await workspace.run(...argv);
    answers.letGo();
    expect(halted).toMatchObject({ exitCode: 0, stderr: '' });
    const { requests } = workspace.sandbox.stats();
    expect(halted.stdout).toContain('No new request starts anywhere');
    // Both have their answers, and have asked for more work in vain.
    await expect.poll(fleet.areIdle).toBe(true);
    const opened = await workspace.run('retry', run, '--only', 'NoUserFound', '--reason', 'a test', '--json');
    const [why] = readDiagnostics(opened);
    expect([opened.exitCode, why?.code]).toEqual(retry);
    if (why?.code === 'PP382') expect(why.help).toContain(`pushplan stop ${run} --env local`);
    const refused = await workspace.run('resume', run, '--max-sends', '1', '--json');
    expect(refused.exitCode).toBe(3);
    expect(readDiagnostics(refused)).toMatchObject([
      {
        code: 'PP502',
        message: `--max-sends does not go with ${run}: its workers send it, and all of it`,
        help: `pushplan resume ${run} --env local lets them go on.`,
      },
    ]);
    expect(workspace.sandbox.stats().requests).toBe(requests);
    answers.hold(3);
    const resumed = await workspace.run('resume', run);
    expect(resumed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(resumed.stdout).toBe(
      `${run} in local: running, its workers go on with it.\nNext: pushplan status ${run} --watch --env local\n`,
    );
    const stepped = await workspace.run('resume', run, '--step', '--json');
    const help = `To go on with it: pushplan resume ${run} --env local, without --step.`;
    expect(readDiagnostics(stepped)).toMatchObject([{ code: 'PP434', help }]);
    await untilRequests(workspace.sandbox, requests + 2, workers);
  }
  const watching = workspace.run('status', '--watch', '--json');
  answers.letGo();
  const watched = await watching;
  expect(watched.stderr).toMatch(/^Sending: .*, 2 workers(?:, about .* left)?$/mv);
  expect(readRun(watched)).toMatchObject({
    run,
    state: 'finished',
    totals: { planned: recipients, accepted: recipients },
  });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: recipients, duplicates: 0 });
  const late = await workspace.run('resume', run, '--json');
  expect(late.exitCode).toBe(3);
  expect(readDiagnostics(late)).toMatchObject([{ code: 'PP413' }]);
});

test('with two workers, a person who is forgotten during a run gets nothing, and the history stays intact', async () => {
  await using fleet = await startFleet('forget');
  const { workspace, run, answers } = fleet;
  expect((await workspace.run('pause', run)).exitCode).toBe(0);
  answers.letGo();
  const order = ['forget', '--recipient', 'email=person2990@example.com', '--reason', 'request 1', '--yes', '--json'];
  const refused = await workspace.run(...order, '--with-history');
  expect(refused.exitCode).toBe(9);
  expect(readDiagnostics(refused)).toMatchObject([{ code: 'PP357' }]);
  const forgotten = await workspace.run(...order);
  expect(forgotten).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readForget(forgotten).ledger).toMatchObject({ waiting: 1, in_doubt: 0 });
  expect((await workspace.run('resume', run)).exitCode).toBe(0);
  const watched = readRun(await workspace.run('status', run, '--watch', '--json'));
  expect(watched).toMatchObject({
    state: 'finished',
    totals: { planned: recipients, accepted: recipients - 1, not_sent: 1 },
    left_out: { forgotten: 1 },
  });
  expect(await workspace.reached()).not.toContain('person2990@example.com');
  expect((await workspace.run('ledger', 'verify')).exitCode).toBe(0);
});
