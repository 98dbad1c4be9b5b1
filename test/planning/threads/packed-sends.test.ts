// What a block sends is the same with and without a transfer between threads, whichever part of it is kept.
import { expect, test } from 'vitest';
import type { ToSend } from '../../../src/plan/plan-block.ts';
import {
  batchOf,
  packSends,
  sealedBatch,
  transferOf,
  unpackSends,
  type PackedSends,
} from '../../../src/planning/threads/packed-sends.ts';

function sendTo(row: number, more: Partial<ToSend> = {}): ToSend {
  const identifiers = { 'INSIDER.uuid': `c-${row}` };
  const title = `Günaydın ${row} 😀`;
  const payload = new TextEncoder().encode(JSON.stringify({ identifiers, title }));
  const parts = { identifiers, members: [`"title":${JSON.stringify(title)}`] };
  const digest = String(row).padStart(64, 'a');
  return { key: `k${row}`, digest, generation: row, row, payload, parts, ...more };
}

const now = [
  sendTo(1),
  sendTo(2, { arm: 0, step: 0 }),
  sendTo(3, { arm: 254, step: 39, when: { due: 0, zone: 'UTC' } }),
];
const deferred = [
  sendTo(4, { until: 7_000, when: { due: 5_000, zone: 'Asia/Tokyo' } }),
  sendTo(5, { arm: 1, step: 1, until: 0 }),
];
const put = { deferred: deferred.map(({ digest }) => digest), later: ['c'.repeat(64)] };
const batch = batchOf(now, put, deferred);
const planned = { digests: now.map(({ digest }) => digest), put };

function sent(packed: PackedSends): PackedSends {
  return structuredClone(packed, { transfer: [...transferOf(packed)] });
}

test('envelopes for now and for later arrive as they would be in one thread', () => {
  const there = unpackSends(sent(packSends(planned, now, deferred)));
  expect([there.digests, there.put]).toEqual([new Uint8Array(batch.digests), put]);
  expect(there.envelopes()).toEqual(batch.envelopes());
  expect(there.deferredEnvelopes()).toEqual(batch.deferredEnvelopes());
});

test('envelopes that are not kept are missing, but their digests are there', () => {
  const [those, none] = [unpackSends(sent(packSends(planned, now))), unpackSends(sent(packSends(planned)))];
  expect(those.envelopes()).toHaveLength(now.length);
  for (const ask of [those.deferredEnvelopes, none.envelopes, none.deferredEnvelopes, sealedBatch([], put).envelopes]) {
    expect(ask).toThrow('not asked for');
  }
  expect([none.digests, none.put.deferred]).toEqual([new Uint8Array(batch.digests), put.deferred]);
});
