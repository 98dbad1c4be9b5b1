// What apply --detach and worker refuse: invalid options, the wrong ledger, and a second run beside one under way.
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { makePostgresTrial, type PostgresTrial } from '../support/postgres-trial.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

function makeTrial(recipients = 30): Promise<PostgresTrial> {
  return makePostgresTrial(server(), { recipients, requestsPerMinute: 6_000 });
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

test('a ledger in a file has no workers', async () => {
  await using workspace = await makeSendingWorkspace({
    'people.csv': people(3),
    'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }),
  });
  for (const argv of [['apply', '--yes', '--detach'], ['worker']]) {
    const { exitCode, stderr } = await workspace.run(...argv);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('PP330') });
  }
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test.each([
  [['apply', '--yes', '--detach', '--max-sends', '3'], '--max-sends and --detach exclude each other'],
  [['apply', '--yes', '--detach', '--until', '23:59'], '--until and --detach exclude each other'],
  [['worker', '--once', '--drain'], '--once and --drain exclude each other'],
  [['worker', '--concurrency', '0'], '--concurrency'],
])('%j is refused', async (argv, message) => {
  await using trial = await makeTrial();
  const { exitCode, stderr } = await trial.run(...argv);
  expect({ exitCode, stderr: flat(stderr) }).toEqual({ exitCode: 3, stderr: expect.stringContaining(message) });
});

test('a worker before the first apply, and a worker without the key, end at once', async () => {
  await using trial = await makeTrial();
  const early = await trial.run('worker', '--drain');
  expect({ exitCode: early.exitCode, stderr: early.stderr }).toEqual({
    exitCode: 4,
    stderr: expect.stringContaining('PP316'),
  });
  const keyless = await pushplan(['worker', '--drain'], {
    cwd: trial.root,
    env: { PUSHPLAN_LEDGER: 'postgres://x/y' },
  });
  expect(keyless.exitCode).toBe(10);
});

test('a detached run shows how to follow it; apply with its seal finds it again, and no other run starts beside it', async () => {
  await using trial = await makeTrial();
  const seal = ((await trial.run('plan', '--json')).json() as { readonly seal: string }).seal;
  const first = await trial.run('apply', '--yes', '--detach', '--expect-seal', seal);
  expect(first.exitCode, first.stderr).toBe(0);
  const run = /run_\w{12}/.exec(first.stdout)?.[0] ?? '';
  expect(first.stdout).toContain('30 notifications to be sent by workers');
  expect(first.stdout).toContain(`pushplan status ${run} --watch --env local`);
  const again = await trial.run('apply', '--yes', '--detach', '--expect-seal', seal);
  expect({ exitCode: again.exitCode, isSame: again.stdout.includes(run) }).toEqual({ exitCode: 0, isSame: true });
  const other = await trial.run('apply', '--yes');
  expect({ exitCode: other.exitCode, stderr: flat(other.stderr) }).toEqual({
    exitCode: 9,
    stderr: expect.stringContaining(`Another run is under way: ${run}, detached from`),
  });
  // The run may be in another environment than the default one.
  expect(flat(other.stderr)).toContain(
    `Wait for its workers (pushplan status ${run} --env local --watch), or stop it: pushplan stop ${run} --env local.`,
  );
  expect(trial.sandbox.stats().requests).toBe(0);
  const once = await trial.run('worker', '--once');
  expect(once.exitCode, once.stderr).toBe(0);
  expect(await trial.reached()).toEqual(trial.everybody);
  const drained = await trial.run('worker', '--drain');
  expect(drained.exitCode, drained.stderr).toBe(0);
  expect((await trial.run('status', run, '--json')).json()).toMatchObject({ state: 'finished' });
  const third = await trial.run('apply', '--yes', '--json');
  expect(third.json()).toMatchObject({ totals: { planned: 0 } });
});

test('a detached run without people has finished at once: it waits for no worker, and no other run waits for it', async () => {
  await using trial = await makeTrial(0);
  const handed = (await trial.run('apply', '--yes', '--detach', '--json')).json();
  expect(handed).toMatchObject({ state: 'finished', totals: { planned: 0 } });
  const next = await trial.run('apply', '--yes', '--detach');
  expect({ exitCode: next.exitCode, stdout: next.stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/finished\n {2}nothing to send\n/v),
  });
});
