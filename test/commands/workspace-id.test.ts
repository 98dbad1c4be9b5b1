// workspace_id tells a ledger which workspace owns a campaign, so that two workspaces never mix up their people.
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const first = 'ws_aaaaaaaaaaaa';
const second = 'ws_bbbbbbbbbbbb';

/** Makes a workspace whose ledger is in this folder. Others can share it, and have a campaign with the same id. */
function makeBrand(folder: string, id?: string): Promise<SendingWorkspace> {
  const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(5) };
  return makeSendingWorkspace(files, {
    environment: 'message_center: off, ledger_env: LEDGER',
    env: { LEDGER: `sqlite:${folder}/shared.db` },
    more: id === undefined ? '' : `workspace_id: ${id}`,
  });
}

async function makeFolder(): Promise<AsyncDisposable & { readonly root: string }> {
  const folder = await makeWorkspace();
  await chmod(folder.root, 0o700);
  return folder;
}

async function setId({ root, write }: SendingWorkspace, id: string | undefined): Promise<void> {
  const text = (await readFile(join(root, 'pushplan.yaml'), 'utf8')).replace(/\nworkspace_id: .*/v, '');
  await write('pushplan.yaml', id === undefined ? text : `${text.trimEnd()}\nworkspace_id: ${id}\n`);
}

/** Expects one finding, which --allow does not lift, and that nothing is sent. Returns its message and help. */
async function expectRefused(workspace: SendingWorkspace): Promise<string> {
  const planned = await workspace.run('plan', '--json', '--allow', 'resend');
  expect(planned.exitCode, planned.stderr).toBe(4);
  const [campaign] = readPlan(planned).campaigns;
  const before = workspace.sandbox.stats().requests;
  const applied = await workspace.run('apply', '--yes', '--json', '--allow', 'resend');
  expect(applied.exitCode).toBe(4);
  expect(readDiagnostics(applied)).toEqual(campaign?.diagnostics);
  expect(workspace.sandbox.stats().requests).toBe(before);
  expect(campaign?.diagnostics).toMatchObject([{ severity: 'error', code: 'PP325', file: 'pushplan.yaml' }]);
  return `${campaign?.diagnostics[0]?.message} | ${campaign?.diagnostics[0]?.help}`;
}

async function apply(workspace: SendingWorkspace): Promise<number> {
  const applied = await workspace.run('apply', '--yes', '--json');
  expect(applied.exitCode, applied.stderr).toBe(0);
  return readRun(applied).totals.planned;
}

test('people of one workspace are not settled for another one with the same ledger: it is refused', async () => {
  await using folder = await makeFolder();
  await using one = await makeBrand(folder.root, first);
  await using other = await makeBrand(folder.root, second);
  expect(await apply(one)).toBe(5);
  expect(await expectRefused(other)).toContain(`a campaign of the workspace ${first}, and this one is ${second} | `);
  await other.write('hello.campaign.yaml', campaignText({ id: 'hello-of-the-other' }));
  expect(await apply(other)).toBe(5);
  expect(await apply(one)).toBe(0);
});

test('a workspace without an id is refused too, and the help shows the line to add', async () => {
  await using folder = await makeFolder();
  await using workspace = await makeBrand(folder.root, first);
  expect(await apply(workspace)).toBe(5);
  await setId(workspace, undefined);
  const said = await expectRefused(workspace);
  expect(said).toContain('and pushplan.yaml has no workspace_id | ');
  const line = /add this line to pushplan\.yaml: (?<line>workspace_id: \w+)$/v.exec(said)?.groups?.['line'];
  await workspace.write('people.csv', people(8));
  await setId(workspace, line?.replace('workspace_id: ', ''));
  expect(await apply(workspace)).toBe(3);
});

test('without any id nothing is checked; the first workspace with an id owns the campaign, even if it sends nothing', async () => {
  await using folder = await makeFolder();
  await using one = await makeBrand(folder.root);
  await using other = await makeBrand(folder.root);
  expect(await apply(one)).toBe(5);
  expect(readPlan(await other.run('plan', '--json'))).toMatchObject({ totals: { settled: 5 }, diagnostics: [] });
  await setId(one, first);
  expect(await apply(one)).toBe(0);
  expect(await expectRefused(other)).toContain(first);
  await setId(other, second);
  expect(await expectRefused(other)).toContain(first);
});

test.each(['ws_AAAAAAAAAAAA', 'ws_aaaaaaaaaaa', 'ws_aaaaaaaaaaaaa', 'aaaaaaaaaaaa'])('%s is refused', async (id) => {
  await using workspace = await makeSendingWorkspace({}, { more: `workspace_id: ${id}` });
  const result = await workspace.run('validate', '--format', 'json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ code: 'PP101', file: 'pushplan.yaml', line: 4 }]);
});
