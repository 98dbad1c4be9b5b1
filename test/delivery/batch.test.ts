import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutBatches } from '../../src/delivery/batch.ts';
import { insider } from '../../src/insider/insider.ts';
import type { Sendable } from '../../src/delivery/spool.ts';
import { payloadOf, payloadsTo } from '../support/payloads.ts';
import { spooled } from '../support/spooled.ts';

function rowsOf(batches: readonly (readonly Sendable[])[]): readonly (readonly number[])[] {
  return batches.map((batch) => batch.map((notification) => notification.row));
}

function cut(payloads: readonly string[]): readonly (readonly number[])[] {
  return rowsOf(
    cutBatches(
      payloads.map((payload, index) => spooled(index + 1, payload)),
      insider,
    ),
  );
}

test('cuts requests of twenty notifications, in order', () => {
  const batches = cut(payloadsTo(45));
  expect(batches.map((batch) => batch.length)).toEqual([20, 20, 5]);
  expect(batches.flat()).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
});

test('cuts no request if there are no notifications', () => {
  expect(cut([])).toEqual([]);
});

test.each([
  ['the same uuid', { 'INSIDER.uuid': 'a' }, { 'INSIDER.uuid': 'a' }],
  ['an e-mail in another case', { 'INSIDER.email': 'Ada@example.com' }, { 'INSIDER.email': 'ada@EXAMPLE.com' }],
  ['a phone number in another form', { 'INSIDER.phone_number': '+44 7700 900123' }, { phone_number: '447700900123' }],
  [
    'one identifier of several in common',
    { 'INSIDER.uuid': 'a', 'INSIDER.email': 'a@example.com' },
    { 'INSIDER.uuid': 'a' },
  ],
])('notifications with %s do not share a request', (_name, one, other) => {
  const third = payloadOf({ 'INSIDER.uuid': 'c' });
  expect(cut([payloadOf(one), payloadOf(other), third])).toEqual([[1, 3], [2]]);
});

test.each([
  ['a uuid in another case', { 'INSIDER.uuid': 'a' }, { 'INSIDER.uuid': 'A' }],
  ['the same value under another name', { 'INSIDER.uuid': '17' }, { 'INSIDER.custom.crm': '17' }],
])('notifications with %s are for different people and share a request', (_name, one, other) => {
  expect(cut([payloadOf(one), payloadOf(other)])).toEqual([[1, 2]]);
});

const few = fc.constantFrom('a', 'A', 'b', 'c', 'd', '1', '2');
const identifiers = fc.oneof(
  fc.record({ 'INSIDER.uuid': few }),
  fc.record({ 'INSIDER.email': few, 'INSIDER.uuid': fc.uuid() }),
  fc.record({ 'INSIDER.custom.crm': fc.uuid() }),
);

test('nobody is lost or duplicated, no request has more than 20 notifications, and none has the same identity twice', () => {
  fc.assert(
    fc.property(fc.array(identifiers, { maxLength: 120 }), (people) => {
      const notifications = people.map((person, index) => spooled(index, payloadOf(person)));
      const batches = cutBatches(notifications, insider);
      expect(
        rowsOf(batches)
          .flat()
          .toSorted((a, b) => a - b),
      ).toEqual(notifications.map(({ row }) => row));
      for (const batch of batches) {
        const identities = batch.flatMap((one) => one.identities.map(insider.comparable));
        expect(batch.length).toBeLessThanOrEqual(20);
        expect(new Set(identities).size).toBe(identities.length);
        expect(batch.map(({ row }) => row)).toEqual(batch.map(({ row }) => row).toSorted((a, b) => a - b));
      }
    }),
  );
});
