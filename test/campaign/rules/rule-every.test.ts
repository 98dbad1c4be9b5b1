// What a campaign with `every` may contain.
import { expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { campaignWith } from '../../support/campaign-with.ts';
import { showFindings } from '../../support/findings.ts';

function read(lines: string) {
  return readCampaign('a.campaign.yaml', campaignWith({ id: `id: sale\n${lines}` }));
}

test.each([
  ['every: { period: 36h, zone: UTC }', ['PP181 3:18 every 36h, and nothing says when these hours begin']],
  [
    'every: { period: day, zone: UTC }\nschedule: { at: 2026-12-01T10:00 }',
    ['PP181 4:13 "at" in a campaign with "every": it would be sent in one period only'],
  ],
  [
    'every: { period: day, zone: UTC, catch_up: true }',
    ['PP181 3:34 "catch_up" without "starts": nothing says which periods can be missed'],
  ],
  ['every: { period: day, zone: UTC, starts: 2026-12-01, catch_up: true }', []],
  ['every: { period: day, zone: UTC, catch_up: false }', []],
  ['every: { period: day, zone: Istanbul }', ['PP177 3:29 "Istanbul" is not a time zone']],
  ['every: { period: day, zone: UTC, starts: 2026-02-30 }', ['PP179 3:42 there is no day 2026-02-30']],
  ['every: { period: day, zone: UTC, starts: 2026-02-30T10:00 }', ['PP179 3:42 there is no day 2026-02-30']],
  ['every: { period: day, zone: UTC, starts: 2026-02-28T25:00 }', ['PP179 3:42 there is no time 25:00']],
  ['every: { period: day, zone: UTC, starts: 2026-02-28T24:00 }', ['PP179 3:42 there is no time 24:00']],
  [
    'every: { period: 2d, zone: UTC }',
    ['PP101 3:18 every.period: expected day, week, month or hours such as 36h, got "2d"'],
  ],
  ['every: { period: day }', ['PP101 3:8 every has no "zone"']],
])('%s', (lines, findings) => {
  expect(showFindings(read(lines).diagnostics)).toEqual(findings);
});

test('a start is a day, or a time on a day', () => {
  expect(read('every: { period: 36h, zone: UTC, starts: 2026-12-01 }').campaign?.every).toEqual({
    period: '36h',
    length: 129_600_000,
    zone: 'UTC',
    starts: Date.UTC(2026, 11, 1),
  });
  expect(read('every: { period: week, zone: UTC, starts: 2026-12-01T10:00 }').campaign?.every).toEqual({
    period: 'week',
    zone: 'UTC',
    starts: Date.UTC(2026, 11, 1, 10),
  });
});
