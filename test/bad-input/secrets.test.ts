// Keys and passwords that somebody wrote into a file: refused, and never printed by any command in any form.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import {
  environment,
  expectHarmless,
  expectRefusal,
  keyCanary,
  makeBadWorkspace,
  secretCanary as secret,
  startCounter,
  workspaceFile,
  type Expected,
} from '../support/bad-input.ts';
import { campaignText } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const vendor = workspaceFile('https://mobile.useinsider.com');
const inWorkspace = (text: string) => ({ 'pushplan.yaml': text });
const inCampaign = (text: string) => ({ 'a.campaign.yaml': text });
const found = 'holds what looks like a secret';
const help = 'replace it at its source';

const secrets: readonly [string, Readonly<Record<string, string>>, Expected][] = [
  [
    'a key in an environment',
    inWorkspace(`${vendor}    api_key: ${secret}\n`),
    { code: 'PP108', at: 'pushplan.yaml:7:5', says: `environments.live.api_key ${found}`, help: 'api_key_env' },
  ],
  [
    'a key in place of the name of its variable',
    inWorkspace(vendor.replace('PUSH_KEY', secret)),
    { code: 'PP101', at: 'pushplan.yaml:5:18', says: 'the NAME of an environment variable' },
  ],
  [
    'a password in the endpoint',
    inWorkspace(vendor.replace('https://', `https://me:${secret}@`)),
    { code: 'PP108', at: 'pushplan.yaml:4:5', says: `environments.live.endpoint ${found}`, help },
  ],
  [
    'a token in the endpoint',
    inWorkspace(vendor.replace('https://', `https://${secret}@`)),
    { code: 'PP155', at: 'pushplan.yaml:4:15', says: 'holds a user name or password', help: 'api_key_env' },
  ],
  [
    'a key behind the endpoint',
    inWorkspace(vendor.replace('.com', `.com/?api_key=${secret}`)),
    { code: 'PP155', at: 'pushplan.yaml:4:15', says: 'more than scheme and host' },
  ],
  [
    'the address of the ledger in place of its variable',
    inWorkspace(`${vendor}    ledger_env: "postgres://push:${secret}@db.example.com/push"\n`),
    { code: 'PP108', at: 'pushplan.yaml:7:5', says: `environments.live.ledger_env ${found}`, help },
  ],
  [
    'a password in a host that is allowed',
    inWorkspace(`${vendor}allowed_hosts: ["me:${secret}@push.example.com"]\n`),
    { code: 'PP101', at: 'pushplan.yaml:7:17', says: 'allowed_hosts[0]' },
  ],
  [
    'a key in a campaign',
    inCampaign(`${campaignText()}api_key: ${secret}\n`),
    { code: 'PP108', at: 'a.campaign.yaml:12:1', says: `api_key ${found}`, help },
  ],
  [
    'a password that YAML reads as a comment',
    inCampaign(`${campaignText()}password: x #${secret}\n`),
    { code: 'PP108', at: 'a.campaign.yaml:12:1', says: `password ${found}`, help },
  ],
  [
    'a password in the address of a picture',
    inCampaign(campaignText().replace('https://img', `https://me:${secret}@img`)),
    { code: 'PP108', at: 'a.campaign.yaml:11:3', says: `notification.image_url ${found}`, help },
  ],
  [
    'a token in a link',
    inCampaign(`${campaignText()}  ios: { deep_link: { ins_dl_internal: "http://${secret}@example.com" } }\n`),
    { code: 'PP134', at: 'a.campaign.yaml:12:40', says: 'begins with https://' },
  ],
  [
    'a password in a key',
    inCampaign(`${campaignText()}"ftp://me:${secret}@example.com": 1\n`),
    { code: 'PP102', at: 'a.campaign.yaml:12:1', says: 'unknown key (not shown' },
  ],
  [
    'a password in a file that is not YAML',
    inCampaign(`${campaignText()}password: "${secret}" x\n`),
    { code: 'PP103', at: 'a.campaign.yaml:12:33', says: 'not valid YAML' },
  ],
];

describe('a secret in a file:', () => {
  test.each(secrets)('%s', async (_name, files, expected) => {
    await expectRefusal(sandbox, { files }, expected);
  });

  test.each(secrets)('%s, also on a terminal, where validate shows the line', async (_name, files) => {
    await using workspace = await makeBadWorkspace(sandbox, { files });
    const options = { cwd: workspace.root, env: environment, isTerminal: true };
    const { exitCode, ...written } = await pushplan(['validate'], options);
    expect(exitCode).toBe(3);
    expectHarmless({ exitCode, ...written });
  });

  test.each(secrets)('%s, whatever the format and the command', async (_name, files) => {
    await using workspace = await makeBadWorkspace(sandbox, { files });
    for (const line of ['validate --format github', 'validate --format sarif', 'render a.campaign.yaml', 'status']) {
      expectHarmless(await pushplan(line.split(' '), { cwd: workspace.root, env: environment }));
    }
  });
});

test.each([
  ['that cannot be opened', 'mysql://push', 'PP315 LEDGER holds an address'],
  ['that cannot be reached', 'postgres://push', 'PP320 The ledger postgres://push@127.0.0.1:1/push'],
])('an address of the ledger %s is not repeated', async (_, user, said) => {
  await using workspace = await makeBadWorkspace(sandbox, {
    files: { 'pushplan.yaml': workspaceFile(sandbox.url, '    ledger_env: LEDGER\n') },
  });
  const options = { cwd: workspace.root, env: { ...environment, LEDGER: `${user}:${secret}@127.0.0.1:1/push` } };
  for (const line of ['plan', 'apply --yes', 'status', 'resume run_1', 'validate']) {
    const result = await pushplan(line.split(' '), options);
    expectHarmless(result);
    expect([line, result.exitCode]).toEqual([line, line === 'validate' ? 0 : 3]);
    if (line !== 'validate') expect(result.stderr.replaceAll(/\s+/g, ' ')).toContain(said);
  }
});

test('the key is sent and appears nowhere else: not in output, ledger, plan or report', async () => {
  await using workspace = await makeBadWorkspace(sandbox, {});
  const options = { cwd: workspace.root, env: environment };
  const before = sandbox.stats().deliveries;
  const lines = ['plan --out a.plan.json', 'apply a.plan.json --yes --report report.ndjson', 'status --json'];
  for (const line of lines) {
    const result = await pushplan(line.split(' '), options);
    expect(result.exitCode).toBe(0);
    expectHarmless(result);
  }
  expect(sandbox.stats().deliveries).toBeGreaterThan(before);
  const files = await readdir(workspace.root, { recursive: true, withFileTypes: true });
  const kept = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  expect(kept.map((path) => basename(path))).toEqual(
    expect.arrayContaining(['live.db', 'a.plan.json', 'report.ndjson']),
  );
  for (const path of kept) expect([path, (await readFile(path, 'latin1')).includes(keyCanary)]).toEqual([path, false]);
});
