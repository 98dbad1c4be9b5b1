// Runs the health check of the image as the container does, with a worker that answers and without one.
import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { readRepositoryFile } from '../support/repository.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

/** Returns the words after CMD of HEALTHCHECK, with another port than the container's. */
function readCheck(port: number): readonly string[] {
  const [, words = '[]'] = /^HEALTHCHECK [^]*?CMD (\[.+\])$/m.exec(readRepositoryFile('.github/Dockerfile')) ?? [];
  const [, ...rest]: readonly string[] = JSON.parse(words.replace(':9100/', `:${port}/`));
  return rest;
}

function check(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, readCheck(port), () => resolve(child.exitCode));
  });
}

test('exits with 0 beside a worker, and with 1 when the worker has ended', async () => {
  const port = await freePort();
  const ledger = 'ledger_env: PUSHPLAN_LEDGER';
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  sandbox: { endpoint: sandbox, requests_per_minute: 6000, ${ledger} }\n`,
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(2),
  });
  const options = { cwd: workspace.root, env: { PUSHPLAN_LEDGER: server().url('?schema=health') } };
  expect((await pushplan(['apply', '--yes'], options)).exitCode).toBe(0);
  const stop = new AbortController();
  const { promise: began, resolve: begin } = Promise.withResolvers<void>();
  const listen = (text: string): void => {
    if (text.includes('worker began')) begin();
  };
  const worker = pushplan(['worker', '--port', String(port)], { ...options, interrupt: stop.signal, listen });
  await began;
  expect(await check(port)).toBe(0);
  stop.abort();
  expect((await worker).exitCode).toBe(0);
  expect(await check(port)).toBe(1);
});
