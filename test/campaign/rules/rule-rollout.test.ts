// Rollouts: findings about bad input have a place, and say what to do.
import { describe, expect, it } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { showPause } from '../../../src/campaign/schedule/rollout.ts';

function read(rollout: string) {
  const lines = [
    'version: 1',
    'id: sale',
    'audience: { file: people.csv }',
    `rollout: ${rollout}`,
    'notification:',
    '  identifiers: { email: "{{email}}" }',
    '  camp_id: 1',
    '  camp_name: Sale',
    '  title: Hi',
    '  message: Now',
    '  image_url: https://img.example.com/a.jpg',
    '',
  ];
  return readCampaign('a.campaign.yaml', lines.join('\n'));
}

it('reads shares, and the pause after each', () => {
  const { campaign, diagnostics } = read('[1%, { pause: 90s }, 10%, { pause: manual }, 12.5%, 100%]');
  expect(diagnostics).toEqual([]);
  expect(campaign?.assignment).toMatchObject({
    salt: 'sale',
    arms: [],
    rollout: [{ upTo: 0.01, pause: 90_000 }, { upTo: 0.1, pause: null }, { upTo: 0.125 }, { upTo: 1 }],
  });
});

it.each([
  [null, 'manual'],
  [90_000, '90s'],
  [600_000, '10m'],
  [7_200_000, '2h'],
  [86_400_000, '1d'],
])('shows the pause of %s as %s', (pause, shown) => {
  expect(showPause(pause)).toBe(shown);
});

describe('refuses', () => {
  it.each([
    ['[1%, 10%]', 'PP183', 'the rollout ends at 10%, and the others would never get it', 4, 15],
    ['[10%, 1%, 100%]', 'PP183', 'the rollout goes back, from 10% to 1%', 4, 16],
    ['[10%, 10%, 100%]', 'PP183', 'two steps to 10%', 4, 16],
    ['[0%, 100%]', 'PP183', 'the step 0% has no recipients', 4, 11],
    ['[{ pause: 1m }, 1%, 100%]', 'PP184', 'the rollout begins with a pause', 4, 11],
    ['[1%, 100%, { pause: 1m }]', 'PP184', 'the rollout ends with a pause', 4, 21],
    ['[1%, { pause: 1m }, { pause: manual }, 100%]', 'PP184', 'two pauses in a row', 4, 30],
    ['[1%, { pausse: 1m }, 100%]', 'PP102', 'unknown key', 4, 17],
    ['[1%, { pause: 10 min }, 100%]', 'PP101', 'pause', 4, 24],
    ['[1%, { pause: 0m }, 100%]', 'PP101', 'pause', 4, 24],
    ['[1%, 101%]', 'PP101', 'rollout', 4, 15],
    ['[0.01, 1]', 'PP101', 'rollout', 4, 11],
    ['[]', 'PP101', 'rollout', 4, 10],
    ['{ pause: 10m }', 'PP101', 'rollout', 4, 10],
  ])('%s', (rollout, code, message, line, column) => {
    const { diagnostics } = read(rollout);
    const [first] = diagnostics;
    expect(first).toMatchObject({ code, message: expect.stringContaining(message), line, column, severity: 'error' });
    if (code !== 'PP101') expect(first?.help).toBeTruthy();
  });
});
