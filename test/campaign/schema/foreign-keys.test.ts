// Keys of other tools are answered with what pushplan has instead.
import { expect, test } from 'vitest';
import { adviseForeignKey } from '../../../src/campaign/schema/foreign-keys.ts';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { parseWorkspace } from '../../../src/workspace/parse-workspace.ts';
import { campaignText, sandboxOnly } from '../../support/workspace.ts';

function helpFor(text: string): readonly (string | undefined)[] {
  return readCampaign('a.campaign.yaml', text).diagnostics.map(({ code, help }) => `${code} ${help}`);
}

test.each([
  ['segment', 'audience.file'],
  ['users', 'audience.file'],
  ['list', 'audience.file'],
  ['sql', 'audience.file'],
  ['query', 'It belongs under audience or under exclude[].'],
  ['send_at', '`pushplan apply` runs'],
  ['send_time', '`pushplan apply` runs'],
  ['sendAt', '`pushplan apply` runs'],
  ['name', 'notification.camp_name'],
  ['language', 'under locales: locales: { tr: { title: ... } }'],
  ['languages', 'under locales'],
  ['translations', 'translations/LANG.yaml'],
  ['dry_run', 'validate, render and plan send nothing'],
  ['dedupe', 'key, at the top of the file'],
])('%s at the top of a campaign', (key, advice) => {
  expect(helpFor(campaignText({ more: `${key}: x` }))).toEqual([
    expect.stringMatching(new RegExp(`^PP102 .*${RegExp.escape(advice)}`, 'v')),
  ]);
});

test.each([
  ['exclude: [{ campaign: sale, within: 7d }]', 'Known keys: file, query, sheet, match, hashed, sent, tag, within.'],
  ['exclude: [{ list: staff.csv }]', 'Known keys: file, query, sheet, match, hashed, sent, tag, within.'],
  ['caps: [{ max: 1, time: 1d }]', 'Known keys: tag, max, within, gap, when, except_tags.'],
])('%s: the meaning of a key in other tools does not apply there', (more, advice) => {
  expect(helpFor(campaignText({ more }))).toContain(`PP102 ${advice}`);
});

test.each([
  ['body', 'is message'],
  ['text', 'is message'],
  ['subject', 'is title'],
  ['link', 'deep_link under android and under ios'],
  ['url', 'deep_link under android and under ios'],
  ['deeplink', 'deep_link under android and under ios'],
  ['image', 'is image_url'],
  ['expires_at', 'ttl sets how long'],
  ['user_id', 'notification.identifiers'],
  ['data', 'deep_link under android and under ios'],
])('%s in a notification', (key, advice) => {
  expect(helpFor(`${campaignText()}  ${key}: x\n`)).toEqual([
    expect.stringMatching(new RegExp(`^PP102 .*${RegExp.escape(advice)}`, 'v')),
  ]);
});

test.each([
  ['url', 'is endpoint'],
  ['token', 'is api_key_env'],
  ['rate_limit', 'is requests_per_minute'],
  ['database_url', 'is ledger_env'],
])('%s in pushplan.yaml', (key, advice) => {
  expect(adviseForeignKey('workspace', key)).toContain(advice);
});

test('a key in pushplan.yaml is answered with the keys of that file', () => {
  const { diagnostics } = parseWorkspace('pushplan.yaml', `${sandboxOnly}guards: {}\n`);
  expect(diagnostics.map(({ help }) => help)).toEqual(['Limits for every campaign belong under policy.']);
});

test('a key of pushplan itself is not a foreign one', () => {
  expect(helpFor(campaignText({ more: 'ttl: 5' }))).toEqual(['PP102 It belongs under notification.']);
  expect(helpFor(campaignText({ more: 'tag: [x]' }))).toEqual(['PP102 Did you mean "tags"?']);
});
