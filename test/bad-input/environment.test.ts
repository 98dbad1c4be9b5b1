// Wrong endpoints, keys and environments: refused before anything is sent if that can be known, otherwise exit 10 with what to do.
import { afterAll, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { pushplan } from '../support/cli.ts';
import {
  apply,
  canaryRows,
  environment,
  expectFinding,
  expectHarmless,
  expectRefusal,
  findingsOf,
  keyCanary,
  makeBadWorkspace,
  plan,
  startCounter,
  validate,
  workspaceFile,
  type Expected,
} from '../support/bad-input.ts';
import { everybody } from '../support/quick-sandbox.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const host = 'mobile.useinsider.com';
const endpoints: readonly [string, string, string][] = [
  [`http://${host}`, 'the endpoint is http://, not https://', `https://${host}`],
  ['https://push.example.com', 'host is push.example.com, not mobile.useinsider.com', 'allowed_hosts'],
  [`https://${host}.example.com`, `host is ${host}.example.com`, 'allowed_hosts'],
  [`https://me@${host}`, 'holds a user name or password', 'api_key_env'],
  [`https://${host}:8443`, 'has the port 8443', `https://${host}`],
  [`https://${host}/api/v2`, 'has more than scheme and host', `https://${host}`],
  [`https://${host}?a=b`, 'has more than scheme and host', `https://${host}`],
  ['http://0x7f.1:80', 'is not written as it is read', 'http://127.0.0.1'],
  ['https://', 'is not an address', `https://${host}`],
  ['sandbx', 'is not an address', 'Did you mean sandbox?'],
  ['mobile.useinsider.com', 'is not an address', `https://${host}`],
];

describe('an endpoint such as', () => {
  test.each(endpoints)('%s', async (endpoint, says, help) => {
    const files = { 'pushplan.yaml': workspaceFile(endpoint) };
    await expectRefusal(sandbox, { files }, { code: 'PP155', at: 'pushplan.yaml:4:15', says, help });
  });

  test('the misspelt sandbox, which needs no key', async () => {
    const files = { 'pushplan.yaml': 'version: 1\nenvironments:\n  sandbox:\n    endpoint: sandbx\n' };
    const expected = {
      code: 'PP155',
      at: 'pushplan.yaml:4:15',
      says: 'is not an address',
      help: 'Did you mean sandbox?',
    } as const;
    await expectRefusal(sandbox, { files }, expected);
  });

  test('one without the name of a key', async () => {
    const files = { 'pushplan.yaml': workspaceFile(`https://${host}`).replace(/ {4}api_key_env.*\n/v, '') };
    const expected = {
      code: 'PP101',
      at: 'pushplan.yaml:3:3',
      says: 'live has no "api_key_env"',
      help: 'the NAME',
    } as const;
    await expectRefusal(sandbox, { files }, expected);
  });
});

const live = workspaceFile(`https://${host}`);
const wires: readonly [string, Record<string, string>, Expected][] = [
  [
    'certificates that are not checked',
    { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    { code: 'PP155', at: '', says: 'lets anybody pose as', help: 'Unset it' },
  ],
  [
    'an invalid proxy',
    { HTTPS_PROXY: 'http://me:canary-hidden-k3Wv7@:x' },
    { code: 'PP155', at: '', says: 'is not the address of an http proxy', help: 'http://HOST:PORT' },
  ],
];

test.each(wires)('%s', async (_name, env, expected) => {
  await expectRefusal(sandbox, { files: { 'pushplan.yaml': live }, env }, { ...expected, by: [apply] });
});

const verbs = [
  'validate',
  'plan',
  'apply --yes',
  'render a.campaign.yaml',
  'status',
  'resume run_1',
  'resolve run_1 --as accepted --reason x --yes',
];

describe('an environment that is not defined', () => {
  test.each(verbs)('%s', async (line) => {
    await using workspace = await makeBadWorkspace(sandbox, {});
    const options = { cwd: workspace.root, env: environment };
    for (const name of ['lve', '__proto__', 'toString']) {
      const result = await pushplan([...line.split(' '), '--env', name], options);
      expectHarmless(result);
      expect(result.exitCode).toBe(3);
      const text = (result.stdout + result.stderr).replaceAll(/\s+/gv, ' ');
      expect(text).toContain(`error PP154 pushplan.yaml:2:1 the environment "${name}" is not defined`);
      expect(text).toContain('Defined are: live.');
    }
  });

  test('in default_environment', async () => {
    const files = { 'pushplan.yaml': workspaceFile(sandbox.url, 'default_environment: lve\n') };
    const expected = { code: 'PP154', at: 'pushplan.yaml:7:22', says: '"lve" is not defined', help: '"live"' } as const;
    await expectRefusal(sandbox, { files }, expected);
  });

  test('because there are several and none is named', async () => {
    const files = { 'pushplan.yaml': workspaceFile(sandbox.url, '  other: { endpoint: sandbox }\n') };
    const expected = { code: 'PP154', at: 'pushplan.yaml:2:1', says: 'several environments', help: '--env' } as const;
    await expectRefusal(sandbox, { files }, expected);
  });
});

describe('a key that is missing', () => {
  test.each([
    ['not set', {}],
    ['empty', { PUSH_KEY: '' }],
    ['blank', { PUSH_KEY: ' \n' }],
  ])('%s: validate and plan need none, and apply ends with 10 and makes no run', async (_name, env) => {
    await using workspace = await makeBadWorkspace(sandbox, {});
    const options = { cwd: workspace.root, env };
    const before = sandbox.stats().requests;
    for (const verb of [validate, plan]) expect(await pushplan(verb, options)).toMatchObject({ exitCode: 0 });
    const result = await pushplan([...apply, '--json'], options);
    expect(result.exitCode).toBe(10);
    expectFinding(findingsOf(result), {
      code: 'PP156',
      at: 'pushplan.yaml:3:3',
      says: 'PUSH_KEY is not set',
      help: 'from a secret',
    });
    expect((await pushplan(['status', '--json'], options)).json()).toMatchObject({ runs: [] });
    expect(sandbox.stats().requests).toBe(before);
  });
});

const quick = { latency: { sent: 0, none: 0, jitter: 0 }, shares: everybody, limit: 1_000_000 };
const people = 45;

const refusals: readonly [string, SandboxOptions, Expected][] = [
  [
    'a wrong key',
    { apiKeys: ['right'] },
    { code: 'PP401', at: '', says: 'refuses the key (status 401)', help: 'api_key_env' },
  ],
  [
    'an address that is not allowed',
    { denyIp: true },
    { code: 'PP402', at: '', says: 'IP address', help: 'IP Address Auth' },
  ],
  [
    'no certificate',
    { certificate: false },
    { code: 'PP403', at: '', says: 'no valid push certificate', help: 'Upload' },
  ],
  [
    'a wrong path',
    { faults: [{ kind: '404', share: 1 }] },
    { code: 'PP404', at: '', says: 'does not take notifications (status 404)', help: "the environment's endpoint" },
  ],
  [
    'a redirect, which is not followed',
    { faults: [{ kind: '302', share: 1 }] },
    { code: 'PP404', at: '', says: 'status 302', help: 'Redirects are not followed' },
  ],
  ['a denial', { faults: [{ kind: '403', share: 1 }] }, { code: 'PP402', at: '', says: 'status 403' }],
];

describe('the vendor refuses us for', () => {
  test.each(refusals)(
    '%s: exit 10 and what to do; after the fix, resume leaves nobody out and nobody gets it twice',
    async (_name, options, expected) => {
      const files = { 'people.csv': canaryRows(people) };
      const refusing = await startSandbox({ ...quick, ...options });
      const { url, port } = refusing;
      await using workspace = await makeBadWorkspace(refusing, {
        files: { ...files, 'pushplan.yaml': workspaceFile(url) },
      });
      const refused = await pushplan([...apply, '--json'], { cwd: workspace.root, env: environment });
      expectHarmless(refused);
      expect(refused.exitCode).toBe(10);
      expect(refused.json()).toMatchObject({
        state: 'stopped',
        totals: { planned: people, not_sent: people, in_doubt: 0 },
      });
      expectFinding(findingsOf(refused), expected);
      expect(refusing.stats().deliveries).toBe(0);
      await refusing.close();

      await using fixed = await startSandbox({ ...quick, port, apiKeys: ['right'] });
      const { run } = refused.json() as { run: string };
      const resumed = await pushplan(['resume', run, '--json'], { cwd: workspace.root, env: { PUSH_KEY: 'right' } });
      expect(resumed.exitCode).toBe(0);
      expect(resumed.json()).toMatchObject({
        run,
        state: 'finished',
        totals: { planned: people, accepted: people, not_sent: 0 },
      });
      expect(fixed.stats()).toMatchObject({ deliveries: people, duplicates: 0 });
      const again = await pushplan([...apply, '--json'], { cwd: workspace.root, env: { PUSH_KEY: 'right' } });
      expect([again.exitCode, again.json()]).toEqual([0, expect.objectContaining({ requests: 0 })]);
      expect(fixed.stats()).toMatchObject({ deliveries: people, duplicates: 0 });
    },
  );
});

test('the key is not printed with an answer of the vendor', async () => {
  await using echo = await startSandbox({ ...quick, apiKeys: ['right'] });
  await using workspace = await makeBadWorkspace(echo, {});
  const result = await pushplan(apply, { cwd: workspace.root, env: environment });
  expectHarmless(result);
  expect(result.stdout + result.stderr).not.toContain(keyCanary);
});
