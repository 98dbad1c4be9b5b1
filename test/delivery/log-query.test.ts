import { expect, test } from 'vitest';
import { readQuery } from '../../src/delivery/log-query.ts';

test('the delivery log is asked for every identifier, custom ones by their flat names', () => {
  const identifiers = { 'INSIDER.email': 'ada@example.com', 'INSIDER.custom': { crm: '17', deeper: { x: 1 } }, x: 7 };
  const payload = JSON.stringify({ identifiers, camp_id: 1204, title: 'Sale', message: '30% off' });
  expect(readQuery(payload, 5)).toEqual({
    identifiers: { 'INSIDER.email': 'ada@example.com', 'INSIDER.custom.crm': '17' },
    campId: 1204,
    title: 'Sale',
    message: '30% off',
    claimedAt: 5,
  });
});
