// Changes that would make people who were sent to count as new: another key, or a setting that leads to another ledger.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CliResult } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { runGit } from '../support/git-repository.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const byKey = (key: string): string => campaignText({ more: `key: ${JSON.stringify(key)}` });
const sides = [['with a base', ['--base', 'main']] as const, ['without a base', []] as const];

/** Makes a workspace that is committed as the branch main. */
async function makeCommitted(files: Readonly<Record<string, string>> = {}): Promise<SendingWorkspace> {
  const all = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(5), ...files };
  const workspace = await makeSendingWorkspace(all);
  runGit(workspace.root, ['init', '-q', '-b', 'main']);
  runGit(workspace.root, ['add', 'pushplan.yaml', ...Object.keys(all)]);
  runGit(workspace.root, ['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '-q', '-m', 'first']);
  return workspace;
}

/** Makes such a workspace, and sends to all five people. */
async function makeSent(files: Readonly<Record<string, string>> = {}): Promise<SendingWorkspace> {
  const workspace = await makeCommitted(files);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  return workspace;
}

/** Plans and applies: the saved plan if there is a base, otherwise without a saved plan. */
async function planAndApply(workspace: SendingWorkspace, words: readonly string[]): Promise<CliResult> {
  await workspace.run('plan', ...words, '--out', 'sale.plan.json');
  return workspace.run('apply', ...(words.includes('--base') ? ['sale.plan.json'] : words), '--yes', '--json');
}

async function expectBlocked(
  workspace: SendingWorkspace,
  words: readonly string[],
): Promise<CliResult & { readonly said: string }> {
  const planned = await workspace.run('plan', ...words, '--json');
  expect(planned.exitCode).toBe(4);
  const { campaigns } = readPlan(planned);
  const [finding] = campaigns.flatMap(({ diagnostics }) => diagnostics.filter(({ code }) => code === 'PP324'));
  expect(finding?.severity).toBe('error');
  const reached = await workspace.reached();
  expect((await planAndApply(workspace, words)).exitCode).toBe(4);
  expect(await workspace.reached()).toEqual(reached);
  const { file, line, column, message } = finding ?? {};
  return { ...planned, said: `${file}:${line}:${column} ${message}` };
}

describe('another key', () => {
  test.each(sides)(
    '%s it sends nothing until that is allowed, and then the new key is the known one',
    async (_name, words) => {
      await using workspace = await makeSent({ 'hello.campaign.yaml': byKey('{{email}}') });
      await workspace.write('hello.campaign.yaml', byKey('{{email}} '));
      const { said } = await expectBlocked(workspace, words);
      expect(said).toBe(
        'hello.campaign.yaml:3:6 hello would be sent to 5 recipients, and it has key: "{{email}} " where it had key: "{{email}}" before: people who got it before would count as new',
      );
      const text = await workspace.run('plan', ...words, '--format', 'markdown');
      expect(text.stdout).toContain('before: key:');
      const allowed = await planAndApply(workspace, [...words, '--allow', 'resend']);
      expect(readRun(allowed).totals.accepted).toBe(5);
      await workspace.write('people.csv', people(8));
      expect(readRun(await workspace.run('apply', '--yes', '--json')).totals.accepted).toBe(3);
    },
  );

  test.each(sides)('%s the identifiers are the default key', async (_name, words) => {
    await using workspace = await makeSent();
    await workspace.write('hello.campaign.yaml', campaignText().replace('email: "{{email}}"', 'uuid: "{{email}}"'));
    const { said } = await expectBlocked(workspace, words);
    expect(said).toContain('has identifiers: { INSIDER.uuid: "{{email}}" } where it had identifiers: { INSIDER.email:');
  });

  test.each(sides)('%s a partial in the key is part of it', async (_name, words) => {
    const files = { 'hello.campaign.yaml': byKey('{{> who}}'), 'partials/who.hbs': '{{email}}' };
    await using workspace = await makeSent(files);
    await workspace.write('partials/who.hbs', '{{name}}');
    expect((await expectBlocked(workspace, words)).said).toContain('partial who: "{{name}}" where it had');
  });

  test('a plan that sends to nobody does not accept a new key: the known key is still the one that was sent under', async () => {
    await using workspace = await makeSent({ 'hello.campaign.yaml': byKey('{{email}}') });
    await workspace.write('hello.campaign.yaml', byKey('{{email}} '));
    await workspace.write('people.csv', people(0));
    expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
    await workspace.write('people.csv', people(5));
    await expectBlocked(workspace, []);
  });

  test.each(sides)('%s three added people are sent to, and nobody else', async (_name, words) => {
    await using workspace = await makeSent({ 'hello.campaign.yaml': byKey('{{email}}') });
    await workspace.write('hello.campaign.yaml', byKey('{{ email }}'));
    await workspace.write('people.csv', people(8));
    const applied = await planAndApply(workspace, words);
    expect(applied.exitCode, applied.stderr).toBe(0);
    expect(readRun(applied).totals.accepted).toBe(3);
    expect(new Set(await workspace.reached()).size).toBe(8);
  });
});

const toBase = ['--base', 'main'] as const;

async function changeSettings({ root, write }: SendingWorkspace, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(root, 'pushplan.yaml'), 'utf8');
  await write('pushplan.yaml', text.replace(from, to));
}

describe('a setting of pushplan.yaml that differs from the base', () => {
  // A plan in a pull request has no ledger to read, so only the base shows the difference.
  test.each([
    ['ledger_env', 'message_center', 'ledger_env: OTHER, message_center', 'OTHER, and it is not set in main'],
    ['environments', 'local:', 'production:', 'main has no environment production: it has local'],
    ['endpoint', /http:[^,]*/v, 'https://mobile.useinsider.com', 'mobile.useinsider.com, and it is loopback in main'],
  ])('%s: nothing is sent, and the limits of the plan show it', async (guard, from, to, message) => {
    await using workspace = await makeCommitted();
    await changeSettings(workspace, from, to);
    const planned = await workspace.run('plan', ...toBase, '--json', '--out', 'sale.plan.json');
    expect(planned.exitCode, planned.stderr).toBe(4);
    const [campaign] = readPlan(planned).campaigns;
    expect(campaign?.diagnostics).toMatchObject([
      { code: 'PP324', file: 'pushplan.yaml', line: 3, message: expect.stringContaining(message) },
    ]);
    expect(campaign?.limits).toContainEqual(expect.objectContaining({ guard, passed: false, file: 'pushplan.yaml' }));
    const applied = await workspace.run('apply', 'sale.plan.json', '--yes', '--json');
    expect(applied.exitCode).toBe(4);
    expect(readDiagnostics(applied)).toMatchObject([{ code: 'PP318' }]);
    expect(workspace.sandbox.stats().requests).toBe(0);
    const allowed = await workspace.run('plan', ...toBase, '--json', '--allow', 'resend');
    expect(allowed.exitCode, allowed.stderr).toBe(0);
    expect(readPlan(allowed).campaigns[0]?.limits).toContainEqual(
      expect.objectContaining({ guard, limit: 'allowed', passed: true }),
    );
  });

  test('adding a workspace_id for the first time is no such change', async () => {
    await using workspace = await makeSent();
    await changeSettings(workspace, 'version: 1', 'version: 1\nworkspace_id: ws_k3v9x0q2m7ab');
    await workspace.write('people.csv', people(8));
    const applied = await planAndApply(workspace, toBase);
    expect(applied.exitCode, applied.stderr).toBe(0);
    expect(readRun(applied).totals.accepted).toBe(3);
  });
});
