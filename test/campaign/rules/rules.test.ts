// Every rule beyond the schema: the code, place and message of a finding, and inputs without one.
import { describe, expect, test } from 'vitest';
import { cards, findingsWith } from '../../support/findings.ts';

const link = (links: string): Record<string, string> => ({ x: `  android: { deep_link: ${links} }` });
const identifiers = (map: string): Record<string, string> => ({ identifiers: `  identifiers: ${map}` });
const card = (image: string): string => `{ id: 1, headline: a, description: b, image_url: "${image}" }`;
const good = card('https://img.example.com/1.jpg');

describe('a rule reports', () => {
  test.each([
    [
      'ttl of the vendor sample',
      { x: '  ttl: 1' },
      'warning PP130 11:8 ttl is 1 s: people whose phone is not reached within that time never see the notification',
    ],
    [
      'ttl of years',
      { x: '  ttl: 99999999' },
      'warning PP130 11:8 ttl is 99999999 s, which is 1,157 days: the vendor waits for a phone for at most 28',
    ],
    [
      'silent with sound',
      { x: '  ios: { content-available: true, sound: chime }' },
      'warning PP137 11:35 a silent notification (content-available: true) with a sound',
    ],
    [
      'silent with badge',
      { x: '  ios: { badge: 1, content-available: true }' },
      'warning PP137 11:10 a silent notification (content-available: true) with a badge',
    ],
    [
      'thread-id of android',
      { x: '  android: { thread-id: 3 }' },
      'PP142 11:14 thread-id is a key of ios, not of android',
    ],
    ['channel_id of ios', { x: '  ios: { channel_id: 3 }' }, 'PP142 11:10 channel_id is a key of android, not of ios'],
    [
      'preferred_type',
      { x: '  preferred_type: slider' },
      "PP131 11:3 preferred_type belongs to the vendor's bulk API; this one does not know it",
    ],
    [
      'cards without image_url',
      { ...cards(`{ each: a, item: ${good} }`), image_url: '' },
      'PP139 4:1 image_url is missing: with advanced_push_payload it is required',
    ],
    [
      'no image_url',
      { image_url: '' },
      "warning PP139 4:1 image_url is missing: the vendor's page calls it required, though notifications without it are sent",
    ],
    [
      'image over http',
      { image_url: '  image_url: http://img.example.com/a.jpg' },
      'PP144 10:14 image_url must be a full address that begins with https://',
    ],
    [
      'card image over http',
      cards(`{ each: a, item: ${card('http://img.example.com/{{sku}}')} }`),
      'PP144 11:143 image_url of a card must be a full address that begins with https://',
    ],
    ['aps', link('{ aps: x }'), 'PP133 11:27 a deep link cannot have the key aps: the API rejects the whole request'],
    [
      'aps in a card',
      cards(`{ each: a, item: ${good.replace(' }', ', deep_links: { aps: x } }')} }`),
      'PP133 11:190 a deep link cannot have the key aps: the API rejects the whole request',
    ],
    [
      'http link',
      link('{ ins_dl_internal: "http://shop.example.com" }'),
      'PP134 11:44 ins_dl_internal must be a full address that begins with https://',
    ],
    [
      'http beginning',
      link('{ ins_dl_external: "HTTP://{{host}}/a" }'),
      'PP134 11:44 ins_dl_external must be a full address that begins with https://',
    ],
    [
      'link without a scheme',
      link('{ ins_dl_internal: "shop.example.com" }'),
      'PP134 11:44 ins_dl_internal must be a full address that begins with https://',
    ],
    [
      'https without a host',
      link('{ ins_dl_internal: "https://" }'),
      'PP134 11:44 ins_dl_internal must be a full address that begins with https://',
    ],
    [
      'scheme link without a scheme',
      link('{ ins_dl_url_scheme: product/1 }'),
      'PP135 11:46 ins_dl_url_scheme has no scheme',
    ],
    [
      'scheme link of a template without a scheme',
      link('{ ins_dl_url_scheme: "product/{{sku}}" }'),
      'PP135 11:46 ins_dl_url_scheme has no scheme',
    ],
    [
      'blank in a link',
      link('{ ins_dl_internal: "https://shop.example.com/spring sale" }'),
      'PP134 11:44 ins_dl_internal contains a space or a control character',
    ],
    [
      'blank beside an expression',
      link('{ ins_dl_url_scheme: "shop://a b/{{sku}}" }'),
      'PP135 11:46 ins_dl_url_scheme contains a space or a control character',
    ],
    [
      'host that cannot be read',
      link('{ ins_dl_external: "https://[::1/a" }'),
      'PP134 11:44 ins_dl_external is not an address that can be read',
    ],
    [
      'script in place of a scheme link',
      link('{ ins_dl_url_scheme: "JavaScript:alert(1)" }'),
      'PP135 11:46 ins_dl_url_scheme is a script or data, not a link',
    ],
    [
      'blank in the address of an image',
      { image_url: '  image_url: https://img.example.com/{{sku}}/my photo.jpg' },
      'PP144 10:14 image_url contains a space or a control character',
    ],
    [
      'title of a block',
      { title: '  title: |\n    Sale' },
      'PP246 8:10 title ends with a line break, which would be sent',
    ],
    [
      'link of a block',
      { x: '  ios:\n    deep_link:\n      ins_dl_internal: >\n        https://shop.example.com/{{sku}}' },
      'PP246 13:24 ins_dl_internal ends with a line break, which would be sent',
    ],
    [
      'identifier of a block',
      identifiers('\n      uuid: |\n        {{id}}'),
      'PP246 6:13 uuid ends with a line break, which would be sent',
    ],
    [
      'card of a block',
      cards(`{ each: a, item: ${good.replace('headline: a', 'headline: "a\\r\\n"')} }`),
      'PP246 11:113 headline ends with a line break, which would be sent',
    ],
    ['broken JSON', link(`{ ins_dl_json: '{"screen": }' }`), 'PP136 11:40 ins_dl_json is not JSON'],
    [
      'two kinds of link',
      link('{ ins_dl_internal: "https://a.example", screen: sale }'),
      'warning PP143 11:14 several kinds of deep link at once (ins_dl_internal, keys of your own): which one opens depends on the app',
    ],
    [
      'undefined',
      identifiers('{ uuid: "undefined", email: "{{email}}" }'),
      'PP140 5:24 uuid: "undefined" is a placeholder, not a person',
    ],
    [
      'null',
      identifiers('{ uuid: "NULL", email: "{{email}}" }'),
      'PP140 5:24 uuid: "NULL" is a placeholder, not a person',
    ],
    ['0', identifiers('{ uuid: "0", email: "{{email}}" }'), 'PP140 5:24 uuid: "0" is a placeholder, not a person'],
    [
      'empty',
      identifiers('{ uuid: "", email: "{{email}}" }'),
      'PP140 5:24 uuid: empty text is a placeholder, not a person',
    ],
    [
      'phone without +',
      identifiers('{ phone_number: "15550100", email: "{{email}}" }'),
      'PP141 5:32 phone_number must begin with + and the country code, and have 7 to 15 digits',
    ],
    [
      'phone that is too long',
      identifiers('{ INSIDER.phone_number: "+1555010012345678", email: "{{email}}" }'),
      'PP141 5:40 INSIDER.phone_number must begin with + and the country code, and have 7 to 15 digits',
    ],
    [
      'phone beginning without +',
      identifiers('{ phone_number: "49{{phone}}" }'),
      'PP141 5:32 phone_number must begin with + and the country code, and have 7 to 15 digits',
    ],
    [
      'everybody is one person',
      identifiers('{ email: ana@example.com }'),
      'warning PP145 5:3 the identifiers are the same for every row: all notifications go to one person',
    ],
    [
      'one identifier twice',
      identifiers('{ email: "{{email}}", INSIDER.email: "{{other}}" }'),
      'PP104 5:38 email and INSIDER.email are the same identifier',
    ],
    [
      'an absolute audience',
      { audience: 'audience: { file: /etc/passwd }' },
      'PP151 3:19 audience.file "/etc/passwd" is not a path within the workspace',
    ],
    [
      'an audience on a drive',
      { audience: 'audience: { file: "C:/people.csv" }' },
      'PP151 3:19 audience.file "C:/people.csv" is not a path within the workspace',
    ],
    [
      'an audience above',
      { audience: 'audience: { file: a/../../people.csv }' },
      'PP151 3:19 audience.file "a/../../people.csv" leads out of the workspace',
    ],
    [
      'a backslash',
      { audience: String.raw`audience: { file: a\people.csv }` },
      String.raw`PP151 3:19 audience.file "a\\people.csv" has a backslash; paths are written with /`,
    ],
  ])('%s', (_name, lines, expected) => {
    expect(findingsWith(lines)).toEqual([expected]);
  });
});

describe('no rule reports', () => {
  test.each([
    ['ttl of a minute', { x: '  ttl: 60' }],
    ['ttl of four weeks', { x: '  ttl: 2419200' }],
    ['ttl from a column', { x: '  ttl: "{{ttl}}"' }],
    ['silent alone, without a picture', { x: '  ios: { content-available: true }', image_url: '' }],
    ['a sound that is not silent', { x: '  ios: { content-available: false, sound: chime, badge: 1 }' }],
    ['three cards', cards(`[${good}, ${good}, ${good}]`)],
    ['cards from a column', cards(`{ each: a, item: ${card('{{image}}')} }`)],
    ['a link from a column', link('{ ins_dl_internal: "{{url}}" }')],
    ['the beginning of a link', link('{ ins_dl_internal: "https://{{host}}/a" }')],
    ['the scheme from a column', link('{ ins_dl_internal: "http{{rest}}" }')],
    ['an upper case scheme', link('{ ins_dl_internal: "HTTPS://shop.example.com" }')],
    ['a scheme link', link('{ ins_dl_url_scheme: "shop://product/{{sku}}" }')],
    ['a scheme from a column', link('{ ins_dl_url_scheme: "{{app}}://product" }')],
    ['JSON', link(`{ ins_dl_json: '{"screen": "sale"}' }`)],
    ['JSON with a template', link(`{ ins_dl_json: '{"sku": {{json sku}} }' }`)],
    ['several custom keys', link('{ screen: sale, sku: "{{sku}}" }')],
    ['a phone number', identifiers('{ phone_number: "+15550100", email: "{{email}}" }')],
    ['a phone number from columns', identifiers('{ phone_number: "+{{country}}{{phone}}" }')],
    ['a phone number from a column', identifiers('{ phone_number: "{{phone}}" }')],
    ['one identifier of two from a column', identifiers('{ uuid: "{{id}}", custom.shop: berlin }')],
    ['an audience in a folder', { audience: 'audience: { file: ./a/../audiences/people.csv.gz }' }],
  ])('%s', (_name, lines) => {
    expect(findingsWith(lines)).toEqual([]);
  });
});
