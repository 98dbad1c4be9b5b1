// The time from a stop to the last request, in real processes: the promise of `stop --all`, measured at the server.
import { expect, test } from 'vitest';
import { startBuiltCli } from '../support/built-cli.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { makePostgresTrial } from '../support/postgres-trial.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { openSession } from '../support/terminal-session.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, people } from '../support/workspace.ts';
import { repositoryRoot } from '../support/repository.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';

const server = sharePostgresDatabase();

const files = { 'people.csv': people(2_000), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
const latency = { sent: 40, none: 40, jitter: 0 };
/** So slow that the processes have started long before everybody is sent to. */
const slow = 300;
const fireButton = ['stop', '--all', '--env', 'local', '--yes'];

test('after another process stops everything, no further request arrives, and nobody is in doubt', async () => {
  const answers = holdAnswers(3);
  await using workspace = await makeSendingWorkspace(files, { latency, clock: answers.clock });
  const keys = `endpoint: ${workspace.sandbox.url}, api_key_env: KEY, requests_per_minute: ${slow}, message_center: off`;
  await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: { ${keys} }\n`);
  const options = { cwd: workspace.root, env: { KEY: localKey } };
  const apply = startBuiltCli(['apply', '--yes', '--json'], options);
  await untilRequests(workspace.sandbox, 5, [apply.ended]);
  const stop = await startBuiltCli(fireButton, options).ended;
  const returned = Date.now();
  answers.letGo();
  const { requests } = workspace.sandbox.stats();
  const ended = await apply.ended;
  expect({ stop: stop.exitCode, apply: ended.exitCode }).toEqual({ stop: 0, apply: 8 });
  expect(ended.stdout).toContain('PP336');
  expect(workspace.sandbox.stats().requests).toBe(requests);
  const last = Math.max(...(await workspace.arrivals()).map(({ at }) => Date.parse(at)));
  expect(last).toBeLessThanOrEqual(returned);
  // The time is shown to people only. A busy machine may take longer.
  expect(stop.stdout).toMatch(/No new request starts anywhere, \d+\.\d{3} s after/v);
  expect((await workspace.run('status')).stdout).toMatch(/stopped[^]* in doubt 0\s+\+ not sent [1-9]/v);
});

test('the same on PostgreSQL, whichever process holds the ledger', async () => {
  await using trial = await makePostgresTrial(server(), {
    recipients: 2_000,
    requestsPerMinute: slow,
    latency: 40,
    held: 3,
  });
  const apply = trial.start('apply', '--yes', '--json');
  await trial.hasSent(5);
  const stop = await trial.start(...fireButton).ended;
  trial.letGo();
  const { requests } = trial.sandbox.stats();
  const ended = await apply.ended;
  expect({ stop: stop.exitCode, apply: ended.exitCode }).toEqual({ stop: 0, apply: 8 });
  expect(trial.sandbox.stats().requests).toBe(requests);
  expect(stop.stdout).toMatch(/No new request starts anywhere, \d+\.\d{3} s after/v);
  expect((await trial.run('status')).stdout).toMatch(/stopped[^]* in doubt 0\s+\+ not sent [1-9]/v);
});

test('on a terminal only the name of the environment is asked for, and an apply that waits for confirmation sends nothing', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const program = `${process.execPath} ${repositoryRoot}/dist/cli.js`;
  const open = (line: string) =>
    openSession([], { cwd: workspace.root, columns: 100, shell: `KEY=${localKey} exec ${program} ${line}` });
  const apply = open('apply');
  await apply.until(/Type 2000 to send/v);
  const hesitant = open('stop --all --env local');
  await hesitant.until(/Type local to stop every run there/v);
  hesitant.type('production\r');
  expect(await hesitant.ended).toBe(3);
  const stop = open('stop --all --env local');
  await stop.until(/Type local to stop every run there/v);
  stop.type('local\r');
  expect((await stop.until(/No new request/v)).join('\n')).toMatch(/in local: closed, before it began to send/v);
  expect(await stop.ended).toBe(0);
  apply.type('2000\r');
  expect((await apply.until(/PP336/v)).join('\n')).toMatch(/was stopped by \S+@\S+ before it began to\s+send/v);
  expect(await apply.ended).toBe(8);
  expect(workspace.sandbox.stats().requests).toBe(0);
});
