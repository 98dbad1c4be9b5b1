// The settings of a campaign in a run are read back as they were stored, also in runs of older versions.
import { expect, test } from 'vitest';
import type { RunCampaign } from '../../../src/delivery/ledger.ts';
import { readRunCampaign } from '../../../src/ledger/runs/run-campaign-text.ts';

const campaign: RunCampaign = {
  id: 'sale',
  file: 'sale.campaign.yaml',
  guarantee: 'at_least_once',
  priority: 'high',
  failOn: { refused: { kind: 'share', share: 0.4 } },
  abortIf: [
    { of: 'refused', limit: { kind: 'share', share: 0.3 } },
    { of: 'InvalidCertificate', limit: { kind: 'count', count: 5 }, by: 'the saved plan' },
  ],
  async: true,
  reportAttributes: ['INSIDER.platform'],
};

test('the settings are read back as they were stored', () => {
  expect(readRunCampaign(JSON.stringify(campaign))).toEqual(campaign);
});

test('so are the key, the workspace and the version, if there are any', () => {
  const owned = { ...campaign, key: 'key: "{{email}}"', workspaceId: 'ws_k3v9x0q2m7ab', version: '0.2.0' };
  expect(readRunCampaign(JSON.stringify(owned))).toEqual(owned);
});

test('so is the period of the keys, if there is one', () => {
  const weekly = { ...campaign, period: 'week 2026-11-30' };
  expect(readRunCampaign(JSON.stringify(weekly))).toEqual(weekly);
});

test('so are the arms', () => {
  const tried = { ...campaign, tags: ['promo'], excludes: ['staff'], arms: ['A', 'B'] };
  expect(readRunCampaign(JSON.stringify(tried))).toEqual(tried);
});

test('so is the rollout, and anything else in its place is damage', () => {
  const rollout = [{ upTo: 0.1, pause: 5_000 }, { upTo: 0.5, pause: null }, { upTo: 1 }];
  expect(readRunCampaign(JSON.stringify({ ...campaign, rollout }))).toEqual({ ...campaign, rollout });
  for (const broken of [7, [7], [{ upTo: '1%' }], [{ upTo: 1, pause: 'manual' }]]) {
    expect(() => readRunCampaign(JSON.stringify({ ...campaign, rollout: broken }))).toThrow('cannot be read');
  }
});

test('a run of a version without abort_if has no such limits', () => {
  const { abortIf: _, ...older } = campaign;
  expect(readRunCampaign(JSON.stringify(older))).toEqual({ ...campaign, abortIf: [] });
});

test('a run of a version without priorities has normal priority', () => {
  const { priority: _, ...older } = campaign;
  expect(readRunCampaign(JSON.stringify(older))).toEqual({ ...campaign, priority: 'normal' });
});

test.each([
  ['not a list', { refused: 1 }],
  ['an invalid limit', [{ of: 'refused', limit: {} }]],
  ['a limit without its kind of outcome', [{ limit: { kind: 'count', count: 5 } }]],
  ['a limit with an invalid author', [{ of: 'refused', limit: { kind: 'count', count: 5 }, by: 7 }]],
])('the ledger is damaged if abort_if is %s', (_name, abortIf) => {
  expect(() => readRunCampaign(JSON.stringify({ ...campaign, abortIf }))).toThrow('cannot be read');
});

test('caps and exclusions are read back as they were stored', () => {
  const caps = [
    { tag: 'promo', max: 1, within: 86_400_000, gap: 3_600_000, exceptTags: ['service'] },
    { max: 5, within: 86_400_000, exceptTags: [], when: 'defer' },
  ];
  const often = {
    caps,
    recent: [
      { sent: 'cart', within: 1 },
      { tag: 'promo', within: 1 },
    ],
  };
  expect(readRunCampaign(JSON.stringify({ ...campaign, often }))).toEqual({ ...campaign, often });
});

const cap = { max: 1, within: 1, exceptTags: [] };

test.each([
  ['not a map', 7],
  ['without caps', { recent: [] }],
  ['without exclusions', { caps: [] }],
  ['an invalid cap', { caps: [7], recent: [] }],
  ['a cap with an invalid maximum', { caps: [{ ...cap, max: '1' }], recent: [] }],
  ['a cap without a span', { caps: [{ ...cap, within: null }], recent: [] }],
  ['a cap with an invalid gap', { caps: [{ ...cap, gap: '4h' }], recent: [] }],
  ['a cap of an unknown kind', { caps: [{ ...cap, when: 'soon' }], recent: [] }],
  ['a cap with an invalid tag', { caps: [{ ...cap, tag: 7 }], recent: [] }],
  ['a cap with invalid excepted tags', { caps: [{ ...cap, exceptTags: [7] }], recent: [] }],
  ['an invalid exclusion', { caps: [], recent: [7] }],
  ['an exclusion without a span', { caps: [], recent: [{ sent: 'a' }] }],
  ['an exclusion by an invalid campaign', { caps: [], recent: [{ sent: 7, within: 1 }] }],
  ['an exclusion by an invalid tag', { caps: [], recent: [{ tag: 7, within: 1 }] }],
])('the ledger is damaged if the caps and exclusions are %s', (_name, often) => {
  expect(() => readRunCampaign(JSON.stringify({ ...campaign, often }))).toThrow('cannot be read');
});

test('sending times are read back as they were stored, and anything else in their place is damage', () => {
  const hours = { days: [1], from: 0, to: 3_600_000 };
  const schedule = {
    zone: 'UTC',
    isZoned: true,
    window: hours,
    outside: 'skip' as const,
    deadline: 7,
    begins: { kind: 'at' as const, local: 9 },
  };
  const quiet = [{ ...hours, zone: 'UTC', exceptTags: [] }];
  const times = { schedule, quiet, blackouts: [{ from: 1, to: 2, zone: 'UTC', exceptTags: [], because: 'a test' }] };
  const timed: RunCampaign = { ...campaign, times };
  expect(readRunCampaign(JSON.stringify(timed))).toEqual(timed);
  for (const wrong of [
    7,
    {},
    { ...times, schedule: 7 },
    { ...times, quiet: 7 },
    { ...times, quiet: [7] },
    { ...times, schedule: { ...schedule, begins: 7 } },
  ]) {
    expect(() => readRunCampaign(JSON.stringify({ ...campaign, times: wrong }))).toThrow('cannot be read');
  }
});

test('the period of the keys, the setting to catch up on missed ones, and the commit are read back as they were stored', () => {
  const made: RunCampaign = { ...campaign, period: 'day 2026-12-01', catchesUp: true, commit: '0aeee994010f' };
  expect(readRunCampaign(JSON.stringify(made))).toEqual(made);
});
