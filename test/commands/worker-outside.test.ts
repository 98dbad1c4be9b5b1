// A worker as its operator sees it: health, metrics, log, and what is left when it ends.
import { createServer } from 'node:net';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDiagnostics, readRun, readRuns, readWorkerLog } from '../support/documents.ts';
import { makeAuthority, makeCredentials } from '../support/certificate.ts';
import { readPrometheus } from '../support/prometheus-text.ts';
import {
  localKey,
  makeSendingWorkspace,
  type SendingOptions,
  type SendingWorkspace,
} from '../support/sending-workspace.ts';
import { startFastClock } from '../support/fast-clock.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { pushplan } from '../support/cli.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { startTlsFront } from '../support/tls-front.ts';
import { startWatching, type Watching } from '../support/watching.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

interface Fleet extends SendingWorkspace {
  startWorker(...argv: readonly string[]): Promise<Watching>;
}

/** Makes a workspace whose ledger has this schema to itself. */
async function makeFleet(schema: string, recipients: number, options: SendingOptions = {}): Promise<Fleet> {
  const env = { LEDGER: server().url(`?schema=${schema}`) };
  const workspace = await makeSendingWorkspace(
    { 'people.csv': people(recipients), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) },
    { environment: 'message_center: off, ledger_env: LEDGER', env, ...options },
  );
  const terms = { cwd: workspace.root, env: { KEY: localKey, ...env } };
  return { ...workspace, startWorker: (...argv) => startWatching(['worker', ...argv], terms) };
}

async function detach(fleet: Fleet): Promise<string> {
  return readRun(await fleet.run('apply', '--yes', '--detach', '--json')).run;
}

/** Parses the log, and expects a sortable time in each line. */
function readLog(stdout: string): ReturnType<typeof readWorkerLog> {
  const lines = readWorkerLog({ stdout });
  for (const { at, worker } of lines) {
    expect(worker).toMatch(/^test-host \d+$/v);
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/v);
  }
  return lines;
}

test('serves health and metrics on its own port, and its log names nobody', async () => {
  await using fleet = await makeFleet('outside', 60);
  const run = await detach(fleet);
  const worker = await fleet.startWorker('--port', '0');
  const port = /"port":(?<port>\d+)/v.exec(await worker.until(/"port":\d+/v))?.groups?.['port'];
  const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${port}${path}`, { method });
  const health = await ask('/health');
  expect({ status: health.status, body: await health.json() }).toEqual({ status: 200, body: { status: 'working' } });
  expect((await ask('/')).status).toBe(404);
  expect((await ask('/metrics', 'POST')).status).toBe(405);

  await worker.until(/"run finished"/v);
  const scraped = await ask('/metrics?name=any');
  expect(scraped.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await scraped.text();
  const value = (name: string, labels = ''): number | undefined =>
    readPrometheus(text).get(`pushplan_worker_${name}`)?.samples.get(labels);
  expect(value('notifications_total', 'outcome="accepted"')).toBe(60);
  expect(value('chunks_total', 'end="done"')).toBe(1);
  expect(value('runs_total', 'state="finished"')).toBe(1);
  expect(value('requests_total')).toBe(fleet.sandbox.stats().requests);
  expect(value('failures_total')).toBe(0);
  expect(text).not.toMatch(/@|run_|test-host/v);

  await worker.until(/"nothing to do, waiting for runs"/v);
  const { exitCode, stdout, stderr } = await worker.end();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const log = readLog(stdout);
  // One lane may find nothing just before the other has taken the only chunk, and a slow answer causes a wait.
  const told = log.filter(({ event }) => event !== 'nothing to do, waiting for runs' && event !== 'waiting');
  expect(told.map(({ event }) => event)).toEqual([
    'worker began',
    'chunk taken',
    'chunk done',
    'run finished',
    'draining',
    'worker ended',
  ]);
  expect(told[0]).toMatchObject({ format_version: '1.0', environment: 'local', port: Number(port) });
  expect(told[1]).toMatchObject({ level: 'info', run, chunk: 0 });
  expect(log.at(-1)).toMatchObject({ level: 'info', chunks: 1 });
  for (const secret of ['@', localKey, server().password]) expect(stdout).not.toContain(secret);
  await expect(ask('/health')).rejects.toThrow('fetch failed');
});

test('a port that is in use is refused before anything is done', async () => {
  await using fleet = await makeFleet('taken_port', 3);
  await detach(fleet);
  const other = createServer().listen(0);
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const { exitCode, stdout, stderr } = await fleet.run('worker', '--drain', '--port', port);
  other.close();
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  expect(stderr).toContain(`--port ${port} cannot be listened on: it is taken`);
  expect(fleet.sandbox.stats().requests).toBe(0);
});

test('a worker that does not trust the certificate exits with 10 at once, and leaves its run to others', async () => {
  await using fleet = await makeFleet('distrust', 30);
  const run = await detach(fleet);
  const credentials = makeCredentials(makeAuthority('nobody knows it'), 'localhost');
  await using front = await startTlsFront(credentials, Number(new URL(fleet.sandbox.url).port));
  const path = join(fleet.root, 'pushplan.yaml');
  const plain = await readFile(path, 'utf8');
  await fleet.write('pushplan.yaml', plain.replace(fleet.sandbox.url, `https://localhost:${front.port}`));
  const { exitCode, stdout, stderr } = await fleet.run('worker');
  expect(exitCode).toBe(10);
  expect(stderr).toContain('PP426');
  expect(stderr).toContain('NODE_EXTRA_CA_CERTS');
  const why = expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  expect(readLog(stdout).at(-1)).toMatchObject({ level: 'error', event: 'worker left', why });
  expect(readRun(await fleet.run('status', run, '--json'))).toMatchObject({
    state: 'running',
    totals: { in_doubt: 0, not_sent: 30 },
    workers: [{ alive: false, why }],
    last_error: { name: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
  });

  await fleet.write('pushplan.yaml', plain);
  expect((await fleet.run('worker', '--drain')).exitCode).toBe(0);
  expect(await fleet.reached()).toHaveLength(30);
});

test('a worker that the API refuses exits, and status shows that nobody sends the run, since when and why', async () => {
  await using fleet = await makeFleet('refused', 30, { denyIp: true });
  const run = await detach(fleet);
  const fresh = await fleet.run('status', run);
  expect(fresh.stdout).toContain(`${run} in local: running\n  no worker is alive\n`);
  expect(fresh.stdout).toContain('Next: pushplan worker --env local\n');
  expect((await fleet.run('status')).stdout).toContain('\n  no worker is alive\n');

  const { exitCode, stdout, stderr } = await fleet.run('worker', '--json');
  expect(exitCode).toBe(10);
  expect(stderr).toContain('PP402');
  const why = 'The API refuses this machine (status 403), most likely because of its IP address';
  const [log = '', findings = ''] = stdout.split(/(?<=\n)(?=[^\n]+\n$)/v);
  expect(readLog(log).at(-1)).toMatchObject({ level: 'error', event: 'worker left', why });
  // With --json the findings follow, in a line as well.
  const json = (): unknown => JSON.parse(findings);
  expect(readDiagnostics({ exitCode, stdout: findings, stderr, json })).toMatchObject([{ code: 'PP402' }]);

  const seen = readRun(await fleet.run('status', run, '--json'));
  expect(seen).toMatchObject({ state: 'running', workers: [{ alive: false, why, requests_in_last_minute: 0 }] });
  expect(readRuns(await fleet.run('status', '--json'))).toMatchObject([{ run, workers: [{ alive: false }] }]);
  const text = (await fleet.run('status', run)).stdout.replaceAll(/\s+/gv, ' ');
  expect(text).toMatch(
    /running 0 of 1 worker alive, last seen \d+ s ago: test-host \d+ left \d+ s ago \(The API refuses this/v,
  );

  const watching = await startWatching(['status', '--watch'], {
    cwd: fleet.root,
    env: { LEDGER: server().url('?schema=refused') },
  });
  expect(await watching.until(/^Waiting for a worker: /mv)).toMatch(/, 0 of 1 worker alive, last seen \d+ s ago\n$/v);
  await watching.end();
  const stopped = readRun(await fleet.run('stop', run, '--json'));
  expect(stopped).not.toHaveProperty('workers');
  expect((await fleet.run('status', run)).stdout).not.toContain('alive');
});

test('a worker whose requests do not get through logs that it waits', async () => {
  await using fleet = await makeFleet('cut_off', 30);
  await detach(fleet);
  await fleet.sandbox.close();
  const worker = await fleet.startWorker();
  await worker.until(/"event":"waiting","worker":"[^"]+","why":"Waiting /v);
  const { exitCode, stdout } = await worker.end();
  expect(exitCode).toBe(0);
  expect(readLog(stdout).at(-1)).toMatchObject({ event: 'worker ended', chunks: 0 });
});

test('a worker whose ledger is away for too long says to start it again', async () => {
  await using own = await startPostgres();
  const env = { LEDGER: own.url(), KEY: localKey };
  await using workspace = await makeSendingWorkspace(
    {},
    { environment: 'message_center: off, ledger_env: LEDGER', env },
  );
  // Nothing is to be sent: with such a clock, a claim would be too old for its request in milliseconds.
  expect((await workspace.run('ledger', 'migrate', '--new-ledger')).exitCode).toBe(0);
  const idle = Promise.withResolvers<void>();
  const worker = pushplan(['worker'], {
    cwd: workspace.root,
    env,
    // The minutes for which it waits pass in seconds.
    clock: startFastClock(100).sender,
    listen: (text) => text.includes('nothing to do') && idle.resolve(),
  });
  await idle.promise;
  await own.stop('SIGQUIT');
  const { exitCode, stdout, stderr } = await worker;
  expect(exitCode).toBe(8);
  expect(readLog(stdout).at(-1)).toMatchObject({ level: 'error', event: 'worker failed' });
  const told = stderr.replaceAll(/\s+/gv, ' ');
  expect(told).toContain('PP410');
  expect(told).toContain('A worker only has to be started again.');
});
