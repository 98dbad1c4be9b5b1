// What a campaign may exclude, and how caps are read.
import { describe, expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { campaignWith } from '../../support/campaign-with.ts';
import { showFindings } from '../../support/findings.ts';

const hour = 3_600_000;

function read(lines: string) {
  return readCampaign('a.campaign.yaml', campaignWith({ id: `id: sale\n${lines}` }));
}

describe('refused', () => {
  test.each([
    ['exclude: [{ within: 1h }]', 'PP174 3:11 this entry of exclude names no list, no campaign and no tag'],
    ['exclude: [{ sent: a, tag: b, within: 1h }]', 'PP174 3:11 this entry of exclude has both "sent" and "tag"'],
    ['exclude: [{ file: a.csv, sent: a, within: 1h }]', 'PP174 3:11 this entry of exclude has both "file" and "sent"'],
    ['exclude: [{ sent: a }]', 'PP174 3:11 this entry of exclude has "sent" and no "within"'],
    [
      'exclude: [{ file: a.csv, within: 1h }]',
      'PP174 3:11 this entry of exclude has "within", which "file" does not take',
    ],
    [
      'exclude: [{ tag: a, within: 1h, match: email }]',
      'PP174 3:11 this entry of exclude has "match", which "tag" does not take',
    ],
    [
      'exclude: [{ sent: a, within: 1h, sheet: One }]',
      'PP174 3:11 this entry of exclude has "sheet", which "sent" does not take',
    ],
    ['exclude: [{ file: a.csv, sheet: One }]', 'PP101 3:26 exclude.sheet is for workbooks, which end in .xlsx'],
    ['exclude: [{ query: a.sql, sheet: One }]', 'PP101 3:27 exclude.sheet is for workbooks, which end in .xlsx'],
    [
      'exclude: [{ sent: a, within: 0h }]',
      'PP101 3:30 exclude[0].within: expected a number and m, h or d, such as 24h, got "0h"',
    ],
    ['exclude: [a]', 'PP101 3:11 exclude[0]: expected a map, got "a"'],
    ['caps: [{ max: 0, within: 1h }]', 'PP101 3:15 caps[0].max must be at least 1, is 0'],
    ['caps: [{ max: 1 }]', 'PP101 3:8 caps[0] has no "within"'],
    [
      'caps: [{ max: 1, within: nothing }]',
      'PP101 3:26 caps[0].within: expected a number and m, h or d, such as 24h, got "nothing"',
    ],
    ['caps: [{ max: 1, within: 1h, when: later }]', 'PP101 3:36 caps[0].when: expected skip or defer, got "later"'],
  ])('%s', (lines, finding) => {
    expect(showFindings(read(lines).diagnostics)).toEqual([finding]);
  });
});

test('lists and sends keep their places in exclude', () => {
  const { campaign } = read(
    'exclude: [{ sent: a, within: 1d }, { file: b.csv, match: email, hashed: sha256 }, { tag: c, within: 30m }]',
  );
  expect(campaign?.exclude).toEqual([{ file: 'b.csv', match: 'email', isHashed: true, index: 1 }]);
  expect(campaign?.excludeRecent).toEqual([
    { sent: 'a', within: 24 * hour, index: 0 },
    { tag: 'c', within: hour / 2, index: 2 },
  ]);
});

test('caps are read in milliseconds', () => {
  const { campaign } = read(
    'caps: [{ tag: promo, max: 2, within: 7d, gap: 4h, except_tags: [service] }, { max: 1, within: 24h }]',
  );
  expect(campaign?.caps).toEqual([
    { tag: 'promo', max: 2, within: 168 * hour, gap: 4 * hour, exceptTags: ['service'] },
    { max: 1, within: 24 * hour, exceptTags: [] },
  ]);
});
