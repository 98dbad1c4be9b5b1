// The sum of a chunk says where it belongs, with which key, and nothing that could be said otherwise.
import { expect, test } from 'vitest';
import { isSame, macOf, macWith, type ChunkPlace } from '../../../src/ledger/chunks/chunk-mac.ts';
import { hashWith } from '../../../src/ledger/claims/notification-hash.ts';

const secret = Buffer.alloc(32, 7);
const place: ChunkPlace = { run: 'run_a', number: 1, position: 2, size: 3, campaign: 4, settings: '{"id":"sale"}' };
const bytes = Buffer.from('[["u1"]]');

function hex(sum: Uint8Array): string {
  return Buffer.from(sum).toString('hex');
}

test('every part of the place, each byte, the ledger and the secret change it', () => {
  const mac = macWith(secret, 'ledger_a');
  const sums = [
    mac(place, bytes),
    ...Object.keys(place).map((part) => mac({ ...place, [part]: 9 }, bytes)),
    mac(place, Buffer.from('[["u2"]]')),
    mac({ ...place, number: 12, position: 3 }, bytes),
    // What stands at the end of one part could stand at the beginning of the next.
    mac({ ...place, settings: `${place.settings}]\n[` }, bytes),
    mac(place, Buffer.from(`\n${bytes.toString()}`)),
    macWith(secret, 'ledger_b')(place, bytes),
    macWith(Buffer.alloc(32, 8), 'ledger_a')(place, bytes),
  ].map(hex);
  expect(new Set(sums).size).toBe(sums.length);
  expect(hex(macWith(secret, 'ledger_a')(place, bytes))).toBe(sums[0]);
});

test('no keyed hash of a recipient is one', () => {
  const mac = macWith(secret, 'ledger_a')(place, bytes);
  const text = `${JSON.stringify(['ledger_a', 'run_a', 1, 2, 3, 4, place.settings])}\n${bytes.toString()}`;
  expect(hex(mac)).not.toContain(hashWith(secret)('', text));
});

test('the secret is the one that is given, or the one in the ledger; without any there is no sum', () => {
  const head = { ledgerId: 'ledger_a', secret };
  const sum = macWith(secret, 'ledger_a')(place, bytes);
  expect(macOf(head, undefined)?.(place, bytes)).toEqual(sum);
  expect(macOf({ ...head, secret: null }, secret.toString())?.(place, bytes)).toEqual(sum);
  expect(macOf({ ...head, secret: null }, undefined)).toBeUndefined();
});

test('only the whole sum is the same', () => {
  const sum = macWith(secret, 'ledger_a')(place, bytes);
  expect(isSame(sum, Buffer.from(sum))).toBe(true);
  for (const other of [null, sum.subarray(0, 31), Buffer.alloc(32)]) expect(isSame(sum, other)).toBe(false);
});
