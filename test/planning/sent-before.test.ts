// An id that was changed after its file was sent: plan and apply refuse it as validate does, so that nobody gets the campaign again.
import { expect, test } from 'vitest';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { checkSentBefore } from '../../src/planning/sent-before.ts';
import { readDiagnostics, readPlan } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

test('plan and apply refuse a changed id', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(3),
  });
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  await workspace.write('hello.campaign.yaml', campaignText({ id: 'greeting' }));
  const planned = await workspace.run('plan', '--json');
  expect(planned.exitCode).toBe(3);
  expect(readPlan(planned).campaigns[0]?.diagnostics).toMatchObject([{ code: 'PP122', line: 2 }]);
  const applied = await workspace.run('apply', '--yes', '--json');
  expect(applied.exitCode).toBe(3);
  expect(readDiagnostics(applied)).toMatchObject([{ code: 'PP122', message: expect.stringContaining('"hello"') }]);
  expect(await workspace.reached()).toHaveLength(3);
});

test('a file of the same name in another workspace is a different file', async () => {
  const { campaign } = readCampaign('hello.campaign.yaml', campaignText({ id: 'greeting' }));
  if (campaign === undefined) throw new Error('the campaign has an error');
  const history = {
    campaigns: async () => [{ id: 'hello', file: 'hello.campaign.yaml' }],
    remembered: async () => ({ workspaceId: 'ws_0123456789ab' }),
  };
  const found = async (workspaceId: string | undefined): Promise<readonly string[]> => {
    const findings = await checkSentBefore(history, [campaign], { ids: new Set(['greeting']), workspaceId });
    return findings.map(({ code }) => code);
  };
  expect(await found('ws_0123456789ab')).toEqual(['PP122']);
  expect(await found('ws_ba9876543210')).toEqual([]);
});
