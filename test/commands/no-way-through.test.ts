// What a user sees if no request can get through: exit code 10 at once, the cause and its remedy, and nobody is lost.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Run } from '../../src/generated/run.ts';
import { startBuiltCli, type ProcessEnd } from '../support/built-cli.ts';
import { makeAuthority, makeCredentials, type Credentials } from '../support/certificate.ts';
import { pushplan } from '../support/cli.ts';
import { readRun } from '../support/documents.ts';
import { freePort } from '../support/free-port.ts';
import { http } from '../support/raw-server.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { startConnectProxy, startTlsFront } from '../support/tls-front.ts';
import { campaignText, people } from '../support/workspace.ts';

const authority = makeAuthority('authority of a company');
const everybody = Array.from({ length: 25 }, (_, index) => `person${index}@example.com`).toSorted();

interface Scene extends SendingWorkspace {
  readonly port: number;
  /** Runs the built program, as a shell does. */
  start(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<ProcessEnd & { json(): unknown }>;
  /** Writes this endpoint into pushplan.yaml. */
  move(endpoint: string, more?: string): Promise<void>;
  /** The path of a file with the certificate of our authority. */
  readonly trusted: string;
}

async function stage(): Promise<Scene> {
  const workspace = await makeSendingWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(25) });
  const trusted = join(workspace.root, 'company.pem');
  await writeFile(trusted, authority.certificate);
  return {
    ...workspace,
    trusted,
    port: Number(new URL(workspace.sandbox.url).port),
    start: async (argv, env = {}) => {
      const ended = await startBuiltCli(argv, { cwd: workspace.root, env: { KEY: localKey, ...env } }).ended;
      return { ...ended, json: () => JSON.parse(ended.stdout) as unknown };
    },
    move: (endpoint, more = '') =>
      workspace.write(
        'pushplan.yaml',
        `version: 1\nenvironments:\n  local: { endpoint: "${endpoint}", api_key_env: KEY, requests_per_minute: 6000, message_center: off }\n${more}`,
      ),
  };
}

function read(ended: ProcessEnd & { json(): unknown }): Run {
  return readRun({ ...ended, exitCode: ended.exitCode ?? -1 });
}

test.each<[string, Credentials, string, RegExp]>([
  [
    'an authority that nobody knows',
    makeCredentials(makeAuthority('another'), 'localhost'),
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    /NODE_EXTRA_CA_CERTS/,
  ],
  ['an expired certificate', makeCredentials(authority, 'localhost', [2020, 2021]), 'CERT_HAS_EXPIRED', /clock/],
  [
    'a certificate of another name',
    makeCredentials(authority, 'elsewhere'),
    'ERR_TLS_CERT_ALTNAME_INVALID',
    /environment's endpoint/,
  ],
])('%s: apply ends with 10 at once, status shows why, and the next apply sends', async (_name, bad, name, remedy) => {
  await using scene = await stage();
  await using front = await startTlsFront(bad, scene.port);
  await scene.move(`https://localhost:${front.port}`);
  const env = { NODE_EXTRA_CA_CERTS: scene.trusted };
  const applied = await scene.start(['apply', '--yes', '--json'], env);
  expect(applied.exitCode, applied.stderr).toBe(10);
  const run = read(applied);
  expect(run).toMatchObject({
    state: 'stopped',
    why: expect.stringContaining(name),
    totals: { planned: 25, accepted: 0, in_doubt: 0, not_sent: 25 },
    last_error: { name, status: null, remedy: expect.stringMatching(remedy) },
    diagnostics: [{ severity: 'error', code: 'PP426', help: expect.stringMatching(remedy) }],
  });
  const status = await scene.start(['status', run.run]);
  expect(status.stdout).toContain(name);
  expect(status.stdout.replaceAll(/\s+/g, ' ')).toMatch(remedy);
  expect(await scene.reached()).toEqual([]);

  await using good = await startTlsFront(makeCredentials(authority, 'localhost'), scene.port);
  await scene.move(`https://localhost:${good.port}`);
  const again = await scene.start(['apply', '--yes', '--json'], env);
  expect(again.exitCode, again.stderr).toBe(0);
  expect(read(again).last_error).toBeNull();
  expect(await scene.reached()).toEqual(everybody);
});

test('the advice for an unknown authority works: with NODE_EXTRA_CA_CERTS, resume sends', async () => {
  await using scene = await stage();
  await using front = await startTlsFront(makeCredentials(authority, 'localhost'), scene.port);
  await scene.move(`https://localhost:${front.port}`);
  const applied = await scene.start(['apply', '--yes']);
  expect(applied.exitCode, applied.stderr).toBe(10);
  expect(applied.stdout).toContain('PP426');
  const [run = ''] = /run_\w{12}/.exec(applied.stdout) ?? [];
  const resumed = await scene.start(['resume', run], { NODE_EXTRA_CA_CERTS: scene.trusted });
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  expect(await scene.reached()).toEqual(everybody);
});

test('plain HTTP on the port: exit code 10, and the help names the port', async () => {
  await using scene = await stage();
  await scene.move(`https://127.0.0.1:${scene.port}`);
  const applied = await scene.start(['apply', '--yes', '--json']);
  expect(applied.exitCode, applied.stderr).toBe(10);
  expect(read(applied)).toMatchObject({
    totals: { not_sent: 25 },
    diagnostics: [{ code: 'PP427', help: expect.stringContaining('port') }],
  });
  await scene.move(`http://127.0.0.1:${scene.port}`);
  expect((await scene.start(['apply', '--yes'])).exitCode).toBe(0);
  expect(await scene.reached()).toEqual(everybody);
});

test.each([407, 403])(
  'a proxy that answers %i: exit code 10 without a password in the output, and the next apply sends if the proxy allows it',
  async (status) => {
    await using scene = await stage();
    await using front = await startTlsFront(makeCredentials(authority, 'push.example.invalid'), scene.port);
    await using proxy = await startConnectProxy(front.port, http(status, '', { 'proxy-authenticate': 'Basic' }));
    await scene.move('https://push.example.invalid', 'allowed_hosts: [push.example.invalid]\n');
    // The variables are read as curl reads them: the scheme is optional, and HTTP_PROXY is only for http.
    const env = {
      HTTPS_PROXY: `me:p4ssw0rd@127.0.0.1:${proxy.port}`,
      HTTP_PROXY: `http://127.0.0.1:${await freePort()}`,
      NODE_EXTRA_CA_CERTS: scene.trusted,
    };
    const order = ['apply', '--yes', '--json', '--new-ledger'];
    const applied = await scene.start(order, env);
    expect(applied.exitCode, applied.stderr).toBe(10);
    expect(read(applied)).toMatchObject({
      totals: { planned: 25, not_sent: 25 },
      last_error: { name: `proxy_${status}`, remedy: expect.stringContaining('NO_PROXY') },
      diagnostics: [{ code: 'PP428', message: expect.stringContaining('push.example.invalid') }],
    });
    expect(applied.stdout + applied.stderr).not.toContain('p4ssw0rd');

    proxy.refusal = undefined;
    const again = await scene.start(order, env);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(await scene.reached()).toEqual(everybody);
    expect(new Set(proxy.heads.map((head) => head.split(' ', 2).join(' ')))).toEqual(
      new Set(['CONNECT push.example.invalid:443']),
    );
  },
);

test('if nobody listens, the waiting line, the end of the run and status show the error and its remedy', async () => {
  await using scene = await stage();
  await scene.move(`http://127.0.0.1:${await freePort()}`);
  const interrupt = new AbortController();
  let heard = '';
  const listen = (text: string): void => {
    heard += text;
    if (/Waiting .*Last error ECONNREFUSED: .*\. Check the environment's endpoint/.test(heard))
      interrupt.abort('stopped by SIGINT');
  };
  const terms = { cwd: scene.root, env: { KEY: localKey } };
  const applied = await pushplan(['apply', '--yes', '--json'], { ...terms, interrupt: interrupt.signal, listen });
  expect(applied.exitCode, applied.stderr).toBe(8);
  const run = readRun(applied);
  expect(run).toMatchObject({
    state: 'stopped',
    why: 'stopped by SIGINT; the last error was ECONNREFUSED: the connection is refused',
    totals: { not_sent: 25 },
    last_error: { name: 'ECONNREFUSED', status: null, means: 'the connection is refused' },
    diagnostics: [{ code: 'PP408', message: expect.stringContaining('ECONNREFUSED') }],
  });
  const { stdout } = await pushplan(['status', run.run], terms);
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /last error ECONNREFUSED at .* UTC: the connection is refused\. Check/,
  );
  const listed = await pushplan(['status', '--json'], terms);
  expect(listed.json()).toMatchObject({ runs: [{ last_error: { name: 'ECONNREFUSED' } }] });
});
