// YAML that is broken, hostile or not what its author thinks: located, explained, and nothing is sent.
import { afterAll, describe, test } from 'vitest';
import { expectRefusal, startCounter, workspaceFile, type Expected } from '../support/bad-input.ts';
import { campaignText } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const good = campaignText();
const campaign = (text: string | Uint8Array) => ({ files: { 'a.campaign.yaml': text } });
const workspace = (text: string) => ({ files: { 'pushplan.yaml': text } });
const megabytes = 2 * 1024 * 1024;
const bomb = Array.from({ length: 12 }, (_, index) => {
  const aliases = Array(9).fill(`*a${index}`).join(', ');
  return `a${index + 1}: &a${index + 1} [${aliases}]`;
});

const syntax: readonly [string, string | Uint8Array, Expected][] = [
  [
    'a quote that is not closed',
    good.replace('"Hello {{name}}"', '"Hello'),
    { code: 'PP103', at: 'a.campaign.yaml:9:16', says: 'the closing quote (") is missing', help: 'Add "' },
  ],
  [
    'text after a closing quote',
    good.replace('"Good to see you"', '"Good" to see you'),
    { code: 'PP103', at: 'a.campaign.yaml:10:19', says: 'not valid YAML' },
  ],
  [
    'a tab as indentation',
    good.replace('  camp_id', '\tcamp_id'),
    { code: 'PP103', at: 'a.campaign.yaml:7:1', says: 'a tab as indentation', help: 'Indent with spaces' },
  ],
  [
    'an undefined alias',
    good.replace('"Hello {{name}}"', '*hello'),
    { code: 'PP103', at: 'a.campaign.yaml:9:10', says: 'without an anchor of that name', help: 'in quotes' },
  ],
  [
    'a cycle',
    `${good}  android: &a { deep_link: *a }\n`,
    {
      code: 'PP105',
      at: 'a.campaign.yaml:12:28',
      says: 'inside the value that it stands for',
      help: 'Write the value out',
    },
  ],
  [
    'an alias bomb',
    `${good}a0: &a0 [x]\n${bomb.join('\n')}\n`,
    { code: 'PP106', at: 'a.campaign.yaml:13:10', says: 'larger than 10,000 values', help: 'Write the values out' },
  ],
  [
    'a duplicate key',
    good.replace('  camp_id: 7', '  camp_id: 7\n  camp_id: 8'),
    { code: 'PP104', at: 'a.campaign.yaml:8:3', says: '"camp_id" is here twice', help: 'The first is in line 7' },
  ],
  [
    '2 MiB',
    `${good}# ${'x'.repeat(megabytes)}\n`,
    { code: 'PP106', at: 'a.campaign.yaml', says: 'is larger than 1,048,576 bytes', help: 'Split it' },
  ],
  [
    '40 levels',
    `${good}tags: ${'['.repeat(40)}${']'.repeat(40)}\n`,
    { code: 'PP106', at: 'a.campaign.yaml:12:39', says: 'more than 32 levels', help: 'Flatten it' },
  ],
  [
    'a tag',
    good.replace('title: ', 'title: !!str '),
    { code: 'PP105', at: 'a.campaign.yaml:9:10', says: 'tags (!name) are not allowed', help: 'Leave it out' },
  ],
  [
    'a merge key',
    `${good}<<: { owner: crm }\n`,
    { code: 'PP105', at: 'a.campaign.yaml:12:1', says: 'merge keys (<<)', help: 'Write the keys out' },
  ],
  [
    'a second document',
    `${good}---\nversion: 1\n`,
    { code: 'PP105', at: 'a.campaign.yaml:12:1', says: 'a second document', help: 'a file of its own' },
  ],
  ['an empty file', '', { code: 'PP101', at: 'a.campaign.yaml:1:1', says: 'the file is empty' }],
  ['a list', '- a\n', { code: 'PP101', at: 'a.campaign.yaml:1:1', says: 'expected a map, got a list' }],
  [
    'Latin-1',
    Buffer.from(good.replace('Good', 'Gök'), 'latin1'),
    { code: 'PP109', at: 'a.campaign.yaml:10:1', says: 'it looks like Latin-1', help: 'Save it as UTF-8' },
  ],
  [
    'UTF-16',
    Buffer.from(`\uFEFF${good}`, 'utf16le'),
    { code: 'PP109', at: 'a.campaign.yaml:1:1', says: 'it looks like UTF-16', help: 'Save it as UTF-8' },
  ],
  [
    'a NUL',
    good.replace('Good', 'G\0od'),
    { code: 'PP103', at: 'a.campaign.yaml:10:14', says: 'control character U+0000', help: 'Remove it' },
  ],
  [
    'a phone number without quotes',
    good.replace('"{{email}}"', '"{{email}}", phone_number: +905551234567'),
    { code: 'PP107', at: 'a.campaign.yaml:6:52', says: 'as the number', help: '"+905551234567"' },
  ],
  [
    'a template without quotes',
    good.replace('"Hello {{name}}"', '{{name}}'),
    { code: 'PP107', at: 'a.campaign.yaml:9:10', says: '{{ without quotes', help: 'in quotes' },
  ],
];

describe('a campaign file with', () => {
  test.each(syntax)('%s', async (_name, text, expected) => {
    await expectRefusal(sandbox, campaign(text), expected);
  });
});

const card = '{ id: 1, headline: a, description: b, image_url: "{{name}}", deep_link: {} }';
const cards = `  advanced_push_payload: { advanced_push_type: slider, advanced_push_items: { each: name, item: ${card} } }`;

const unknownInCampaign: readonly [string, string, Expected][] = [
  [
    'at the top',
    `${good}ownr: crm\n`,
    { code: 'PP102', at: 'a.campaign.yaml:12:1', says: 'unknown key "ownr"', help: 'Did you mean "owner"?' },
  ],
  [
    'of the audience',
    good.replace('file: people.csv', 'file: people.csv, wher: { name: Ada }'),
    { code: 'PP102', at: 'a.campaign.yaml:4:31', says: '"wher" in audience', help: '"where"' },
  ],
  [
    'of fail_on',
    `${good}fail_on: { refusd: 1 }\n`,
    { code: 'PP102', at: 'a.campaign.yaml:12:12', says: '"refusd" in fail_on', help: '"refused"' },
  ],
  [
    'of the notification',
    `${good}  mesage: x\n`,
    { code: 'PP102', at: 'a.campaign.yaml:12:3', says: '"mesage" in notification', help: '"message"' },
  ],
  [
    'of the identifiers',
    good.replace('email: "{{email}}"', 'email: "{{email}}", phone: "{{name}}"'),
    { code: 'PP102', at: 'a.campaign.yaml:6:38', says: '"phone" in notification.identifiers' },
  ],
  [
    'of android',
    `${good}  android: { chanel_id: 1 }\n`,
    { code: 'PP102', at: 'a.campaign.yaml:12:14', says: '"chanel_id" in notification.android', help: '"channel_id"' },
  ],
  [
    'of ios',
    `${good}  ios: { thread_id: 1 }\n`,
    { code: 'PP102', at: 'a.campaign.yaml:12:10', says: '"thread_id" in notification.ios', help: '"thread-id"' },
  ],
  [
    'of a card',
    `${good}${cards}\n`,
    { code: 'PP102', at: 'a.campaign.yaml:12:158', says: '"deep_link" in', help: 'Did you mean "deep_links"?' },
  ],
];

const unknownInWorkspace: readonly [string, string, Expected][] = [
  [
    'at the top',
    workspaceFile('sandbox', 'polcy: {}\n'),
    { code: 'PP102', at: 'pushplan.yaml:7:1', says: 'unknown key "polcy"', help: '"policy"' },
  ],
  [
    'of an environment',
    workspaceFile('sandbox', '    request_per_minut: 5\n'),
    { code: 'PP102', at: 'pushplan.yaml:7:5', says: '"request_per_minut" in environments.live' },
  ],
  [
    'of message_center',
    workspaceFile('sandbox', '    message_center: { afer: 60s }\n'),
    { code: 'PP102', at: 'pushplan.yaml:7:23', says: '"afer" in environments.live.message_center', help: '"after"' },
  ],
  [
    'of the policy',
    workspaceFile('sandbox', 'policy: { max_recipient: 5 }\n'),
    { code: 'PP102', at: 'pushplan.yaml:7:11', says: '"max_recipient" in policy', help: '"max_recipients"' },
  ],
];

describe('an unknown key', () => {
  test.each(unknownInCampaign)('%s of a campaign', async (_name, text, expected) => {
    await expectRefusal(sandbox, campaign(text), expected);
  });

  test.each(unknownInWorkspace)('%s of pushplan.yaml', async (_name, text, expected) => {
    await expectRefusal(sandbox, workspace(text), expected);
  });
});

const brokenWorkspaces: readonly [string, string, Expected][] = [
  [
    'malformed',
    workspaceFile('"sandbox'),
    { code: 'PP103', at: 'pushplan.yaml:4:23', says: 'the closing quote (") is missing' },
  ],
  [
    'with a duplicate environment',
    workspaceFile('sandbox', '  live: { endpoint: sandbox }\n'),
    { code: 'PP104', at: 'pushplan.yaml:7:3', says: '"live" is here twice', help: 'line 3' },
  ],
  [
    'of 2 MiB',
    workspaceFile(
      'sandbox',
      `# ${'x'.repeat(megabytes)}
`,
    ),
    { code: 'PP106', at: 'pushplan.yaml', says: 'is larger than 1,048,576 bytes' },
  ],
  [
    'of another version',
    workspaceFile('sandbox').replace('version: 1', 'version: 2'),
    { code: 'PP101', at: 'pushplan.yaml:1:10', says: 'version must be 1' },
  ],
  ['that is empty', '', { code: 'PP101', at: 'pushplan.yaml:1:1', says: 'the file is empty' }],
];

describe('a pushplan.yaml', () => {
  test.each(brokenWorkspaces)('%s', async (_name, text, expected) => {
    await expectRefusal(sandbox, workspace(text), expected);
  });
});
