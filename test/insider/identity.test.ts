import { expect, test } from 'vitest';
import { comparable, keyedText, splitIdentity } from '../../src/insider/identity.ts';

test.each([
  ['an e-mail in lower case', 'email=Ada@Example.com', 'email=ada@example.com'],
  ['a phone number as digits', 'phone_number=+44 7700 900123', 'phone_number=447700900123'],
  ['a phone number without digits as it stands', 'phone_number=unknown', 'phone_number=unknown'],
  ['anything else as it stands', 'custom.crm=A=1', 'custom.crm=A=1'],
])('the comparable form is %s', (_name, identity, form) => {
  expect(comparable(identity)).toBe(form);
});

test('a value may contain the separator', () => {
  expect(splitIdentity('custom.crm=A=1')).toEqual(['custom.crm', 'A=1']);
});

test('list hashes use e-mail addresses in lower case, and other values as they are sent', () => {
  const texts = ['email=Ana@Example.com', 'phone_number=+905320000001', 'uuid=C-1', 'custom.card=a=b'].map(keyedText);
  expect(texts).toEqual(['ana@example.com', '+905320000001', 'C-1', 'a=b']);
});
