// Which arms of a test have other texts after a change.
import { expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import type { Change } from '../../../src/generated/plan.ts';
import { isArmEdited } from '../../../src/plan/compare/edited-arms.ts';
import { partialsOf } from '../../support/a-campaign.ts';

const { campaign } = readCampaign(
  'a.campaign.yaml',
  `version: 1
id: sale
audience: { file: people.csv }
locale: "{{language}}"
default_locale: en
locales: { tr: { title: Merhaba, message: Simdi } }
variants:
  - { name: A, weight: 50, camp_id: 1 }
  - { name: B, weight: 50, camp_id: 2, notification: { title: "{{> hi}} {{find 'shops' city 'name'}}" } }
data: { shops: { file: shops.csv, key: id } }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 1
  camp_name: Sale
  title: "{{> hi}}"
  message: Now
  image_url: https://img.example.com/a.jpg
`,
);
const partials = partialsOf({ hi: 'Hi' });

test.each<readonly [path: string, kind: Change['cause']['kind'], name: string, edited: readonly number[]]>([
  ['variants.B.notification.title', 'campaign', '', [1]],
  // If arm B loses its message, it has the one of the campaign.
  ['variants.B.notification.message', 'campaign', '', [1]],
  ['notification.title', 'campaign', '', [0]],
  ['notification.message', 'campaign', '', [0, 1]],
  ['locales.tr.title', 'campaign', '', [0]],
  ['locales.tr.message', 'campaign', '', [0, 1]],
  ['locales.de.message', 'campaign', '', []],
  ['notification.identifiers.email', 'campaign', '', []],
  ['notification.camp_id', 'campaign', '', []],
  ['variants.B.weight', 'campaign', '', []],
  ['max_recipients', 'campaign', '', []],
  ['notification.title', 'partial', 'hi', [0, 1]],
  ['notification.message', 'partial', 'hi', []],
  ['notification.title', 'table', 'shops', [1]],
  ['audience.city', 'column', 'city', []],
  ['audience.rows', 'audience', 'people.csv', []],
])('%s, for a %s %s: %j', (path, kind, name, edited) => {
  if (campaign === undefined) throw new Error('the campaign cannot be read');
  const change = { path, before: null, after: null, recipients: null, cause: { kind, name, file: '', line: null } };
  const arms = [...['A', 'B'].entries()];
  expect(arms.filter((arm) => isArmEdited(campaign, arm, change, partials)).map(([arm]) => arm)).toEqual(edited);
});
