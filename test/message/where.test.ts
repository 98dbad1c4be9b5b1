import { describe, expect, it } from 'vitest';
import { createWhere } from '../../src/message/where.ts';
import { aRecipient } from '../support/a-campaign.ts';

describe('where', () => {
  const matches = createWhere({ language: ['tr', 'en'], optin: ['true'] });

  it.each([
    [{ language: 'tr', optin: 'true' }, true],
    [{ language: 'en', optin: true }, true],
    [{ language: 'en', optin: 'TRUE' }, false],
    [{ language: 'de', optin: 'true' }, false],
    [{ language: 'tr' }, false],
    [{ language: ['tr'], optin: true }, false],
  ])('%j: %s', (row, expected) => {
    expect(matches(aRecipient(row))).toBe(expected);
  });

  it('compares as text, where nothing is empty text', () => {
    expect(createWhere({ n: ['1'] })(aRecipient({ n: 1 }))).toBe(true);
    expect(createWhere({ n: ['1'] })(aRecipient({ n: '1.0' }))).toBe(false);
    expect(createWhere({ n: [''] })(aRecipient({}))).toBe(true);
    expect(createWhere({ n: [''] })(aRecipient({ n: null }))).toBe(true);
    expect(createWhere({})(aRecipient({}))).toBe(true);
  });
});
