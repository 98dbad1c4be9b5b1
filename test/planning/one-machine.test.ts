// The warning about data that only one machine has: for pinned queries, once, and for nothing else.
import { expect, test } from 'vitest';
import type { Campaign } from '../../src/campaign/campaign.ts';
import { warnOfOneMachine } from '../../src/planning/one-machine.ts';
import { aCampaign } from '../support/a-campaign.ts';

function over(id: string, more: Partial<Campaign> = {}): Campaign {
  const campaign = aCampaign();
  return { ...campaign, id, audience: { ...campaign.audience, query: { file: 'a.sql', params: {} } }, ...more };
}

test('all campaigns that are pinned to the result of a query are in one finding', () => {
  const campaigns = [aCampaign(), ...['a', 'b', 'c', 'd'].map((id) => over(id)), over('daily', { content: {} })];
  const found = warnOfOneMachine(campaigns, {});
  expect(found).toMatchObject([{ severity: 'warning', code: 'PP293', file: 'sale.campaign.yaml' }]);
  expect(found[0]?.message).toContain('without data_store a, b, c and 1 more can be applied only on');
});

test('a data store, a file and approved content cause no warning', () => {
  const place = { file: 'pushplan.yaml', line: 1, column: 1 };
  const dataStore = { bucket: 'crm', region: 'eu-central-1', prefix: '', at: place };
  expect(warnOfOneMachine([over('a')], { dataStore })).toEqual([]);
  expect(warnOfOneMachine([aCampaign(), over('daily', { content: {} })], {})).toEqual([]);
});
