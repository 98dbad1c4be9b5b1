// Compares the notifications that arrived in a drill with what the ledger recorded.
import { expect, test } from 'vitest';
import { compareSent, countNotifications, countSent } from '../../../src/commands/drilling/compare-sent.ts';

const toAna = { identifiers: { email: 'ana@example.com' }, camp_id: 7 };
const toBen = { identifiers: { email: 'ben@example.com' }, camp_id: 7 };
const toCem = { identifiers: { email: 'cem@example.com' }, camp_id: 7 };
const arrived = (...all: readonly unknown[]) => countSent(all.map((notification) => JSON.stringify({ notification })));
const expected = arrived(toAna, toBen, toCem);
const none: ReadonlySet<number> = new Set();

test('a notification in doubt that arrived does not hide another one that is lost', () => {
  const doubted = countNotifications([toAna]);
  expect(compareSent({ expected, found: arrived(toAna, toBen), doubted }, none)).toEqual({ twice: 0, lost: 1 });
  expect(compareSent({ expected, found: arrived(toBen, toCem), doubted }, none)).toEqual({ twice: 0, lost: 0 });
});

test('a duplicate does not make up for a lost one, and counts only for campaigns that do not accept duplicates', () => {
  const doubted = countNotifications([]);
  const found = arrived(toAna, toAna, toBen);
  expect(compareSent({ expected, found, doubted }, none)).toEqual({ twice: 1, lost: 1 });
  expect(compareSent({ expected, found, doubted }, new Set([7]))).toEqual({ twice: 0, lost: 1 });
});
