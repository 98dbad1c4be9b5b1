// What `approve: content` requires of a campaign file itself: the hosts of addresses are written in it.
import { expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';

interface Written {
  readonly head?: string;
  readonly title?: string;
  readonly image?: string;
  readonly more?: string;
}

function codesOf({
  head = 'approve: content',
  title = 'Hi {{name}}',
  image = 'https://img.example.com/{{pic}}',
  more = '',
}: Written) {
  const text = `version: 1
id: cart
${head}
audience: { file: people.csv }
notification:
  identifiers: { uuid: "{{id}}" }
  camp_id: 7
  camp_name: Cart
  title: ${JSON.stringify(title)}
  message: It waits
  image_url: ${JSON.stringify(image)}
${more}
`;
  return readCampaign('a.campaign.yaml', text).diagnostics.map(({ code, line }) => `${code}:${line}`);
}

test.each<readonly [string, Written, readonly string[]]>([
  ['approved by content', {}, []],
  ['approved by content, with bounded newcomers', { head: 'approve: content\nnewcomers: 5%' }, []],
  ['a bound on newcomers without approve', { head: 'newcomers: 5%' }, ['PP360:3']],
  ['a bound on newcomers with approve: people', { head: 'approve: people\nnewcomers: 5%' }, ['PP360:4']],
  ['a bound that is not a share', { head: 'approve: content\nnewcomers: 5' }, ['PP101:4']],
  ['approved by people', { head: '', image: '{{pic}}' }, []],
  ['a picture from any host', { image: '{{pic}}' }, ['PP362:11']],
  ['a host with a template in it', { image: 'https://img{{n}}.example.com/a' }, ['PP362:11']],
  ['a host after a user name', { image: 'https://img.example.com@{{host}}/a' }, ['PP362:11']],
  ['a host that a query follows', { image: 'https://img.example.com?p={{pic}}' }, []],
  [
    'a screen from a template',
    { more: "  ios: { deep_link: { ins_dl_url_scheme: 'shop://{{page}}' } }" },
    ['PP362:12'],
  ],
  ['a fixed screen', { more: "  ios: { deep_link: { ins_dl_url_scheme: 'shop://product/{{id}}' } }" }, []],
  ['a custom key of a link', { more: "  ios: { deep_link: { promo: '{{id}}' } }" }, []],
  [
    'an address with a template as its host',
    { more: "  ios: { deep_link: { url: 'https://{{host}}/' } }" },
    ['PP362:12'],
  ],
  ['an address with a fixed host', { more: "  ios: { deep_link: { url: 'https://a.example.com/{{id}}' } }" }, []],
])('%s', (_name, written, codes) => {
  expect(codesOf(written)).toEqual(codes);
});

test('the addresses of cards are checked', () => {
  const card =
    "{ id: 1, headline: '{{h}}', description: 'Read {{d}}', image_url: '{{i}}', deep_links: { ins_dl_external: 'https://{{x}}' } }";
  const more = `  advanced_push_payload: { advanced_push_type: carousel, advanced_push_items: { each: cards, item: ${card} } }`;
  const found = codesOf({ more }).filter((code) => code.startsWith('PP36'));
  expect(found.toSorted()).toEqual(['PP362:12', 'PP362:12']);
});
