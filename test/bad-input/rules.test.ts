// Campaigns that are valid YAML and fit the schema, but would go wrong at the vendor or on a phone.
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import {
  environment,
  expectFinding,
  expectHarmless,
  expectRefusal,
  findingsOf,
  makeBadWorkspace,
  startCounter,
  type Expected,
} from '../support/bad-input.ts';
import { campaignText } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const good = campaignText();
const file = 'a.campaign.yaml';

function cards(count: number, more = ''): string {
  const card = `{ id: 1, headline: a, description: b, image_url: https://img.example.com/a.jpg${more} }`;
  const list = Array(count).fill(card).join(', ');
  return `advanced_push_payload: { advanced_push_type: slider, advanced_push_items: [${list}] }`;
}

/** Lines that are added to the notification. */
const added: readonly [string, string, Expected][] = [
  [
    'preferred_type',
    'preferred_type: carousel',
    { code: 'PP131', at: `${file}:12:3`, says: "the vendor's bulk API", help: 'advanced_push_type' },
  ],
  [
    'deliver_silently',
    'deliver_silently: true',
    { code: 'PP132', at: `${file}:12:3`, says: 'does nothing', help: 'content-available: true' },
  ],
  [
    'aps in a link',
    'ios: { deep_link: { aps: x } }',
    { code: 'PP133', at: `${file}:12:23`, says: 'cannot have the key aps', help: 'another name' },
  ],
  [
    'aps in the link of a card',
    cards(3, ', deep_links: { aps: x }'),
    { code: 'PP133', at: `${file}:12:172`, says: 'cannot have the key aps' },
  ],
  [
    'http in an internal link',
    'ios: { deep_link: { ins_dl_internal: "http://shop.example.com" } }',
    { code: 'PP134', at: `${file}:12:40`, says: 'begins with https://', help: 'Write https://' },
  ],
  [
    'http in an external link',
    'android: { deep_link: { ins_dl_external: "http://shop.example.com" } }',
    { code: 'PP134', at: `${file}:12:44`, says: 'begins with https://' },
  ],
  [
    'a scheme link without a scheme',
    'android: { deep_link: { ins_dl_url_scheme: "product/1" } }',
    { code: 'PP135', at: `${file}:12:46`, says: 'has no scheme', help: 'shop://product' },
  ],
  [
    'ins_dl_json that is not JSON',
    'android: { deep_link: { ins_dl_json: "{screen: sale}" } }',
    { code: 'PP136', at: `${file}:12:40`, says: 'is not JSON', help: 'within single quotes' },
  ],
  ['no cards', cards(0), { code: 'PP138', at: `${file}:12:77`, says: 'takes 1 to 20 items, but here are 0' }],
  ['twenty-one cards', cards(21), { code: 'PP138', at: `${file}:12:77`, says: 'takes 1 to 20 items, but here are 21' }],
  [
    'two spellings that differ',
    'ios: { content-available: false, deliver_silently: true }',
    { code: 'PP132', at: `${file}:12:36`, says: 'differ here', help: 'Keep content-available alone' },
  ],
  [
    'a key of the other platform',
    'android: { badge: 1 }',
    { code: 'PP142', at: `${file}:12:14`, says: 'badge is a key of ios', help: 'under ios' },
  ],
];

const changed: readonly [string, string, Expected][] = [
  [
    'a carousel without a picture beside it',
    `${good}  ${cards(3)}\n`.replace(/ {2}image_url: .*\n/v, ''),
    { code: 'PP139', at: `${file}:5:1`, says: 'with advanced_push_payload it is required', help: 'Add a picture' },
  ],
  ...['undefined', 'null', '0', 'anonymous'].map((word): [string, string, Expected] => [
    `the identifier ${word}`,
    good.replace('"{{email}}"', `"${word}"`),
    { code: 'PP140', at: `${file}:6:25`, says: `"${word}" is a placeholder`, help: 'Use a column' },
  ]),
  [
    'a phone number without +',
    good.replace('email: "{{email}}"', 'phone_number: "905551234567"'),
    { code: 'PP141', at: `${file}:6:32`, says: 'must begin with +', help: '"+{{phone}}"' },
  ],
  [
    'a picture over http',
    good.replace('https://img', 'http://img'),
    { code: 'PP144', at: `${file}:11:14`, says: 'must be a full address that begins with https://' },
  ],
  [
    'a title of a block scalar',
    good.replace('"Hello {{name}}"', '|\n    Hello {{name}}'),
    { code: 'PP246', at: `${file}:9:10`, says: 'title ends with a line break', help: '|-' },
  ],
  [
    'a tag of another tool',
    good.replace('Hello {{name}}', 'Hello {name}'),
    { code: 'PP245', at: `${file}:9:17`, says: 'holds {name}', help: 'Write {{name}}' },
  ],
  [
    'a link with a blank',
    `${good}  ios: { deep_link: { ins_dl_internal: "https://shop.example.com/spring sale/café?x=100%&y=a b" } }\n`,
    { code: 'PP134', at: `${file}:12:40`, says: 'contains a space', help: '%20' },
  ],
];

describe('refused:', () => {
  test.each(added)('%s', async (_name, line, expected) => {
    await expectRefusal(sandbox, { files: { [file]: `${good}  ${line}\n` } }, expected);
  });

  test.each(changed)('%s', async (_name, text, expected) => {
    await expectRefusal(sandbox, { files: { [file]: text } }, expected);
  });

  test('a camp_id that two campaigns use, at both places', async () => {
    const files = { 'b.campaign.yaml': campaignText({ id: 'other' }) };
    const code = 'PP120';
    await expectRefusal(
      sandbox,
      { files },
      { code, at: `${file}:7:12`, says: 'camp_id 7 is used again in b.campaign' },
    );
    await expectRefusal(sandbox, { files }, { code, at: 'b.campaign.yaml:7:12', says: 'again in a.campaign' });
  });

  test('an id that was copied with its campaign', async () => {
    const files = { 'b.campaign.yaml': campaignText({ campId: 8 }) };
    await expectRefusal(
      sandbox,
      { files },
      {
        code: 'PP121',
        at: 'b.campaign.yaml:2:5',
        says: 'the id hello is used again in a.campaign',
        help: 'of its own',
      },
    );
  });

  test('an id that was renamed after it was sent, by validate', async () => {
    await using workspace = await makeBadWorkspace(sandbox, {});
    const options = { cwd: workspace.root, env: environment };
    expect(await pushplan(['apply', '--yes'], options)).toMatchObject({ exitCode: 0 });
    await workspace.write(file, campaignText({ id: 'hullo' }));
    const result = await pushplan(['validate', '--json'], options);
    expectHarmless(result);
    expect(result.exitCode).toBe(3);
    expectFinding(findingsOf(result), {
      code: 'PP122',
      at: `${file}:2:5`,
      says: 'it would be sent to everybody again',
      help: 'Put the id hello back',
    });
  });
});

const warned: readonly [string, string, Expected][] = [
  [
    'two cards',
    `${good}  ${cards(2)}\n`,
    { code: 'PP138', at: `${file}:12:77`, says: 'with 2 items', help: 'your own phones' },
  ],
  [
    'cards with a type in capitals',
    `${good}  ${cards(3).replace('slider', 'Slider')}\n`,
    { code: 'PP148', at: `${file}:12:48`, says: 'is sent as slider', help: 'Write slider' },
  ],
  [
    'a silent push of the vendor',
    `${good}  ios: { deliver_silently: true }\n`,
    { code: 'PP132', at: `${file}:12:10`, says: 'sent as content-available', help: 'in place of deliver_silently' },
  ],
  [
    'a number in a link',
    `${good}  ios: { deep_link: { product: 4711 } }\n`,
    { code: 'PP149', at: `${file}:12:32`, says: 'sent as the text "4711"', help: 'in quotes' },
  ],
  [
    'ttl of a second',
    `${good}  ttl: 1\n`,
    { code: 'PP130', at: `${file}:12:8`, says: 'ttl is 1 s', help: '21600 is six hours' },
  ],
  [
    'a silent push with a sound',
    `${good}  ios: { content-available: true, sound: chime }\n`,
    { code: 'PP137', at: `${file}:12:35`, says: 'sound' },
  ],
  [
    'no picture',
    good.replace(/ {2}image_url: .*\n/v, ''),
    { code: 'PP139', at: `${file}:5:1`, says: 'image_url is missing', help: 'Add image_url' },
  ],
  [
    'one person for all rows',
    good.replace('"{{email}}"', '"ada@example.com"'),
    { code: 'PP145', at: `${file}:6:3`, says: 'the same for every row', help: 'Use a column' },
  ],
  [
    'several kinds of link',
    `${good}  android: { deep_link: { ins_dl_internal: "https://a.example.com", ins_dl_url_scheme: "a://b" } }\n`,
    { code: 'PP143', at: `${file}:12:14`, says: 'several kinds of deep link', help: 'Keep one' },
  ],
  [
    'a text that YAML cuts at its #',
    good.replace('"Hello {{name}}"', 'Win #1'),
    { code: 'PP107', at: `${file}:9:14`, says: 'as a comment', help: '"Win #1"' },
  ],
  [
    'a limit above that of the workspace',
    campaignText({ more: 'max_recipients: 200000' }),
    { code: 'PP157', at: `${file}:3:17`, says: "above the workspace's 100000", help: 'Lower it' },
  ],
];

describe('a warning that does not prevent sending:', () => {
  test.each(warned)('%s', async (_name, text, expected) => {
    await using workspace = await makeBadWorkspace(sandbox, { files: { [file]: text } });
    const options = { cwd: workspace.root, env: environment };
    for (const verb of ['validate', 'plan']) {
      const result = await pushplan([verb, '--json'], options);
      expectHarmless(result);
      expect([verb, result.exitCode]).toEqual([verb, 0]);
      expectFinding(findingsOf(result), expected);
      expect(findingsOf(result).map(({ severity }) => severity)).toEqual(['warning']);
    }
  });
});
