// The buffer for notifications on their way into the spool: each chunk has one due time, and memory is limited.
import { expect, test } from 'vitest';
import { SpoolBuffer } from '../../../src/ledger/chunks/spool-buffer.ts';
import { readChunk } from '../../../src/ledger/chunks/chunk-text.ts';
import { planned } from '../../contract/world.ts';
import { aRunRecord } from '../../support/a-run-record.ts';

const run = aRunRecord({ state: 'loading' });
const hashes = { hash: (_campaign: string, key: string) => key, hashPerson: () => '00' };

test('with many due times, all chunks are cut as soon as they are too large together, the earliest first', () => {
  const buffer = new SpoolBuffer(30);
  const people = [3, 1, 2, 1].map((until, at) => planned(`u${at}`, { until, payload: Buffer.from('ten bytes.') }));
  const cut = [...buffer.add(run, 0, people.slice(0, 2), hashes)];
  expect(cut).toEqual([]);
  const full = [...buffer.add(run, 0, people.slice(2), hashes)];
  expect(full.map(({ due, size }) => [due, size])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  const left = [...buffer.end(run.id)];
  expect(left.map(({ due, text }) => [due, readChunk(text)])).toMatchObject([[1, [{ key: 'u3' }]]]);
});

test('the few notifications that wait for long, such as those of a first rollout step, are read back unchanged', () => {
  const buffer = new SpoolBuffer();
  // Like a plan, which reuses the memory of the payload.
  const payload = Buffer.alloc(1_000);
  for (let at = 0; at < 20_000; at += 1) {
    payload.fill(at % 251);
    const cut = [
      ...buffer.add(run, 0, [planned(`u${at}`, { step: at % 100 === 0 ? 0 : 1, row: at, payload })], hashes),
    ];
    expect(cut.length).toBeLessThan(2);
  }
  const [first] = [...buffer.end(run.id)];
  const waiting = first === undefined ? [] : readChunk(first.text);
  expect(waiting).toHaveLength(200);
  expect(waiting.every(({ row, payload: kept }) => kept.every((byte) => byte === row % 251))).toBe(true);
});
