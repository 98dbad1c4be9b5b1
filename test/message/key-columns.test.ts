import { describe, expect, it } from 'vitest';
import type { CampaignNotification } from '../../src/generated/campaign.ts';
import { aRecipient, rendererOf } from '../support/a-campaign.ts';

/** The key in clear and its former spelling, or what is wrong. */
function keyOf(
  key: string,
  identifiers: CampaignNotification['identifiers'],
  row: Readonly<Record<string, unknown>>,
): readonly (string | undefined)[] {
  const result = rendererOf({ key, notification: { identifiers } }, Object.keys(row)).key(aRecipient(row));
  if (result.kind === 'invalid') return [`${result.problem.path}: ${result.problem.message}`];
  return [result.key, result.formerKey];
}

function written(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `v1:${JSON.stringify(text)}`;
}

describe('a key that prints the column of an identifier', () => {
  it.each([
    ['{{email}}', { email: '{{email}}' }, { email: ' ANA@b.example' }, 'ana@b.example', ' ANA@b.example'],
    ['{{email}}', { email: '{{email}}' }, { email: 'ana@b.example' }, 'ana@b.example', undefined],
    ['{{email}}:{{order}}', { email: '{{~ email }}' }, { email: 'A@b', order: ' 7' }, 'a@b: 7', 'A@b: 7'],
    ['{{lower email}}', { email: '{{email}}' }, { email: 'A@b ' }, 'a@b', 'a@b '],
    ['{{phone}}', { phone_number: '+{{phone}}' }, { phone: '1 555-0100' }, '15550100', '1 555-0100'],
    ['{{phone}}', { phone_number: '{{phone}}' }, { phone: '+1 555-0100' }, '+15550100', '+1 555-0100'],
    ['{{[the id]}}', { uuid: '{{[the id]}}' }, { 'the id': ' u7' }, 'u7', ' u7'],
    ['{{id}}-x', { uuid: 'c{{id}}z' }, { id: 7 }, '7-x', undefined],
    ['{{id}}-x', { uuid: '{{id}}' }, { id: ' ' }, '-x', ' -x'],
    ['{{id}}-x', { uuid: '{{id}}' }, { id: null }, '-x', undefined],
    ['{{email}}', { uuid: '{{email}}', email: '{{email}}' }, { email: 'A@b ' }, 'A@b', 'A@b '],
    ['{{email}}', { email: '{{email}}', uuid: '{{email}}' }, { email: 'A@b ' }, 'A@b', 'A@b '],
    ['{{other}}', { email: '{{email}}' }, { email: 'A@b', other: 'A@b ' }, 'A@b ', undefined],
    ['{{email}}', { email: '{{lower email}}' }, { email: 'A@b ' }, 'A@b ', undefined],
  ])('%s over %j and %j', (key, identifiers, row, present, former) => {
    expect(keyOf(key, identifiers, row)).toEqual([written(present), written(former)]);
  });

  it('checks the identifier', () => {
    expect(keyOf('{{email}}', { email: '{{email}}' }, { email: 'secret' })).toEqual([
      'key: INSIDER.email is not an e-mail address',
    ]);
  });
});
