// Which campaigns count as the same one under another id, so that it would be sent to everybody again.
import { expect, test } from 'vitest';
import type { Campaign } from '../../../src/campaign/campaign.ts';
import { findRenames } from '../../../src/plan/compare/compare-ids.ts';
import { aCampaign, type CampaignParts } from '../../support/a-campaign.ts';

function one(id: string, file: string, parts: CampaignParts = {}): Campaign {
  return { ...aCampaign(parts), id, file };
}

function tell(base: readonly Campaign[], here: readonly Campaign[], present = here): readonly string[] {
  const findings = findRenames(here, base, new Set(present.map(({ id }) => id)), 'main');
  return findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`);
}

const renamed = [
  'error PP122 the id is "a" in main (a.campaign.yaml), now it is "b": it would be sent to everybody again',
];

test('a campaign in the same file is the same one, and so is one in another file that differs in its texts at most', () => {
  const former = one('a', 'a.campaign.yaml', { notification: { title: 'T', message: 'M' } });
  expect(tell([former], [one('b', 'a.campaign.yaml', { notification: { camp_id: 5 } })])).toEqual(renamed);
  const reordered = one('b', 'b.campaign.yaml', { notification: { message: 'M', title: 'T' } });
  expect(tell([former], [{ ...reordered, owner: 'crm' }])).toEqual(renamed);
  const fixed = one('b', 'b.campaign.yaml', { notification: { title: 'Fixed', message: 'M' } });
  expect(tell([former], [fixed])).toEqual(renamed);
});

test.each([
  ['another camp_id', { notification: { camp_id: 5 } }],
  ['another audience', { file: 'others.csv' }],
  ['another part of it', { where: { language: ['tr'] } }],
  ['another key', { key: '{{order}}' }],
])('%s is another campaign', (_, parts) => {
  expect(tell([one('a', 'a.campaign.yaml')], [one('b', 'b.campaign.yaml', parts)])).toEqual([]);
});

test('a copy is not a renamed campaign, and neither is one whose id or former id is still in use', () => {
  const [a, b] = [one('a', 'a.campaign.yaml'), one('b', 'b.campaign.yaml')];
  expect(tell([a], [a, b])).toEqual([]);
  expect(tell([a], [b], [a, b])).toEqual([]);
  expect(tell([a, b], [b])).toEqual([]);
  expect(tell([], [b])).toEqual([]);
});
