// pushplan doctor: reports what is missing for a first send, sends nothing and creates nothing.
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { describeAddress } from '../../src/commands/doctor/check-vendor.ts';
import { readDoctor } from '../support/documents.ts';
import { complaints, makePatient, messageOf } from '../support/patient.ts';
import { localKey, type SendingOptions } from '../support/sending-workspace.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('exits with 0 for a good key: one request that sends nothing, and no ledger is created', async () => {
  await using patient = await makePatient({ apiKeys: [localKey], environment: 'message_center: {}' });
  const healthy = await patient.run('doctor', '--json');
  expect({ exitCode: healthy.exitCode, complaints: complaints(healthy) }).toEqual({ exitCode: 0, complaints: [] });
  const { environment, checks, totals } = readDoctor(healthy);
  expect(environment).toBe('local');
  expect(checks.map(({ check }) => check)).toEqual([
    'node',
    'workspace',
    'campaigns',
    'environment',
    'ledger',
    'data_folder',
    'network',
    'key',
    'clock',
    'message_center',
  ]);
  expect(checks.filter(({ assumption }) => assumption).map(({ check }) => check)).toEqual(['key']);
  expect(totals).toEqual({ good: checks.length, warning: 0, wrong: 0 });
  expect(patient.sandbox.stats()).toMatchObject({ requests: 1, deliveries: 0, statuses: { 400: 1 } });
  expect(existsSync(join(patient.root, '.pushplan'))).toBe(false);
  expect(healthy.stdout + healthy.stderr).not.toContain(localKey);
  const text = await patient.run('doctor');
  expect(text.stdout).toMatch(/^good {5}key: the API accepts the key and this address \(an assumption.*\n\s*help\)$/mv);
  expect(text.stdout).toMatch(/^10 good, 0 warnings, 0 wrong\n$/mv);
});

test('the key is checked at most once a minute, for all workspaces of this user, and at the pace of the ledger if there is one', async () => {
  await using patient = await makePatient({ env: { HOME: join('/nonexistent') } });
  const home = join(patient.root, 'home');
  await mkdir(home);
  expect((await patient.run('apply', '--yes')).exitCode).toBe(0);
  const before = patient.sandbox.stats().requests;
  let now = Date.now();
  const clock = {
    now: () => now,
    monotonic: () => performance.now(),
    sleep: async () => {},
  };
  const look = (key: string): Promise<CliResult> =>
    pushplan(['doctor', '--json'], { cwd: patient.root, env: { HOME: home, XDG_CACHE_HOME: home, KEY: key }, clock });
  const asked = async (): Promise<number> => patient.sandbox.stats().requests - before;
  expect(complaints(await look(localKey))).toEqual([]);
  now += 20_000;
  expect(messageOf(await look(localKey), 'key')).toContain('answered 20 seconds ago');
  expect(await asked()).toBe(1);
  await look('another-key-of-the-environment');
  expect(await asked()).toBe(2);
  now += 41_000;
  expect(messageOf(await look(localKey), 'key')).not.toContain('ago');
  expect(await asked()).toBe(3);
  const folder = join(home, 'pushplan', 'doctor');
  const kept = await readdir(folder);
  expect(kept).toHaveLength(2);
  expect(kept.join('')).not.toContain(localKey);
});

describe('what is wrong', () => {
  test.each<[string, SendingOptions, number, string]>([
    ['a wrong key', { apiKeys: ['the-right-key'] }, 10, 'key wrong'],
    ['a blocked address', { denyIp: true }, 10, 'key wrong'],
    ['no certificate', { certificate: false }, 10, 'key wrong'],
    ['no variable for the key', { env: { KEY: '' } }, 10, 'key wrong'],
    ['too many requests', { faults: [{ kind: '429', requests: [1] }] }, 0, 'key warning'],
    ['an answer of another server', { faults: [{ kind: '502-html', requests: [1] }] }, 4, 'key wrong'],
    ['a missing page', { faults: [{ kind: '404', requests: [1] }] }, 10, 'key wrong'],
    ['no answer', { faults: [{ kind: 'reset-before', requests: [1] }] }, 4, 'network wrong'],
    ['no variable for the ledger', { environment: 'message_center: off, ledger_env: LEDGER' }, 4, 'ledger wrong'],
    ['a missing ledger', { environment: 'message_center: off, ledger_id: ledger_0123456789abcdef' }, 4, 'ledger wrong'],
    ['a missing list', { more: 'suppress: [{ file: gone.csv }]' }, 4, 'lists wrong'],
  ])('%s', async (_name, options, exitCode, complaint) => {
    await using patient = await makePatient(options);
    const result = await patient.run('doctor', '--json');
    expect({ exitCode: result.exitCode, complaints: complaints(result) }).toMatchObject({ exitCode });
    expect(complaints(result)).toContain(complaint);
    const helps = readDoctor(result).checks.filter(({ status }) => status !== 'good');
    expect(helps.filter(({ help }) => help === null)).toEqual([]);
    expect(patient.sandbox.stats().deliveries).toBe(0);
    expect(result.stdout + result.stderr).not.toContain(localKey);
  });

  test('a workspace that cannot be read, and a folder without a workspace', async () => {
    await using workspace = await makeWorkspace({
      'pushplan.yaml': 'version: 1\nenvironments: { x: { endpont: sandbox } }\n',
    });
    const run = (): Promise<CliResult> => pushplan(['doctor', '--json'], { cwd: workspace.root });
    const result = await run();
    expect({ exitCode: result.exitCode, complaints: complaints(result) }).toMatchObject({
      exitCode: 4,
      complaints: { 0: 'workspace wrong' },
    });
    await using nothing = await makeWorkspace();
    const none = await pushplan(['doctor'], { cwd: join(nothing.root, '..') });
    expect(none.stdout).toMatch(/^wrong {4}workspace: no pushplan\.yaml in/mv);
    expect(none.exitCode).toBe(4);
  });

  test('an unknown environment is a wrong argument; campaigns with errors and old schemas are reported', async () => {
    await using patient = await makePatient();
    expect((await patient.run('doctor', '--env', 'locl')).exitCode).toBe(3);
    await patient.write('bad.campaign.yaml', 'version: 1\n');
    await patient.write('schema/campaign.schema.json', '{}');
    const result = await patient.run('doctor', '--json');
    expect(complaints(result)).toEqual(['workspace warning', 'campaigns wrong']);
    expect(result.exitCode).toBe(4);
  });

  test("a clock that is far from the vendor's", async () => {
    await using patient = await makePatient();
    const real = { monotonic: () => performance.now(), sleep: async () => {} };
    const look = (ahead: number): Promise<CliResult> =>
      pushplan(['doctor', '--json'], {
        cwd: patient.root,
        env: { KEY: localKey },
        clock: { ...real, now: () => Date.now() + ahead },
      });
    const ahead = await look(600_000);
    expect(messageOf(ahead, 'clock')).toMatch(/this clock is \d+ seconds ahead of that of 127\.0\.0\.1/v);
    expect(messageOf(await look(-600_000), 'clock')).toContain('behind');
  });

  test('unfinished runs and notifications in doubt in the ledger, and a folder that others can read', async () => {
    await using patient = await makePatient({ faults: [{ kind: 'reset-after', requests: [1] }] });
    expect((await patient.run('apply', '--yes', '--max-sends', '1')).exitCode).toBe(8);
    await chmod(join(patient.root, '.pushplan'), 0o755);
    const result = await patient.run('doctor', '--json');
    expect(messageOf(result, 'unfinished')).toMatch(/^run_\w+ is stopped, begun on test-host.*pushplan resume/v);
    expect(messageOf(result, 'unfinished')).toContain('1 notification may have been received');
    // With message_center: off, pushplan cannot look the notification up.
    expect(messageOf(result, 'unfinished')).toContain(
      'pushplan resolve RUN --env local --as accepted|not_sent --reason TEXT',
    );
    expect(complaints(result)).toContain('files warning');
    expect(result.exitCode).toBe(0);
  });

  test('sources: variables that are not set, an unreachable database, and sources that are not contacted', async () => {
    const more = `sources:
  shop: { kind: postgres, address_env: SHOP }
  gone: { kind: postgres, address_env: GONE }
  web: { kind: https, base: "https://exports.example.com/", header_env: { X-Token: TOKEN } }
  odd: { kind: https, base: "https://exports.example.com/", header_env: { X-Token: ODD } }
  files: { kind: s3, bucket: exports, region: eu-central-1 }
  bq: { kind: command, run: [bq] }
data_store: { kind: s3, bucket: push, region: eu-central-1 }`;
    const env = { GONE: 'postgres://me:geheim@127.0.0.1:1/crm', TOKEN: 'a-token', ODD: 'one-token\nanother' };
    await using patient = await makePatient({ more, env });
    const result = await patient.run('doctor', '--json');
    expect({ code: result.exitCode, complaints: complaints(result) }).toEqual({
      code: 0,
      complaints: Array.from({ length: 5 }, () => 'sources warning'),
    });
    expect(messageOf(result, 'sources').split('\n')).toEqual([
      expect.stringMatching(/source shop needs the environment variable SHOP, which is not set \(PP283\) Set it/v),
      expect.stringMatching(/source gone cannot be reached at postgres:.*\(PP284\) Check host and port/v),
      'the source web has its 1 variable; it was not asked ',
      expect.stringMatching(/source odd cannot be sent ODD in a header: its value has a line break, .* \(PP283\)/v),
      expect.stringMatching(/source files needs the environment variable AWS_ACCESS_KEY_ID/v),
      'the source bq needs no variable; it was not asked ',
      expect.stringMatching(/data store needs the environment variable AWS_ACCESS_KEY_ID/v),
    ]);
    expect(result.stdout + result.stderr).not.toMatch(/geheim|a-token|one-token/v);
  });

  test('an endpoint where nothing listens, and a proxy, of which only the variable is named', async () => {
    await using patient = await makePatient();
    await patient.sandbox.close();
    const result = await patient.run('doctor', '--json');
    expect({ code: result.exitCode, complaints: complaints(result) }).toEqual({
      code: 4,
      complaints: ['network wrong'],
    });
    await patient.write(
      'pushplan.yaml',
      'version: 1\nenvironments: { live: { endpoint: "https://mobile.useinsider.com", api_key_env: KEY } }\n',
    );
    const home = { HOME: patient.root, XDG_CACHE_HOME: patient.root };
    const env = { ...home, KEY: localKey, HTTPS_PROXY: 'http://user:secret-of-proxy@127.0.0.1:1' };
    const behind = await pushplan(['doctor', '--json'], { cwd: patient.root, env });
    expect(messageOf(behind, 'network')).toContain(
      'cannot be reached, with HTTPS_PROXY set: the connection is refused',
    );
    expect(complaints(behind)).toEqual(['ledger warning', 'network wrong']);
    expect(behind.stdout).not.toContain('secret-of-proxy');
    // No server answered, so nothing is cached and the next doctor tries the network again.
    const mended = await pushplan(['doctor', '--json'], {
      cwd: patient.root,
      env: { ...env, HTTPS_PROXY: 'http://127.0.0.1:2' },
    });
    expect(messageOf(mended, 'network')).not.toContain(' ago');
    const unsafe = await pushplan(['doctor', '--json'], {
      cwd: patient.root,
      env: { KEY: localKey, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    });
    expect(messageOf(unsafe, 'key')).toContain('lets anybody pose as');
  });
});

test('the address that the vendor sees is the one to allow, or it is unknown', () => {
  expect(describeAddress('203.0.113.7', 'api.example')).toMatchObject({
    check: 'address',
    status: 'good',
    message: 'api.example sees this machine at 203.0.113.7: that is the address to allow',
    assumption: true,
  });
  expect(describeAddress(undefined, 'api.example').message).toMatch(/is unknown: it does not say$/v);
});
