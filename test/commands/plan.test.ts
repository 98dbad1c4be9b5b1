// pushplan plan: what it counts and prints, and that it leaves nothing behind.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const mixed = [
  'email,name,language',
  'ada@example.com,Ada,en',
  'ADA@example.com,Ada again,en',
  'bo@example.com,Bo,de',
  ',Nobody,en',
  'chi@example.com,Chi,en',
  '',
].join('\n');

const mixedCampaign = campaignText({ more: 'max_invalid: 50%' }).replace(
  '{ file: people.csv }',
  '{ file: people.csv, where: { language: en } }',
);
const mixedFiles = {
  'pushplan.yaml': 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\npolicy: { max_invalid: 50% }\n',
  'hello.campaign.yaml': mixedCampaign,
  'people.csv': mixed,
};

test('counts what will happen to each row', async () => {
  await using workspace = await makeWorkspace(mixedFiles);
  const result = await pushplan(['plan', '--json'], { cwd: workspace.root });
  expect(result.exitCode).toBe(0);
  const plan = readPlan(result);
  expect(plan.totals).toEqual({
    rows: 5,
    send: 2,
    resend: 0,
    retry: 0,
    deferred: 0,
    settled: 0,
    in_doubt: 0,
    removed: 3,
    requests: 2,
    eta_seconds: expect.any(Number),
  });
  expect(plan.campaigns[0]?.counts.removed).toMatchObject({ invalid: 1, duplicate: 1, filtered: 1, short: 0 });
  expect(plan.environment).toBe('sandbox');
  expect(plan.seal).toMatch(/^pp1:[0-9a-f]{64}$/v);
});

test('the summary line of the text has the figures of the JSON', async () => {
  await using workspace = await makeWorkspace({
    ...mixedFiles,
    'other.campaign.yaml': campaignText({ id: 'other', file: 'others.csv', campId: 8 }),
    'others.csv': people(1234),
  });
  const text = await pushplan(['plan'], { cwd: workspace.root });
  const { totals } = readPlan(await pushplan(['plan', '--format', 'json'], { cwd: workspace.root }));
  const line = /^Plan: (?<sum>[^]*?)\nSeal: /mv.exec(text.stdout)?.groups?.['sum']?.replaceAll(/\s+/gv, ' ');
  expect(line).toContain(
    `${totals.send.toLocaleString('en')} to send, ${totals.resend} to resend, ${totals.settled} settled, ${totals.in_doubt} in doubt, ${totals.removed} removed of ${totals.rows.toLocaleString('en')} rows. ${totals.requests} requests,`,
  );
  expect(totals.send).toBe(1236);
});

test('two plans of the same files are byte for byte the same', async () => {
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(200) });
  for (const format of ['text', 'json']) {
    const first = await pushplan(['plan', '--format', format], { cwd: workspace.root });
    const second = await pushplan(['plan', '--format', format], { cwd: workspace.root });
    expect(second.stdout).toBe(first.stdout);
    expect(first.stdout).not.toBe('');
  }
});

test('writes nothing, needs no key, and reveals nobody', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(30),
  });
  const before = await readdir(workspace.root, { recursive: true });
  const result = await pushplan(['plan'], { cwd: workspace.root });
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toContain('30 to send');
  expect(result.stdout).not.toMatch(/person\d|Person \d/v);
  expect(await readdir(workspace.root, { recursive: true })).toEqual(before);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('--detailed-exitcode gives 2 as long as there is somebody to send to', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(3),
  });
  expect((await workspace.run('plan')).exitCode).toBe(0);
  expect((await workspace.run('plan', '--detailed-exitcode')).exitCode).toBe(2);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  const after = await workspace.run('plan', '--detailed-exitcode', '--json');
  expect(after.exitCode).toBe(0);
  expect(readPlan(after).totals).toMatchObject({ send: 0, settled: 3 });
});

test('samples are stand-ins for the rows that are most likely to look wrong', async () => {
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': 'email,name\na@example.com,Al\nb@example.com,Maximiliane-Theodora\nc@example.com,\n',
  });
  const { campaigns } = readPlan(await pushplan(['plan', '--json'], { cwd: workspace.root }));
  const samples = campaigns[0]?.samples ?? [];
  expect(samples.map(({ why, row }) => ({ why, row }))).toEqual([
    { why: 'longest_title', row: 2 },
    { why: 'emptiest', row: 3 },
  ]);
  const [longest] = samples;
  expect(longest?.notification).toMatchObject({
    identifiers: { 'INSIDER.email': expect.stringContaining('.invalid') },
  });
  expect(JSON.stringify(samples)).not.toContain('Maximiliane');
});

test.each([
  ['max_recipients', 'max_recipients: 4', 'PP301', '5 recipients, and max_recipients is 4'],
  ['max_invalid', 'max_invalid: 1', 'PP302', '2 invalid rows of 7'],
])('a plan above %s is shown with the reason, and ends with 4', async (_, more, code, words) => {
  await using workspace = await makeWorkspace({
    'pushplan.yaml': 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\npolicy: { max_invalid: 50% }\n',
    'hello.campaign.yaml': campaignText({ more }),
    'people.csv': `${people(5)},x\n,y\n`,
  });
  const text = await pushplan(['plan'], { cwd: workspace.root });
  expect(text.exitCode).toBe(4);
  expect(text.stdout.replaceAll(/\s+/gv, ' ')).toContain(words);
  expect(text.stdout).toContain('Blocked by 1 error');
  const plan = readPlan(await pushplan(['plan', '--json'], { cwd: workspace.root }));
  const errors = plan.campaigns[0]?.diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors).toMatchObject([{ code, file: 'hello.campaign.yaml', line: 3 }]);
});

test('paths choose the campaigns: a file, a folder, or by default the campaigns folder', async () => {
  await using workspace = await makeWorkspace({
    'campaigns/a/one.campaign.yaml': campaignText({ id: 'one', campId: 1 }),
    'campaigns/b/two.campaign.yaml': campaignText({ id: 'two', campId: 2 }),
    'elsewhere/three.campaign.yaml': campaignText({ id: 'three', campId: 3 }),
    'people.csv': people(1),
  });
  const ids = async (...paths: readonly string[]): Promise<readonly string[]> => {
    const result = await pushplan(['plan', '--json', ...paths], { cwd: workspace.root });
    return readPlan(result).campaigns.map(({ id }) => id);
  };
  expect(await ids()).toEqual(['one', 'two']);
  expect(await ids('.')).toEqual(['one', 'two', 'three']);
  expect(await ids('campaigns/b', 'elsewhere/three.campaign.yaml')).toEqual(['two', 'three']);
});

test('a warning says that a ledger was not read because its variable is not set', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(2) },
    { environment: 'ledger_env: LEDGER' },
  );
  const plan = readPlan(await workspace.run('plan', '--json'));
  expect(plan.history).toBe('none');
  expect(plan.diagnostics).toMatchObject([{ severity: 'warning', code: 'PP316' }]);
  expect((await workspace.run('plan')).stdout).toContain('No ledger was looked at');
});

test('a warning says that production has no ledger yet: it may be on another machine', async () => {
  const production = 'endpoint: https://mobile.useinsider.com, api_key_env: KEY';
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments: { production: { ${production} } }\n`,
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(2),
  });
  const run = (...argv: readonly string[]): Promise<CliResult> => pushplan(['plan', ...argv], { cwd: workspace.root });
  const ledger = join(workspace.root, '.pushplan', 'production.db');
  expect(readPlan(await run('--json')).diagnostics).toMatchObject([
    {
      severity: 'warning',
      code: 'PP316',
      message: `production has no ledger yet: there is none at ${ledger}, and this plan counts as if nothing had been sent yet`,
      help: expect.stringContaining('pushplan apply --new-ledger --env production'),
    },
  ]);
  expect((await run('--format', 'markdown')).stdout).toContain('production has no ledger yet');
});

test('a plan that a guard blocks does not suggest apply', async () => {
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText({ more: 'max_recipients: 4' }),
    'people.csv': people(5),
  });
  const { stdout } = await pushplan(['plan'], { cwd: workspace.root });
  expect(stdout).toMatch(/\nBlocked by 1 error: apply sends nothing of this plan\.\n$/v);
});

test('the suggested next command names the same environment, and can be pasted into a shell', async () => {
  const settings = 'version: 1\nenvironments: { one: { endpoint: sandbox }, two: { endpoint: sandbox } }\n';
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `${settings}default_environment: one\n`,
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(1),
  });
  const plan = async (...argv: readonly string[]): Promise<string> =>
    (await pushplan(['plan', ...argv], { cwd: workspace.root })).stdout;
  expect(await plan('--env', 'two', 'hello.campaign.yaml')).toContain(
    '\nNext: pushplan apply hello.campaign.yaml --env two\n',
  );
  expect(await plan('--out', "it's a plan.json")).toContain(String.raw`Next: pushplan apply 'it'\''s a plan.json'`);
});
