// Placeholders of other tools in a campaign: an error if they cannot be meant as text, otherwise a warning.
import { describe, expect, it } from 'vitest';
import { compileCampaign } from '../../../src/message/compile-campaign.ts';
import { aCampaign, type CampaignParts } from '../../support/a-campaign.ts';

function tags(notification: NonNullable<CampaignParts['notification']>): readonly string[] {
  const { diagnostics } = compileCampaign(aCampaign({ notification }), ['first_name'], new Map());
  return diagnostics.map(({ severity, code, line, column, help }) => `${severity} ${code} ${line}:${column} ${help}`);
}

describe('a placeholder of another tool', () => {
  const ours = 'Write {{column}}; a condition is {{#if column}}...{{/if}}.';
  const maybe = 'If it stands for a column of the audience, write {{column}}.';
  it.each([
    ['Hi {% if a %}', `error PP245 2:4 ${ours}`],
    ['Hi *|FNAME|*', `error PP245 2:4 ${ours}`],
    ['Hi %%name%%', `error PP245 2:4 ${ours}`],
    ['{{first_name}} <%= name %>', `error PP245 2:16 ${ours}`],
    ['Hi {name}', `warning PP245 2:4 ${maybe}`],
    ['Hi ${name}', `warning PP245 2:4 ${maybe}`],
    ['Hi [[name]]', `warning PP245 2:4 ${maybe}`],
    ['Hi {first_name}', 'error PP245 2:4 Write {{first_name}}.'],
    ['Hi ${first_name}', 'error PP245 2:4 Write {{first_name}}.'],
    ['Hi [[ first_name ]]', 'error PP245 2:4 Write {{first_name}}.'],
    ['Hi %%first_name%%', 'error PP245 2:4 Write {{first_name}}.'],
  ])('%j: %s', (title, expected) => {
    expect(tags({ title })).toEqual([expected]);
  });

  it('is found in links and cards, each one separately', () => {
    expect(tags({ ios: { deep_link: { own: '{a}{b}' } } })).toHaveLength(2);
  });

  it.each([['{{first_name}} 50%% {} { } 20%'], ["{{#if first_name}}{{default first_name 'x'}}{{/if}}"]])(
    'is not found in %j',
    (title) => {
      expect(tags({ title })).toEqual([]);
    },
  );

  it('is not found in JSON, unless it cannot be meant as text', () => {
    expect(tags({ ios: { deep_link: { ins_dl_json: '{"a":[[true]]}' } } })).toEqual([]);
    expect(tags({ ios: { deep_link: { ins_dl_json: '{"a":"*|FNAME|*"}' } } })).toHaveLength(1);
  });
});
