// Workers in processes of their own, with a real server and the sandbox: they share a detached run, and some of them die.
import { expect, test } from 'vitest';
import { startPostgres } from '../support/postgres-server.ts';
import { makePostgresTrial, type PostgresTrial, type PostgresTrialOptions } from '../support/postgres-trial.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';

const server = sharePostgresDatabase();

function makeTrial(options: PostgresTrialOptions): Promise<PostgresTrial> {
  return makePostgresTrial(server(), options);
}

interface Totals {
  readonly planned: number;
  readonly accepted: number;
  readonly in_doubt: number;
  readonly not_sent: number;
}

interface SeenRun {
  readonly run: string;
  readonly state: string;
  readonly totals: Totals;
}

async function detach(trial: PostgresTrial): Promise<SeenRun> {
  const applied = await trial.run('apply', '--yes', '--detach', '--json');
  expect(applied.exitCode, applied.stderr).toBe(0);
  return applied.json() as SeenRun;
}

async function status(trial: PostgresTrial, run: string): Promise<SeenRun> {
  return (await trial.run('status', run, '--json')).json() as SeenRun;
}

test.concurrent('two workers share a detached run and a third drains it: everybody is sent to once, and the run is finished', async ({
  expect,
}) => {
  await using trial = await makeTrial({ recipients: 3_000, requestsPerMinute: 6_000, latency: 60 });
  const { run, state, totals } = await detach(trial);
  expect({ state, ...totals }).toMatchObject({ state: 'running', planned: 3_000, not_sent: 3_000 });
  expect(trial.sandbox.stats().requests).toBe(0);
  const ends = await Promise.all([trial.start('worker', '--once').ended, trial.start('worker', '--once').ended]);
  expect(await status(trial, run)).toMatchObject({ state: 'running', totals: { accepted: 2_000, in_doubt: 0 } });
  ends.push(await trial.start('worker', '--drain').ended);
  for (const { exitCode, stderr, stdout } of ends) expect(exitCode, `${stderr}${stdout}`).toBe(0);
  expect(await status(trial, run)).toMatchObject({ state: 'finished', totals: { accepted: 3_000, in_doubt: 0 } });
  expect(await trial.reached()).toEqual(trial.everybody);
  for (const { stdout } of ends) expect(stdout).toContain('"event":"chunk done"');
  for (const { stdout } of ends) expect(stdout).not.toMatch(/@|geheim/);
});

test.concurrent('a worker that was killed is taken over by another one: nobody is lost or gets a notification twice', async ({
  expect,
}) => {
  await using trial = await makeTrial({ recipients: 3_000, requestsPerMinute: 1_200, latency: 300, held: 25 });
  const { run } = await detach(trial);
  const first = trial.start('worker', '--drain', '--concurrency', '1');
  await trial.hasSent(30);
  // The requests after the twenty-fifth have no answer yet.
  first.kill('SIGKILL');
  trial.letGo();
  const lost = takesOf((await first.ended).stdout).at(-1);
  const end = await trial.start('worker', '--drain', '--concurrency', '1').ended;
  // What was under way is in doubt, and is not sent again.
  expect(end.exitCode, `${end.stderr}${end.stdout}`).toBe(7);
  // `npm run prove -- fleet` measures how long that takes.
  expect(takesOf(end.stdout)).toContain(lost);
  const { state, totals } = await status(trial, run);
  const all = totals.accepted + totals.in_doubt;
  expect({ state, notSent: totals.not_sent, all }).toEqual({ state: 'finished', notSent: 0, all: 3_000 });
  expect(totals.in_doubt).toBeGreaterThan(0);
  const reached = await trial.reached();
  expect(new Set(reached).size).toBe(reached.length);
  expect(reached.length).toBeGreaterThanOrEqual(totals.accepted);
});

/** Returns the numbers of the chunks that a worker took, in order. */
function takesOf(stdout: string): readonly number[] {
  return stdout
    .split('\n')
    .filter((line) => line.includes('chunk taken'))
    .map((line) => Number(/"chunk":(\d+)/v.exec(line)?.[1]));
}

test.concurrent('a worker that was frozen and taken over claims nothing more in that chunk when it wakes up', async ({
  expect,
}) => {
  await using trial = await makeTrial({ recipients: 900, requestsPerMinute: 300, latency: 300, held: 3 });
  const { run } = await detach(trial);
  const frozen = trial.start('worker');
  await trial.hasSent(5);
  frozen.kill('SIGSTOP');
  trial.letGo();
  const second = trial.start('worker', '--drain');
  // The number of requests shows nothing here: those that the first worker wrote before it was frozen may be read much later.
  expect(await second.prints(/"event":"chunk taken"/v)).toBeDefined();
  // Either because a claim was refused, or because its job was given away.
  const noticed = frozen.prints(/"event":"chunk left"/v);
  frozen.kill('SIGCONT');
  const end = await second.ended;
  expect([0, 7], `${end.stderr}${end.stdout}`).toContain(end.exitCode);
  expect(await noticed).toBeDefined();
  frozen.kill('SIGTERM');
  await frozen.ended;
  const { state, totals } = await status(trial, run);
  expect({ state, notSent: totals.not_sent }).toEqual({ state: 'finished', notSent: 0 });
  const reached = await trial.reached();
  expect(new Set(reached).size).toBe(reached.length);
  expect(reached.length).toBeGreaterThanOrEqual(totals.accepted);
});

test.concurrent('SIGTERM ends a worker with nobody in doubt, and another one continues', async ({ expect }) => {
  await using trial = await makeTrial({ recipients: 900, requestsPerMinute: 600, latency: 500, held: 3 });
  const { run } = await detach(trial);
  const first = trial.start('worker');
  await trial.hasSent(5);
  first.kill('SIGTERM');
  trial.letGo();
  const end = await first.ended;
  expect(end.exitCode, end.stderr).toBe(0);
  const drained = await trial.start('worker', '--drain').ended;
  expect(drained.exitCode, drained.stderr).toBe(0);
  expect(await status(trial, run)).toMatchObject({ state: 'finished', totals: { accepted: 900, in_doubt: 0 } });
  expect(await trial.reached()).toEqual(trial.everybody);
});

test.concurrent('a paused run waits, its workers keep running, and they send the rest when it is resumed', async ({
  expect,
}) => {
  await using trial = await makeTrial({ recipients: 900, requestsPerMinute: 600, latency: 50, held: 3 });
  const { run } = await detach(trial);
  const worker = trial.start('worker');
  await trial.hasSent(5);
  const paused = await trial.run('pause', run);
  trial.letGo();
  expect(paused.exitCode, paused.stderr).toBe(0);
  const resumed = await trial.run('resume', run);
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  const drained = await trial.start('worker', '--drain').ended;
  expect(drained.exitCode, drained.stderr).toBe(0);
  expect(worker.isAlive()).toBe(true);
  worker.kill('SIGTERM');
  expect((await worker.ended).exitCode).toBe(0);
  expect(await status(trial, run)).toMatchObject({ state: 'finished', totals: { accepted: 900, in_doubt: 0 } });
  expect(await trial.reached()).toEqual(trial.everybody);
});

test.concurrent('a server that restarts in the middle is waited for: nobody is lost or gets a notification twice', async ({
  expect,
}) => {
  await using own = await startPostgres({ durable: true });
  await using trial = await makePostgresTrial(own, { recipients: 900, requestsPerMinute: 600, latency: 50, held: 8 });
  const { run } = await detach(trial);
  const worker = trial.start('worker', '--drain');
  await trial.hasSent(10);
  await own.stop('SIGQUIT');
  trial.letGo();
  await own.start();
  const end = await worker.ended;
  expect([0, 7], `${end.stderr}${end.stdout}`).toContain(end.exitCode);
  const { state, totals } = await status(trial, run);
  const all = totals.accepted + totals.in_doubt;
  expect({ state, notSent: totals.not_sent, all }).toEqual({ state: 'finished', notSent: 0, all: 900 });
  const reached = await trial.reached();
  expect(new Set(reached).size).toBe(reached.length);
});
