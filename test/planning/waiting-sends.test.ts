// What an apply does with what waits in runs. A workspace is planned as a whole only if none of it is left out.
import { expect, test } from 'vitest';
import { prepareAt } from '../../src/planning/prepare.ts';
import { publishWaiting, replacedBy } from '../../src/planning/waiting-sends.ts';
import { campaignText, makeWorkspace } from '../support/workspace.ts';

const owner = { id: 'ws_abcdefghijkl', isShared: true };
const [a, b, draft] = [{ id: 'a' }, { id: 'b' }, { id: 'c', isDraft: true as const }];
const all = new Set(['a', 'b', 'c']);

test.each([
  ['all, of which drafts are not planned', [a, b, draft], all, owner, { campaigns: ['a', 'b'], whole: true }],
  ['some', [a, draft], all, owner, { campaigns: ['a'], whole: false }],
  [
    'all, in a ledger of others too',
    [a, b],
    new Set(['a', 'b']),
    { isShared: true },
    { campaigns: ['a', 'b'], whole: false },
  ],
  [
    'all, in a ledger of its own',
    [a, b],
    new Set(['a', 'b']),
    { isShared: false },
    { campaigns: ['a', 'b'], whole: true },
  ],
] as const)(
  '%s',
  (_, campaigns, ids, { id, isShared }: { id?: string; isShared: boolean }, { campaigns: planned, whole }) => {
    expect(replacedBy(campaigns, ids, { id, isShared })).toEqual({
      campaigns: planned,
      ...(whole && { whole: { workspaceId: id } }),
    });
  },
);

test('a campaign that cannot be read and is not planned does not count as removed', async () => {
  await using workspace = await makeWorkspace({
    'a.campaign.yaml': campaignText({ id: 'a' }),
    'b.campaign.yaml': 'id: [',
  });
  const { campaigns, ids } = await prepareAt({ env: {} }, workspace.root, ['a.campaign.yaml'], undefined);
  const replacing = replacedBy(campaigns, ids, owner);
  expect(replacing).toEqual({ campaigns: ['a'] });
  const waiting = {
    run: 'run_1',
    campaign: 'b',
    workspaceId: owner.id,
    times: [{ due: 0, count: 2 }],
    held: 0,
    isBusy: false,
  };
  expect(publishWaiting([waiting], replacing, owner)).toMatchObject([{ campaign: 'b', count: 2, becomes: 'kept' }]);
});
