// Columns whose names are not plain words: the help shows how a template writes them.
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../support/a-campaign.ts';

function help(message: string, columns: readonly string[]): unknown {
  const [finding, ...others] = findingsOf({ file: 'a.csv', notification: { message } }, columns);
  expect(others).toEqual([]);
  return finding?.help;
}

describe('a column', () => {
  it.each([
    ['{{traits.first_name}}', ['traits.first_name'], 'For the column write {{[traits.first_name]}}.'],
    ["{{default traits.first_name 'x'}}", ['traits.first_name'], 'For the column write {{[traits.first_name]}}.'],
    ['{{#if traits.vip}}x{{/if}}', ['traits.vip', 'vip'], 'For the column write {{[traits.vip]}}.'],
    ['{{traits.frist_name}}', ['traits.first_name'], 'Did you mean {{[traits.first_name]}}?'],
    ['{{firstname}}', ['First Name'], 'Did you mean {{[First Name]}}?'],
    ['{{firstname}}', ['first_name'], 'Did you mean first_name?'],
    ['{{email}}', ['e-mail'], 'Did you mean e-mail?'],
    ['{{first name}}', ['first name'], 'For the column write {{[first name]}}.'],
    [
      `{{${'prénom'.normalize('NFD')}}}`,
      ['prénom'],
      'The name prénom looks the same and has other characters: copy it from here, or type it again.',
    ],
  ])('%s of %j: %s', (message, columns, expected) => {
    expect(help(message, columns)).toBe(expected);
  });

  it.each([
    ['{{[traits.first_name]}}', ['traits.first_name']],
    ["{{upper [traits.first_name] 'tr'}}", ['traits.first_name']],
    ['{{[First Name]}}', ['First Name']],
  ])('%s is accepted', (message, columns) => {
    expect(findingsOf({ file: 'a.csv', notification: { message } }, columns)).toEqual([]);
  });
});
