// What a stale saved plan reports for each campaign: only its own files, and those that all share, can be the cause.
import { expect, test } from 'vitest';
import { saveSet } from '../../../src/plan/saved-set.ts';
import { DigestSet } from '../../../src/plan/seal.ts';
import type { SavedPlan } from '../../../src/planning/saved/saved-plan.ts';
import { UnplannedSends } from '../../../src/planning/saved/stale-plan.ts';
import type { WalkResult } from '../../../src/planning/walk-campaigns.ts';
import { aCampaign } from '../../support/a-campaign.ts';

const counts = { rows: 1, send: 1, resend: 0, retry: 0, deferred: 0, settled: 0, in_doubt: 0, removed: {} };

test('names neither the audience of another campaign nor its table', () => {
  const campaigns = ['first', 'second'].map((id) => ({
    ...aCampaign({ file: `${id}.csv` }),
    id,
    file: `${id}.campaign.yaml`,
    tables: [{ name: 'gifts', file: `${id}-gifts.csv`, key: 'id', columns: {}, dates: {} }],
  }));
  const { salt, set } = saveSet(new DigestSet(), '00');
  const planned = campaigns.map(({ id, file }) => ({ id, file, counts }));
  const saved = { campaigns: planned, saved: { pushplan: '1', salt, set, later: '', files: [] } };
  const unplanned = new UnplannedSends(saved as unknown as SavedPlan, '1');
  unplanned.look(0, [{ digest: 'ab'.repeat(32) }], []);
  const changed = ['first.csv', 'first-gifts.csv', 'second.csv', 'second-gifts.csv', 'partials/all.hbs'];
  const result = { plan: { campaigns: planned }, audiences: new Map(changed.map((file) => [file, 'f'])) };
  const [finding] = unplanned.list(result as unknown as WalkResult, { campaigns, sources: new Map() });
  expect(finding?.message).toMatch(/; files changed since: first-gifts.csv, first.csv, partials\/all.hbs$/v);
});
