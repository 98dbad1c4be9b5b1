// `async: true`: the API does not report refusals, and pushplan says so wherever somebody decides.
import { expect, test } from 'vitest';
import { readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

test('every form of the plan says that refusals will not be known', async () => {
  const users = [{ email: 'person1@example.com', opted_out: true }];
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText({ more: 'async: true' }), 'people.csv': people(2) },
    { users },
  );
  const text = (await workspace.run('plan')).stdout.replaceAll(/\s+/gv, ' ');
  expect(text).toContain('async: refusals will not be known: the API queues each request, and opted-out');
  const markdown = (await workspace.run('plan', '--format', 'markdown')).stdout;
  expect(markdown).toContain('**async** (`hello`): refusals will not be known: the API queues each request');
  expect(readPlan(await workspace.run('plan', '--json')).campaigns).toMatchObject([{ id: 'hello', async: true }]);

  const applied = await workspace.run('apply', '--yes', '--json');
  expect(applied.stderr).toContain('async (hello): refusals will not be known: the API queues each request');
  // One person has opted out, and the API does not know the other one.
  expect(readRun(applied)).toMatchObject({ totals: { planned: 2, accepted: 2, refused: 0 } });
  expect(workspace.sandbox.stats().deliveries).toBe(0);
});

test('the plan of a campaign without async does not mention it', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(2),
  });
  expect((await workspace.run('plan')).stdout).not.toContain('async');
  expect((await workspace.run('plan', '--format', 'markdown')).stdout).not.toContain('async');
  expect(readPlan(await workspace.run('plan', '--json')).campaigns).toMatchObject([{ async: false }]);
});
