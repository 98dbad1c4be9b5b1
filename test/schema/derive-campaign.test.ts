// campaign.schema.json: what it says of notifications is made of notification.schema.json. `npm run golden` brings it up to date.
import { Ajv } from 'ajv';
import { format } from 'oxfmt';
import { expect, test } from 'vitest';
import { deriveCampaign, readSources } from '../../schema/derive-campaign.ts';
import { readRepositoryFile } from '../support/repository.ts';

const sources = await readSources();

test('the published file is up to date', async () => {
  const { printWidth }: { printWidth: number } = JSON.parse(readRepositoryFile('.oxfmtrc.json'));
  const text = JSON.stringify(deriveCampaign(sources), null, 2);
  const { code, errors } = await format('campaign.schema.json', text, { printWidth });
  expect(errors).toEqual([]);
  await expect(code).toMatchFileSnapshot('../../schema/campaign.schema.json');
});

test('a key that is added to notifications is one of campaigns, with its description', () => {
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

test('words about a key that notifications do not have are a mistake', () => {
  const { iosOptions = {}, ...others } = sources.words;
  const words = { ...others, iosOptions: { ...iosOptions, properties: { bagde: { more: 'It is a number.' } } } };
  expect(() => deriveCampaign({ ...sources, words })).toThrow('there is no bagde in a notification');
});
