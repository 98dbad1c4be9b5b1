// Audiences from a source: which keys belong together, and the names of objects.
import { expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { nameObject } from '../../../src/campaign/object-name.ts';
import { showFindings } from '../../support/findings.ts';
import { campaignOver } from '../../support/fetching.ts';

function findings(audience: string): readonly string[] {
  return showFindings(readCampaign('a.campaign.yaml', campaignOver(`{ ${audience} }`)).diagnostics);
}

const digest = 'a'.repeat(64);

test.each([
  'source: warehouse, query: a.sql, params: { least: 3 }',
  'source: exports, object: "vip/{{date}}.parquet", zone: Europe/Istanbul',
  `source: exports, object: "vip/{{ date }}.csv", sha256: ${digest}, csv: { delimiter: ";" }`,
])('%s is accepted', (audience) => {
  expect(findings(audience)).toEqual([]);
});

test.each([
  ['source: a', ['PP101 4:1 audience has a "source", but neither "query" nor "object"']],
  ['source: a, file: a.csv', ['PP101 4:13 audience has "source" and "file", and a file is not fetched from a source']],
  ['object: a.csv', ['PP101 4:13 audience has "object" and no "source" that holds it']],
  [
    'source: a, query: a.sql, object: a.csv',
    ['PP101 4:38 audience has both "query" and "object", but rows come from one place'],
  ],
  [`file: a.csv, sha256: ${digest}`, ['PP101 4:26 audience has "sha256" and no "object" that it is the digest of']],
  ['query: a.sql, zone: UTC', ['PP101 4:27 audience has "zone" and no "object" with a date in its name']],
  [
    'source: a, object: "{{day}}.csv"',
    [
      'PP281 4:32 audience.object "{{day}}.csv" has a template with something other than {{date}}, which is all that is known at a fetch',
    ],
  ],
  ['source: a, object: ../a.csv', ['PP281 4:32 audience.object "../a.csv" has . or .. as a step']],
  ['source: a, object: /a.csv', ['PP281 4:32 audience.object "/a.csv" begins with / or has one of ? # \\']],
  ['source: a, object: "a.csv?x=1"', ['PP281 4:32 audience.object "a.csv?x=1" begins with / or has one of ? # \\']],
  ['source: a, object: "{{date}}.csv", zone: Istanbul', ['PP281 4:54 audience.zone "Istanbul" is not a time zone']],
  ['source: a, object: "{{date}}.csv", zone: "+03:00"', ['PP281 4:54 audience.zone "+03:00" is not a time zone']],
  ['source: a, object: a.csv, sha256: abc', [expect.stringContaining('64 hexadecimal digits')]],
])('%s is refused', (audience, found) => {
  expect(findings(audience)).toEqual(found);
});

test.each([
  ['https://exports.example.com/push/vip.csv', '{ kind: https, base: "https://exports.example.com/push/" }'],
  ['HTTP://exports.example.com/vip.csv', '{ kind: https, base: "https://exports.example.com/push/" }'],
  ['s3://crm-exports/vip.parquet', '{ kind: s3, bucket: crm-exports, region: eu-central-1 }'],
])('the file %s: the help says how such a file is fetched', (file, source) => {
  const { diagnostics } = readCampaign('a.campaign.yaml', campaignOver(`{ file: "${file}" }`));
  expect(diagnostics.map(({ code, help }) => `${code} ${help}`)).toEqual([
    `PP151 A file from an address needs a source. Add to pushplan.yaml: sources: { exports: ${source} }. Write here: audience: { source: exports, object: vip.csv }. Then run pushplan fetch.`,
  ]);
});

test.each([
  ['file: "ftp://example.com/vip.csv"', 'wishlist.csv'],
  ['file: a.csv, samples: "https://example.com/vip.csv"', 'wishlist.csv'],
  ['query: "https://example.com/vip.sql"', 'vip.sql'],
])('%s: no source can fetch it', (audience, example) => {
  const { diagnostics } = readCampaign('a.campaign.yaml', campaignOver(`{ ${audience} }`));
  expect(diagnostics.map(({ code, help }) => `${code} ${help}`)).toEqual([
    `PP151 Write the path from the folder of pushplan.yaml, such as audiences/${example}.`,
  ]);
});

test('the date is that of the zone', () => {
  const now = Date.UTC(2026, 10, 28, 22, 30);
  expect(nameObject({ name: 'a/{{date}}.csv', zone: 'UTC' }, now)).toBe('a/2026-11-28.csv');
  expect(nameObject({ name: '{{ date }}/{{date}}.csv', zone: 'Europe/Istanbul' }, now)).toBe(
    '2026-11-29/2026-11-29.csv',
  );
});
