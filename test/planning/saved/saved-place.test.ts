// A saved plan is applied where it was made: with an endpoint of its class, in its workspace, in a format that this pushplan writes.
import { hash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDiagnostics } from '../../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../../support/sending-workspace.ts';
import { campaignText, people, sandboxOnly } from '../../support/workspace.ts';

async function makePlanned(): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(2) });
  expect((await workspace.run('plan', '--out', 'plan.json')).exitCode).toBe(0);
  return workspace;
}

/** Changes values in `saved` of the saved plan, and makes the sum fit. */
async function rewrite(workspace: SendingWorkspace, change: Readonly<Record<string, unknown>>): Promise<void> {
  const plan = JSON.parse(await readFile(join(workspace.root, 'plan.json'), 'utf8')) as { readonly saved: object };
  const saved = { ...plan.saved, ...change, sha256: '' };
  const sha256 = hash('sha256', JSON.stringify({ ...plan, saved }), 'hex');
  await workspace.write('plan.json', JSON.stringify({ ...plan, saved: { ...saved, sha256 } }));
}

async function expectStale(workspace: SendingWorkspace, code: string, message: RegExp): Promise<void> {
  const applied = await workspace.run('apply', 'plan.json', '--yes', '--json');
  expect(applied.exitCode).toBe(5);
  const found = readDiagnostics(applied);
  expect(found).toMatchObject([{ code, help: 'Nothing was sent. Make a new plan, have it reviewed, and apply that.' }]);
  expect(found[0]?.message).toMatch(message);
  expect(workspace.sandbox.stats().requests).toBe(0);
}

test('an endpoint with another port is the same place', async () => {
  await using workspace = await makePlanned();
  await rewrite(workspace, {});
  expect((await workspace.run('apply', 'plan.json', '--yes')).exitCode).toBe(0);
  expect(workspace.sandbox.stats().deliveries).toBe(2);
});

test('a plan for another class of endpoint is refused, and both are named', async () => {
  await using workspace = await makePlanned();
  await workspace.write('pushplan.yaml', sandboxOnly.replace('  sandbox:', '  local:'));
  await expectStale(workspace, 'PP319', /^the plan was made for the endpoint loopback, and that of local is sandbox$/v);
});

test.each([
  ['mobile.useinsider.com', 'loopback'],
  ['sandbox', 'loopback'],
])('a plan for %s is refused if the endpoint is %s', async (endpoint, here) => {
  await using workspace = await makePlanned();
  await rewrite(workspace, { endpoint });
  const message = new RegExp(`^the plan was made for the endpoint ${endpoint}, and that of local is ${here}$`, 'v');
  await expectStale(workspace, 'PP319', message);
});

test('a plan of another workspace is refused, and both are named', async () => {
  await using workspace = await makePlanned();
  await rewrite(workspace, { workspace_id: 'ws_4k7m2q9x3b5t' });
  await expectStale(
    workspace,
    'PP319',
    /^the plan was made in a workspace with workspace_id ws_4k7m2q9x3b5t, and this is one with no workspace_id$/v,
  );
});

test('a plan that the first version saved is refused, as it kept no policy', async () => {
  await using workspace = await makePlanned();
  const former = {
    pushplan: undefined,
    endpoint: undefined,
    workspace_id: undefined,
    policy: undefined,
    later: undefined,
  };
  await rewrite(workspace, { ...former, version: 1 });
  await expectStale(workspace, 'PP319', /^plan\.json was saved by an older pushplan \(saved\.version 1\)/v);
});

test.each([
  [
    'somebody joined',
    async (workspace: SendingWorkspace) => workspace.write('people.csv', people(3)),
    'PP303',
    /1 notification of hello/v,
  ],
  [
    'another endpoint',
    async (workspace: SendingWorkspace) => rewrite(workspace, { endpoint: 'sandbox' }),
    'PP319',
    /sandbox/v,
  ],
  [
    'a campaign has moved',
    async (workspace: SendingWorkspace) => {
      await workspace.write('b/hello.campaign.yaml', campaignText());
      await rm(join(workspace.root, 'hello.campaign.yaml'));
    },
    'PP303',
    /no longer exists/v,
  ],
])('%s, and another version made the plan: both versions are named', async (_, change, code, message) => {
  await using workspace = await makePlanned();
  await rewrite(workspace, { pushplan: '0.1.0' });
  await change(workspace);
  await expectStale(workspace, code, message);
  const applied = await workspace.run('apply', 'plan.json', '--yes', '--json');
  expect(readDiagnostics(applied)[0]?.message).toMatch(
    /; the plan was made by pushplan 0\.1\.0, and this is 0\.0\.0-test$/v,
  );
});

test('a plan of another version that is not stale is applied', async () => {
  await using workspace = await makePlanned();
  await rewrite(workspace, { pushplan: '0.1.0' });
  expect((await workspace.run('apply', 'plan.json', '--yes')).exitCode).toBe(0);
  expect(workspace.sandbox.stats().deliveries).toBe(2);
});
