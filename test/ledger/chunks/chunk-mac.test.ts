// The MAC of a chunk: it covers the place of the chunk and its bytes, is made with the secret, and is unambiguous.
import { expect, test } from 'vitest';
import { isSame, macOf, macWith, type ChunkPlace } from '../../../src/ledger/chunks/chunk-mac.ts';
import { hashWith } from '../../../src/ledger/claims/notification-hash.ts';

const secret = Buffer.alloc(32, 7);
const place: ChunkPlace = { run: 'run_a', number: 1, position: 2, size: 3, campaign: 4, settings: '{"id":"sale"}' };
const bytes = Buffer.from('[["u1"]]');

function hex(sum: Uint8Array): string {
  return Buffer.from(sum).toString('hex');
}

test('every part of the place, every byte, the ledger and the secret change the MAC', () => {
  const mac = macWith(secret, 'ledger_a');
  const sums = [
    mac(place, bytes),
    ...Object.keys(place).map((part) => mac({ ...place, [part]: 9 }, bytes)),
    mac(place, Buffer.from('[["u2"]]')),
    mac({ ...place, number: 12, position: 3 }, bytes),
    // Text must not be able to move from the end of one part to the beginning of the next.
    mac({ ...place, settings: `${place.settings}]\n[` }, bytes),
    mac(place, Buffer.from(`\n${bytes.toString()}`)),
    macWith(secret, 'ledger_b')(place, bytes),
    macWith(Buffer.alloc(32, 8), 'ledger_a')(place, bytes),
  ].map(hex);
  expect(new Set(sums).size).toBe(sums.length);
  expect(hex(macWith(secret, 'ledger_a')(place, bytes))).toBe(sums[0]);
});

test('a keyed hash of a recipient is never a MAC', () => {
  const mac = macWith(secret, 'ledger_a')(place, bytes);
  const text = `${JSON.stringify(['ledger_a', 'run_a', 1, 2, 3, 4, place.settings])}\n${bytes.toString()}`;
  expect(hex(mac)).not.toContain(hashWith(secret)('', text));
});

test('the secret is the given one or the one in the ledger; without a secret there is no MAC', () => {
  const head = { ledgerId: 'ledger_a', secret };
  const sum = macWith(secret, 'ledger_a')(place, bytes);
  expect(macOf(head, undefined)?.(place, bytes)).toEqual(sum);
  expect(macOf({ ...head, secret: null }, secret.toString())?.(place, bytes)).toEqual(sum);
  expect(macOf({ ...head, secret: null }, undefined)).toBeUndefined();
});

test('only a complete and equal MAC matches', () => {
  const sum = macWith(secret, 'ledger_a')(place, bytes);
  expect(isSame(sum, Buffer.from(sum))).toBe(true);
  for (const other of [null, sum.subarray(0, 31), Buffer.alloc(32)]) expect(isSame(sum, other)).toBe(false);
});
