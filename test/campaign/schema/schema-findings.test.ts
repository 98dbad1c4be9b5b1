// Findings of a schema name the place, the value, what is expected and what to do.
import { describe, expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { describePattern } from '../../../src/campaign/schema/schema-words.ts';
import { campaignSchema } from '../../../src/generated/campaign-schema.ts';
import { workspaceSchema } from '../../../src/generated/workspace-schema.ts';
import { campaignWith } from '../../support/campaign-with.ts';
import { objectAt, walkSchema } from '../../support/walk-schema.ts';

const cards = (card: string): string =>
  `  advanced_push_payload: { advanced_push_type: slider, advanced_push_items: { each: items, item: ${card} } }`;
const card = '{ id: 1, headline: a, description: b, image_url: "{{image}}" }';

function findings(lines: Record<string, string>): readonly string[] {
  const { diagnostics } = readCampaign('a.campaign.yaml', campaignWith(lines));
  return diagnostics.map(
    ({ code, line, column, message, help }) => `${code} ${line}:${column} ${message} | ${help ?? ''}`,
  );
}

describe('unknown keys', () => {
  test.each([
    ['of the file', { x: 'owners: crm' }, 'PP102 11:1 unknown key "owners" | Did you mean "owner"?'],
    [
      'of the audience',
      { audience: 'audience: { file: a.csv, column: {} }' },
      'PP102 3:26 unknown key "column" in audience | Did you mean "columns"?',
    ],
    [
      'of the notification',
      { x: '  mesage: x' },
      'PP102 11:3 unknown key "mesage" in notification | Did you mean "message"?',
    ],
    [
      'that is the end of one key, and another key elsewhere',
      { x: 'schedule: { at: 2026-12-01T10:00, zone: UTC }' },
      'PP102 11:35 unknown key "zone" in schedule | Did you mean "timezone"?',
    ],
    [
      'of identifiers',
      { identifiers: '  identifiers: { e-mail: "{{email}}" }' },
      'PP102 5:18 unknown key "e-mail" in notification.identifiers | Did you mean "email"?',
    ],
    [
      'of android',
      { x: '  android: { chanel_id: 1 }' },
      'PP102 11:14 unknown key "chanel_id" in notification.android | Did you mean "channel_id"?',
    ],
    [
      'of ios',
      { x: '  ios: { thread_id: 1 }' },
      'PP102 11:10 unknown key "thread_id" in notification.ios | Did you mean "thread-id"?',
    ],
    [
      'of the payload',
      {
        x:
          '  advanced_push_payload: { advanced_push_typ: slider, advanced_push_type: slider, advanced_push_items: { each: items, item: ' +
          card +
          ' } }',
      },
      'PP102 11:28 unknown key "advanced_push_typ" in notification.advanced_push_payload | Did you mean "advanced_push_type"?',
    ],
    [
      'of a card',
      { x: cards(card.replace('{ id: 1', '{ deep_link: { ins_dl_internal: "https://a.example" }, id: 1')) },
      'PP102 11:100 unknown key "deep_link" in notification.advanced_push_payload.advanced_push_items.item | Did you mean "deep_links"?',
    ],
    [
      'of fail_on',
      { x: 'fail_on: { reject: 1 }' },
      'PP102 11:12 unknown key "reject" in fail_on | Did you mean "rejected"?',
    ],
    [
      'that belongs elsewhere',
      { x: '  deep_link: { a: b }' },
      'PP102 11:3 unknown key "deep_link" in notification | It belongs under notification.android or under notification.ios.',
    ],
    [
      'at the top that belongs below',
      { x: 'ttl: 3600' },
      'PP102 11:1 unknown key "ttl" | It belongs under notification.',
    ],
    [
      'below that belongs to the top',
      { x: '  resend: never' },
      'PP102 11:3 unknown key "resend" in notification | It belongs to the top of the file.',
    ],
    [
      'that resembles no known key',
      { x: 'fail_on: { zzz: 1 }' },
      'PP102 11:12 unknown key "zzz" in fail_on | Known keys: refused, rejected.',
    ],
  ])('%s', (_name, lines, expected) => {
    expect(findings(lines)).toEqual([expected]);
  });
});

describe('values', () => {
  test.each([
    [
      'a number for text',
      { title: '  title: 5' },
      'PP107 8:10 notification.title: YAML reads 5 as the number 5, but this is text | Put it in quotes: "5".',
    ],
    [
      'a number for a share',
      { x: 'holdout: 10' },
      'PP101 11:10 holdout: expected a share below 100%, such as "5%", got the number 10 | Write 10%.',
    ],
    [
      'a number for a time',
      { x: 'retry: { OptOut: 30 }' },
      'PP101 11:18 retry.OptOut: expected a time such as 1d, manual or never, got the number 30 | ',
    ],
    [
      'a time with an offset, or with Z',
      { x: 'schedule: { at: 2026-12-01T10:00:00Z, timezone: UTC }' },
      'PP101 11:17 schedule.at: expected a day and a time without an offset, such as 2026-12-01T10:00, got "2026-12-01T10:00:00Z" | ',
    ],
    [
      'a number that is a name in quotes',
      { id: 'id: 2026' },
      'PP107 2:5 id: YAML reads 2026 as the number 2026, but this is text | Put it in quotes: "2026".',
    ],
    [
      'null for text',
      { title: '  title: null' },
      'PP107 8:10 notification.title: YAML reads null as nothing, but this is text | Put it in quotes: "null".',
    ],
    [
      'true for text',
      { title: '  title: true' },
      'PP107 8:10 notification.title: YAML reads true as the boolean true, but this is text | Put it in quotes: "true".',
    ],
    [
      'nothing for text',
      { title: '  title:' },
      'PP101 8:3 notification.title: expected text, got nothing | Write it after the colon, or remove the key.',
    ],
    [
      'a list for text',
      { title: '  title: [a]' },
      'PP101 8:10 notification.title: expected text, got a list | Text that begins with [ needs quotes.',
    ],
    [
      'empty text',
      { title: '  title: ""' },
      'PP101 8:10 notification.title is empty | Write a value, or remove the key.',
    ],
    [
      'text for a number',
      { camp_id: '  camp_id: "12"' },
      'PP101 6:12 notification.camp_id: expected a whole number or a template such as "{{column}}", got "12" | Write 12, without quotes.',
    ],
    [
      'a fraction',
      { camp_id: '  camp_id: 1.5' },
      'PP101 6:12 notification.camp_id: expected a whole number or a template such as "{{column}}", got the number 1.5 | Write it without a fraction.',
    ],
    [
      'too small',
      { camp_id: '  camp_id: 0' },
      'PP101 6:12 notification.camp_id must be at least 1, is 0 | Write a number that is at least 1.',
    ],
    [
      'not a percentage',
      { x: 'max_invalid: 2 percent' },
      'PP101 11:14 max_invalid: expected a whole number or a share such as "1%", got "2 percent" | Write 2%.',
    ],
    [
      'a word',
      { x: 'resend: on_chang' },
      'PP101 11:9 resend: expected never or on_change or a map, got "on_chang" | Did you mean "on_change"?',
    ],
    [
      'an upper case word',
      { x: cards(card).replace('slider', 'SLIDER') },
      'PP101 11:48 notification.advanced_push_payload.advanced_push_type: expected carousel or slider, got "SLIDER" | Did you mean "slider"?',
    ],
    ...[
      [
        'short: { below: 0 }',
        'PP101 11:108 X.short.below must be at least 1, is 0 | Write a number that is at least 1.',
      ],
      [
        'short: { below: 21, then: plain }',
        'PP101 11:108 X.short.below must be at most 20, is 21 | Write a number that is at most 20.',
      ],
      [
        'short: { below: two }',
        'PP101 11:108 X.short.below: expected a whole number, got "two" | Write it in digits, such as 1.',
      ],
      [
        'short: { then: plan }',
        'PP101 11:107 X.short.then: expected plain or skip, got "plan" | Did you mean "plain"?',
      ],
      ['short: { under: 2 }', 'PP102 11:101 unknown key "under" in X.short | Known keys: below, then.'],
      ['short: {}', 'PP101 11:99 X.short is empty: it needs at least one entry | Add one, or remove the key.'],
      ['short: plan', 'PP101 11:99 X.short: expected plain or skip or a map, got "plan" | Did you mean "plain"?'],
      [
        'short: [plain]',
        'PP101 11:99 X.short: expected plain or skip or a map, got a list | Write it without the list: plain.',
      ],
      ['short: 2', 'PP101 11:99 X.short: expected plain or skip or a map, got the number 2 | '],
      ['max: 0', 'PP101 11:97 X.max must be at least 1, is 0 | Write a number that is at least 1.'],
      ['max: 21', 'PP101 11:97 X.max must be at most 20, is 21 | Write a number that is at most 20.'],
    ].map(([written = '', says = '']): [string, Record<string, string>, string] => [
      written,
      { x: cards(card).replace('item:', `${written}, item:`) },
      says.replace('X', 'notification.advanced_push_payload.advanced_push_items'),
    ]),
    [
      'an attribute',
      { x: 'report_attributes: [INSIDER.platfrom]' },
      'PP101 11:21 report_attributes[0]: expected one of the known words, such as INSIDER.age, got "INSIDER.platfrom" | Did you mean "INSIDER.platform"?',
    ],
    ['a version', { version: 'version: 2' }, 'PP101 1:10 version must be 1, is the number 2 | Write 1.'],
    [
      'an id',
      { id: 'id: Summer Sale' },
      'PP101 2:5 id: expected lower case letters, digits, dot, - and _, beginning with a letter or digit, at most 100, got "Summer Sale" | ',
    ],
    [
      'no identifiers',
      { identifiers: '  identifiers: {}' },
      'PP101 5:16 notification.identifiers is empty: it needs at least one entry | Add one, or remove the key.',
    ],
    [
      'a long text',
      { id: `id: ${'😀'.repeat(50)}` },
      `PP101 2:5 id: expected lower case letters, digits, dot, - and _, beginning with a letter or digit, at most 100, got "${'😀'.repeat(20)}"... | `,
    ],
    [
      'an empty column name',
      { audience: 'audience: { file: a.csv, columns: { "": number } }' },
      'PP101 3:37 audience.columns: the name empty text does not fit | Expected text.',
    ],
  ])('%s', (_name, lines, expected) => {
    expect(findings(lines)).toEqual([expected]);
  });

  test.each([
    ['audience: { file: a.csv, public: name }', 'a list, got "name"', 'Write a list: [name].'],
    ['audience: { file: a.csv, public: "a b, c" }', 'a list, got "a b, c"', 'Write a list: ["a b, c"].'],
    ['audience: { file: a.csv, public: "a,c" }', 'a list, got "a,c"', 'Write a list: [a, c].'],
    ['audience: { file: a.csv, public: "on" }', 'a list, got "on"', 'Write a list: ["on"].'],
    ['audience: { file: a.csv, public: }', 'a list, got nothing', 'each entry on its own line, after "- ".'],
    ['exclude: { within: 24h }', 'a list, got a map', 'each entry on its own line, after "- ".'],
    ['exclude: promo', 'a list, got "promo"', 'each entry on its own line, after "- ".'],
    ['draft: "yes"', 'true or false, got "yes"', 'Write true, without quotes.'],
    ['draft: off', 'true or false, got "off"', 'Write false, without quotes.'],
    ['draft: maybe', 'true or false, got "maybe"', 'Write true or false.'],
    ['max_recipients: "12,000"', 'a whole number, got "12,000"', 'Write 12000, without quotes.'],
    ['max_recipients: [5]', 'a whole number, got a list', 'Write it without the list: 5.'],
    ['max_recipients: [5, 6]', 'a whole number, got a list', 'Write one value, without - and [ ].'],
    ['resend: ["bob:hunter2@x.example"]', 'a map, got a list', 'Write keys, without - and [ ]: after, for example.'],
    ['resend: [{ after: 1d }]', 'a map, got a list', 'Write keys, without - and [ ]: after, for example.'],
  ])('%s: the help shows the right form', (line, says, help) => {
    const [key = ''] = line.split(':');
    const found = findings(key === 'audience' ? { audience: line } : { x: line });
    expect(found.join('\n')).toContain(says);
    expect(found.join('\n')).toContain(help);
  });

  test('a missing key is reported at the map that lacks it', () => {
    expect(findings({ title: '' })).toEqual(['PP101 4:1 notification has no "title" | Add title.']);
    expect(findings({ audience: 'audience: {}' })).toEqual([
      'PP101 3:1 audience has neither "file" nor "query" | Name a data file, such as file: audiences/wishlist.csv, or a query, such as query: audiences/vip.sql.',
    ]);
    expect(findings({ id: '' })).toEqual(['PP101 1:1 the key "id" is missing | Add id.']);
  });
});

test('every pattern of the schemas is described in words', () => {
  const patterns = [campaignSchema, workspaceSchema].flatMap((schema) =>
    [...walkSchema(schema)]
      .flatMap((place) => [place.schema, objectAt(place.schema, 'propertyNames')])
      .map(({ pattern }) => pattern)
      .filter((pattern) => typeof pattern === 'string'),
  );
  expect(patterns.length).toBeGreaterThan(10);
  expect(patterns.filter((pattern) => describePattern(pattern) === undefined)).toEqual([]);
});
