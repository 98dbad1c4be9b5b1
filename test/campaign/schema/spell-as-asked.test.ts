// Times, spans and shares as people write them are answered with the accepted form.
import { expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { campaignWith } from '../../support/campaign-with.ts';

function helps(line: string): readonly string[] {
  const { diagnostics } = readCampaign('a.campaign.yaml', campaignWith({ x: line }));
  return diagnostics.map(({ code, help = '' }) => `${code} ${help}`);
}

test.each([
  ['9:00', '"09:00"'],
  ['9', '"09:00"'],
  ['9h30', '"09:30"'],
  ['9 pm', '"21:00"'],
  ['12am', '"00:00"'],
  ['"09:30:00"', '"09:30"'],
  ['24:00', undefined],
  ['9:75', undefined],
  ['noon', undefined],
])('the time %s', (written, meant) => {
  const help = meant === undefined ? '' : `Write ${meant}.`;
  expect(helps(`schedule: { window: { from: ${written}, to: "23:00" } }`)).toEqual([`PP101 ${help}`]);
});

test.each([
  ['5 days', '5d'],
  ['36 Hours', '36h'],
  ['90min', '90m'],
  ['2 weeks', '14d'],
  ['5', undefined],
  ['5 years', undefined],
  ['30s', undefined],
  ['0 days', undefined],
])('the span %s', (written, meant) => {
  const help = meant === undefined ? '' : `Write ${meant}.`;
  expect(helps(`resend: { after: ${written} }`)).toEqual([`PP101 ${help}`]);
});

test.each([
  ['2 %', 'Write 2%.'],
  ['2 percent', 'Write 2%.'],
  ['105 %', 'Write a share between 0% and 100%, such as 2.5%.'],
  ['-5%', 'Write a share between 0% and 100%, such as 2.5%.'],
  ['2,5%', 'Write a share between 0% and 100%, such as 2.5%.'],
])('the share %s', (written, help) => {
  expect(helps(`max_invalid: ${written}`)).toEqual([`PP101 ${help}`]);
});

test.each(['holdout: 105%', 'holdout: -5%', 'holdout: 2.55555%', 'rollout: [1%, 105%]', 'rollout: ["-5%", 100%]'])(
  '%s: the help says the range',
  (line) => {
    expect(helps(line)).toEqual([
      'PP101 Write a share between 0% and 100%, with at most three decimals, such as 2.5%.',
    ]);
  },
);

test.each(['50%', '105%', '-5%'])('the weight %s', (weight) => {
  const line = `variants: [{ name: A, weight: "${weight}", camp_id: 2 }, { name: B, weight: 50, camp_id: 3 }]`;
  expect(helps(line)).toContain('PP101 Write a number above 0 and below 100, without the sign %.');
});

test('an empty text, number or switch: the help says where to write it', () => {
  const line = 'audience: { query: audiences/vip.sql, params: { least: } }';
  const { diagnostics } = readCampaign('a.campaign.yaml', campaignWith({ audience: line }));
  expect(diagnostics.map(({ help }) => help)).toContain('Write it after the colon, or remove the key.');
});
