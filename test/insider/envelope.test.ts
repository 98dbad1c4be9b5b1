import { expect, test } from 'vitest';
import { envelopeOf, envelopeOfParts } from '../../src/insider/envelope.ts';

test('an envelope has every identifier of a person as it is sent, and custom ones by their flat names', () => {
  const identifiers = { 'INSIDER.email': 'Ada@example.com', 'INSIDER.custom': { crm: '17', deeper: { x: 1 } }, x: 7 };
  const payload = JSON.stringify({ identifiers, camp_id: 1204, title: 'Sale', message: '30% off' });
  expect(envelopeOf(payload)).toEqual({
    identities: ['email=Ada@example.com', 'custom.crm=17', 'x=7'],
    evidence: '[1204,"Sale","30% off"]',
    payload,
  });
});

test.each([
  ['without a title', { camp_id: 1204, message: '30% off' }],
  ['without a campaign', { title: 'Sale', message: '30% off' }],
])('%s a push cannot be recognised in the Message Center', (_name, notification) => {
  expect(envelopeOf(JSON.stringify(notification))).toMatchObject({ identities: [], evidence: null });
  const members = Object.entries(notification).map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
  expect(envelopeOfParts({ identifiers: {}, members })).toEqual({ identities: [], evidence: null });
});

test('a text that is not a notification has no identities', () => {
  expect(envelopeOf('[]')).toEqual({ identities: [], evidence: null, payload: '[]' });
});
