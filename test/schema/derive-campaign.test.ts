// campaign.schema.json: its part about notifications is derived from notification.schema.json. `npm run golden` updates it.
import { Ajv } from 'ajv';
import { format } from 'oxfmt';
import { expect, test } from 'vitest';
import { shortestTtl } from '../../src/campaign/rules/rule-delivery.ts';
import { lockScreens } from '../../src/plan/copy/lock-screens.ts';
import { deriveCampaign, readSources } from '../../schema/derive-campaign.ts';
import { withEditorWords } from '../../schema/editor-words.ts';
import { readRepositoryFile } from '../support/repository.ts';

const sources = await readSources();

test.each([
  ['campaign', deriveCampaign(sources)],
  ['workspace', sources.workspace],
])('the published file of a %s is up to date', async (name, schema) => {
  const { printWidth }: { printWidth: number } = JSON.parse(readRepositoryFile('.oxfmtrc.json'));
  const text = JSON.stringify(withEditorWords(schema), null, 2);
  const { code, errors } = await format(`${name}.schema.json`, text, { printWidth });
  expect(errors).toEqual([]);
  await expect(code).toMatchFileSnapshot(`../../schema/${name}.schema.json`);
});

test('a key that is added to notifications is added to campaigns, with its description', () => {
  const notification = structuredClone(sources.notification);
  const description = 'How long a phone buzzes, in seconds.';
  notification['properties'].vibrate = { description, examples: [2], type: 'integer', minimum: 1 };
  notification['definitions'].notificationDeepLink.properties.ins_dl_new = {
    description,
    examples: ['a'],
    type: 'string',
  };
  notification['definitions'].notificationIdentifiers.properties['INSIDER.device'] = { description, type: 'string' };
  const campaign = deriveCampaign({ ...sources, notification });
  const { campaignNotification, campaignIdentifiers, deepLink, advancedPushItem } = campaign['definitions'];
  const vibrate = { description, examples: [2], type: ['integer', 'string'], minimum: 1, pattern: String.raw`\{\{` };
  expect(campaignNotification.properties.vibrate).toEqual(vibrate);
  expect(campaignIdentifiers.properties.device).toMatchObject({ description, minLength: 1 });
  expect(Object.keys(campaignIdentifiers.patternProperties).join()).toContain('|device|');
  for (const links of [deepLink, advancedPushItem.properties.deep_links]) {
    expect(links.properties.ins_dl_new).toMatchObject({ description, type: 'string' });
  }
  const isCampaign = new Ajv({ allowUnionTypes: true }).compile(campaign);
  const [example] = campaign['examples'];
  expect(isCampaign({ ...example, notification: { ...example.notification, vibrate: '{{seconds}}' } })).toBe(true);
  expect(isCampaign({ ...example, notification: { ...example.notification, vibrate: 0 } })).toBe(false);
});

test('descriptions contain the figures that rules check', () => {
  const { ttl, title, message } = deriveCampaign(sources)['definitions'].campaignNotification.properties;
  expect(ttl.description).toContain(`less than ${shortestTtl} is a warning`);
  for (const screen of lockScreens) {
    expect(title.description).toContain(String(screen.title));
    expect(message.description).toContain(String(screen.message));
  }
  const { campaignNotification, ...others } = sources.words;
  const words = { ...others, campaignNotification: { ...campaignNotification, description: 'About %{lenght}.' } };
  expect(() => deriveCampaign({ ...sources, words })).toThrow('no rule has the figure lenght');
});

test('words about a key that notifications do not have are an error', () => {
  const { iosOptions = {}, ...others } = sources.words;
  const words = { ...others, iosOptions: { ...iosOptions, properties: { bagde: { more: 'It is a number.' } } } };
  expect(() => deriveCampaign({ ...sources, words })).toThrow('there is no bagde in a notification');
});
