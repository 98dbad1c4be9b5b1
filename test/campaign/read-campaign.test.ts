// Reading a campaign file gives all findings at once, or a campaign with its defaults.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateIn } from '../../src/campaign/yaml/places.ts';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { campaignWith } from '../support/campaign-with.ts';
import { showFindings } from '../support/findings.ts';
import { eachCampaign, vendorCampaign } from '../support/sample-campaign.ts';
import { tries } from '../support/property-tries.ts';

// The example of the README.
const wishlist = `# yaml-language-server: $schema=../schema/campaign.schema.json
version: 1
id: wishlist-sale                 # the ledger's namespace: never renamed, never reused
owner: crm
tags: [promo]
audience:
  file: audiences/wishlist.csv    # csv | tsv | ndjson | json, also .gz; inside the workspace
  columns: { price: number, items: json }   # string (default), number, integer, boolean, json
  where: { language: [tr, en], optin: "true" }
key: "{{customer_id}}"            # default: the identifiers
resend: never                     # never | on_change
max_invalid: 2%
guarantee: at_most_once           # or at_least_once
max_recipients: 60000
fail_on: { refused: 40%, rejected: 0 }
notification:
  identifiers: { uuid: "{{customer_id}}", email: "{{email}}" }
  camp_id: 1204
  camp_name: Wishlist sale
  title: "{{default first_name 'Hello'}}, your wishlist is 30% off"
  message: "{{items.length}} items, from {{currency items.[0].price 'EUR' language}}"
  image_url: "https://img.example.com/sale.jpg"
  ttl: 21600
  check_optin: true
  advanced_push_payload:
    advanced_push_type: carousel
    advanced_push_items:
      each: items
      max: 6
      short: plain
      item: { id: "{{@number}}", headline: "{{name}}", description: "{{currency price 'EUR' ../language}}",
              image_url: "{{image}}", deep_links: { ins_dl_internal: "https://shop.example.com/p/{{sku}}" } }
  android: { channel_id: 1, sound: chime, deep_link: { ins_dl_internal: "https://shop.example.com/sale" } }
  ios: { thread-id: 13, badge: 1, mutable-content: true, sound: chime, deep_link: { ins_dl_internal: "https://shop.example.com/sale" } }
report_attributes: [INSIDER.platform]
`;

/** The file without `sheet`, as no file is both CSV and a workbook. */
function withoutSheet(file: Record<string, unknown>): Record<string, unknown> {
  const { sheet: _, ...audience } = file['audience'] as Record<string, unknown>;
  return { ...file, audience };
}

describe('read', () => {
  test('the example of the README, without findings', () => {
    const { campaign, diagnostics } = readCampaign('wishlist.campaign.yaml', wishlist);
    expect(diagnostics).toEqual([]);
    expect(campaign).toMatchObject({
      file: 'wishlist.campaign.yaml',
      id: 'wishlist-sale',
      owner: 'crm',
      tags: ['promo'],
      audience: {
        columns: { price: 'number', items: 'json' },
        where: { language: { any: ['tr', 'en'] }, optin: { any: ['true'] } },
      },
      key: '{{customer_id}}',
      maxInvalid: { kind: 'share', share: 0.02 },
      maxRecipients: 60_000,
      failOn: { refused: { kind: 'share', share: 0.4 }, rejected: { kind: 'count', count: 0 } },
      reportAttributes: ['INSIDER.platform'],
    });
    expect(campaign && locateIn(campaign, ['notification', 'title'], 2)).toMatchObject({ line: 20, column: 13 });
  });

  test('defaults', () => {
    const { campaign } = readCampaign('a.campaign.yaml', campaignWith({}));
    expect(campaign).toMatchObject({
      tags: [],
      audience: { file: 'people.csv', columns: {}, dates: {}, where: {}, publicColumns: [] },
      resend: 'never',
      guarantee: 'at_most_once',
      priority: 'normal',
      broadcast: false,
      failOn: {},
      async: false,
      reportAttributes: [],
    });
    expect(Object.keys(campaign ?? {})).not.toContain('maxInvalid');
    expect(Object.keys(campaign ?? {})).not.toContain('key');
    expect(Object.keys(campaign ?? {})).not.toContain('maxGrowth');
  });

  test('columns that are public', () => {
    const text = campaignWith({}).replace(/file: people\.csv/, 'file: people.csv, public: [product, price]');
    const { campaign, diagnostics } = readCampaign('a.campaign.yaml', text);
    expect(diagnostics).toEqual([]);
    expect(campaign?.audience.publicColumns).toEqual(['product', 'price']);
  });

  test('priority', () => {
    const { campaign, diagnostics } = readCampaign('a.campaign.yaml', campaignWith({ more: 'priority: high' }));
    expect(diagnostics).toEqual([]);
    expect(campaign?.priority).toBe('high');
  });

  test('guards', () => {
    const lines = { audience: 'audience: { file: a.csv, max_age: 36h }', more: 'max_growth: 1.5x\nbroadcast: true' };
    const { campaign, diagnostics } = readCampaign('a.campaign.yaml', campaignWith(lines));
    expect(diagnostics).toEqual([]);
    expect(campaign).toMatchObject({ maxGrowth: 1.5, broadcast: true, audience: { maxAge: 36 * 3_600_000 } });
  });

  test('values of where become texts', () => {
    const audience =
      'audience: { file: a.csv, columns: { n: number }, where: { optin: true, level: [1, gold], __proto__: x, tag: { not: [1, y] }, n: { lte: 9, gt: 1, not: z } } }';
    const where = readCampaign('a.campaign.yaml', campaignWith({ audience })).campaign?.audience.where;
    expect(Object.entries(where ?? {})).toEqual([
      ['optin', { any: ['true'], bounds: [] }],
      ['level', { any: ['1', 'gold'], bounds: [] }],
      ['__proto__', { any: ['x'], bounds: [] }],
      ['tag', { not: ['1', 'y'], bounds: [] }],
      [
        'n',
        {
          not: ['z'],
          bounds: [
            { comparison: 'gt', bound: 1 },
            { comparison: 'lte', bound: 9 },
          ],
        },
      ],
    ]);
  });

  test.each([
    ['with a list of cards', withoutContradictions(withoutSheet(vendorCampaign()))],
    ['with a card for each entry', withoutContradictions(eachCampaign())],
  ])('every key of the API %s has no error', (_name, file) => {
    const { campaign, diagnostics } = readCampaign('a.campaign.yaml', JSON.stringify(file));
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [own] = campaign?.variants ?? [];
    expect(JSON.parse(JSON.stringify(own?.notification))).toEqual(file['notification']);
  });
});

describe('refused', () => {
  test('all findings at once, in the order of the file', () => {
    const text = campaignWith({
      id: 'id: Sale 1',
      title: '  title: {{name}}',
      ttl: '  ttl: 1',
      tittle: 'tittle: x',
      camp_name: '',
    });
    const { campaign, diagnostics } = readCampaign('a.campaign.yaml', text);
    expect(campaign).toBeUndefined();
    expect(diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([
      'PP101 2:5',
      'PP101 4:1',
      'PP107 7:10',
      'PP130 10:8',
      'PP102 11:1',
    ]);
  });

  test('a warning alone does not refuse', () => {
    const { campaign, diagnostics } = readCampaign('a.campaign.yaml', campaignWith({ image_url: '' }));
    expect(showFindings(diagnostics)).toEqual([expect.stringContaining('warning PP139 4:1')]);
    expect(campaign?.id).toBe('sale');
  });

  test.each([
    ['an empty file', '', 'PP101 1:1 the file is empty'],
    ['a list', '- a', 'PP101 1:1 the file: expected a map, got a list'],
    ['text', 'hello', 'PP101 1:1 the file: expected a map, got "hello"'],
    ['broken YAML', 'version: [1', 'PP103 1:12 not valid YAML: the closing ] is missing'],
  ])('%s', (_name, text, expected) => {
    expect(showFindings(readCampaign('a.campaign.yaml', text).diagnostics)).toEqual([expected]);
  });
});

const changes = fc.record({
  line: fc.nat({ max: wishlist.split('\n').length - 1 }),
  column: fc.nat({ max: 80 }),
  length: fc.nat({ max: 12 }),
  by: fc.oneof(
    fc.string({ maxLength: 8, unit: 'binary' }),
    fc.constantFrom('', '{', '[', '"', ': ', '- ', '\n', '#x', '&a ', '*a', '{{', '1e9'),
  ),
});

test('whatever is changed in a campaign, it is read or has located findings', () => {
  fc.assert(
    fc.property(fc.array(changes, { minLength: 1, maxLength: 4 }), (edits) => {
      const lines = wishlist.split('\n');
      for (const { line, column, length, by } of edits) {
        const old = lines[line] ?? '';
        lines[line] = old.slice(0, column) + by + old.slice(column + length);
      }
      const { campaign, diagnostics } = readCampaign('a.campaign.yaml', lines.join('\n'));
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.length > 0 || campaign !== undefined).toBe(true);
      for (const { line, column, message } of diagnostics) {
        expect([line, column].every((place) => place !== undefined && place >= 1)).toBe(true);
        expect(message).not.toMatch(/undefined|\[object|NaN/);
      }
    }),
    { numRuns: tries(500) },
  );
});

/** The file without keys that the schema accepts together but a rule refuses. */
function withoutContradictions(file: Record<string, unknown>): Record<string, unknown> {
  const { object: _object, zone: _zone, sha256: _sha256, ...audience } = file['audience'] as Record<string, unknown>;
  const exclude = [
    { file: 'lists/staff.csv', match: 'email', hashed: 'sha256' },
    { file: 'lists/staff.xlsx', sheet: 'Staff' },
    { query: 'lists/staff.sql' },
    { sent: 'cart-reminder', within: '24h' },
    { tag: 'cart', within: '24h' },
  ];
  const { every: _every, ...others } = file;
  const rollout = ['1%', { pause: '10m' }, '100%'];
  const { csv, ...products } = (file['data'] as Record<string, Record<string, unknown>>)['products'] ?? {};
  const { sheet: _sheet, ...prices } = products;
  const data = { products: { ...products, file: 'data/products.xlsx' }, prices: { ...prices, csv } };
  return { ...others, audience, data: file['data'] === undefined ? undefined : data, exclude, rollout };
}
