// Variants and the keys that belong to them: findings about bad input have a place, and say what to do.
import { expect, it } from 'vitest';
import { checkCampaigns } from '../../../src/campaign/rules/check-campaigns.ts';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';

const head = [
  'version: 1',
  'id: sale',
  'audience: { file: people.csv }',
  'notification:',
  '  identifiers: { email: "{{email}}" }',
  '  camp_id: 1',
  '  camp_name: Sale',
  '  title: Hi',
  '  message: Now',
  '  image_url: https://img.example.com/a.jpg',
];

const arms = 'variants: [{ name: A, weight: 50, camp_id: 7 }, { name: B, weight: 50, camp_id: 8 }]';

function weighing(...weights: readonly (number | string)[]): string {
  const written = weights.map((weight, index) => `{ name: ${'ABC'[index]}, weight: ${weight}, camp_id: ${index + 7} }`);
  return `variants: [${written.join(', ')}]`;
}

function read(lines: readonly string[], file = 'a.campaign.yaml') {
  return readCampaign(file, [...head, ...lines, ''].join('\n'));
}

it('reads arms in written order, with the texts of each over those of each language', () => {
  const { campaign, diagnostics } = read([
    'locale: "{{lang}}"',
    'default_locale: en',
    'locales: { tr: { title: Selam, message: Haydi } }',
    'variants:',
    '  - { name: A, weight: 50, camp_id: 7 }',
    '  - { name: B, weight: 50, camp_id: 8, notification: { title: B } }',
    'holdout: 12.5%',
    'test_share: 20%',
    'winner: B',
    'experiment: { metric: opens, baseline: 4%, smallest_effect: 2pp }',
  ]);
  expect(diagnostics).toEqual([]);
  expect(
    campaign?.variants.map(({ when, notification: { title, message, camp_id: id } }) => [when, title, message, id]),
  ).toEqual([
    [{ kind: 'for', locale: null, arm: 0 }, 'Hi', 'Now', 7],
    [{ kind: 'for', locale: null, arm: 1 }, 'B', 'Now', 8],
    [{ kind: 'for', locale: 'tr', arm: 0 }, 'Selam', 'Haydi', 7],
    [{ kind: 'for', locale: 'tr', arm: 1 }, 'B', 'Haydi', 8],
  ]);
  expect(campaign?.assignment).toMatchObject({ holdout: 0.125, testShare: 0.2, winner: 1, salt: 'sale' });
  expect(campaign?.assignment?.experiment).toEqual({
    metric: 'opens',
    baseline: 0.04,
    smallestEffect: 0.02,
    allowUnderpowered: false,
  });
});

it.each([
  ['a weight of zero', [arms.replace('weight: 50', 'weight: 0')], ['PP101 11:31']],
  ['a weight of all', [arms.replace('weight: 50', 'weight: 100')], ['PP101 11:31']],
  ['weights above 100', [weighing(80, 50)], ['PP185 11:68']],
  ['weights above 100 before the last', [weighing(80, 50, 10)], ['PP185 11:68']],
  ['weights below 100', [weighing(1, 1)], ['PP185 11:67']],
  ['an invalid weight beside weights below 100', [weighing('all', 1)], ['PP101 11:31']],
  ['a single variant', ['variants: [{ name: A, weight: 50, camp_id: 7 }]'], ['PP101 11:11']],
  ['two variants with the same name', [arms.replace('name: B', 'name: A')], ['PP192 11:57']],
  ['two variants with the same camp_id', [arms.replace('8', '7')], ['PP192 11:81']],
  ['a variant without camp_id', [arms.replace(', camp_id: 8', '')], ['PP101 11:49']],
  ['a holdout of all', ['holdout: 100%'], ['PP101 11:10']],
  ['an unknown winner', [arms, 'test_share: 20%', 'winner: b'], ['PP193 13:9']],
  ['a winner without test_share', [arms, 'winner: B'], ['PP194 12:1']],
  ['a test of nobody', [arms, 'test_share: 0.0%'], ['PP186 12:13']],
  [
    'a test of nobody for no effect',
    [arms, 'test_share: 0%', 'experiment: { metric: opens, baseline: 4%, smallest_effect: 0pp }'],
    ['PP186 12:13', 'PP186 13:61'],
  ],
  [
    'an effect above 100%',
    [arms, 'test_share: 10%', 'experiment: { metric: opens, baseline: 98.5%, smallest_effect: 1.6pp }'],
    ['PP186 13:64'],
  ],
  [
    'an effect up to exactly 100%',
    [arms, 'experiment: { metric: opens, baseline: 98.4%, smallest_effect: 1.6pp }'],
    [],
  ],
  ['test_share without variants', ['test_share: 20%'], ['PP194 11:1']],
  [
    'an experiment without variants',
    ['experiment: { metric: opens, baseline: 4%, smallest_effect: 2pp }'],
    ['PP194 11:1'],
  ],
  [
    'a value that breaks a rule in the texts of a variant',
    [`${arms.slice(0, -2)}, notification: { ttl: 5 } }]`],
    ['PP130 11:106'],
  ],
  [
    'an unknown key in the texts of a variant',
    [`${arms.slice(0, -2)}, notification: { titel: x } }]`],
    ['PP102 11:101'],
  ],
])('%s', (_what, lines, findings) => {
  expect(read(lines).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual(findings);
});

function adviseWeights(parts: string): string {
  return `Weights are percent of the people among whom the variants are tried, for example ${parts}.`;
}

function saidOf(...weights: readonly number[]) {
  return read([weighing(...weights)]).diagnostics.map(({ message, help }) => [message, help]);
}

it('reports a weight that is out of range', () => {
  expect(saidOf(0, 100)).toEqual([
    ['variants[0].weight must be above 0, is 0', 'Write a number that is above 0.'],
    ['variants[1].weight must be below 100, is 100', 'Write a number that is below 100.'],
  ]);
});

it('reports the sum of the weights, and the same parts in percent', () => {
  expect(saidOf(80, 50)).toEqual([['the weights come to 130 (80 + 50), not to 100', adviseWeights('62, 38')]]);
  expect(saidOf(1, 1, 1)).toEqual([['the weights come to 3 (1 + 1 + 1), not to 100', adviseWeights('34, 33, 33')]]);
  expect(saidOf(0.1, 0.2)).toEqual([['the weights come to 0.3 (0.1 + 0.2), not to 100', adviseWeights('33, 67')]]);
  expect(saidOf(99, 99, 0.1)).toEqual([
    ['the weights come to 198.1 (99 + 99 + 0.1), not to 100', adviseWeights('49, 50, 1')],
  ]);
  expect(saidOf(33.3, 33.3, 33.4)).toEqual([]);
  expect(saidOf(33.333_33, 33.333_33, 33.333_33)).toEqual([]);
});

it('two campaigns must not share the camp_id of an arm, and that of the campaign itself is not sent', () => {
  const campaigns = [
    read([arms], 'a.campaign.yaml'),
    read([arms.replace('camp_id: 7', 'camp_id: 9')], 'b.campaign.yaml'),
    read([], 'c.campaign.yaml'),
  ].flatMap(({ campaign }, index) => (campaign === undefined ? [] : [{ ...campaign, id: `sale-${index}` }]));
  expect(checkCampaigns(campaigns).map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`)).toEqual([
    'PP120 a.campaign.yaml:11:81',
    'PP120 b.campaign.yaml:11:81',
  ]);
});
