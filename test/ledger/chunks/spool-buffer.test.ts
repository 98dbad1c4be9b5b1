// Notifications on their way into the spool: chunks of one due time each, and no more in memory than there is room for.
import { expect, test } from 'vitest';
import { SpoolBuffer } from '../../../src/ledger/chunks/spool-buffer.ts';
import type { RunRecord } from '../../../src/delivery/ledger.ts';
import { KeptPayloads } from '../../../src/plan/kept-payloads.ts';
import { planned, runCampaign } from '../../contract/world.ts';

const run: RunRecord = {
  id: 'run_000000000000',
  environment: 'sandbox',
  state: 'loading',
  why: null,
  haltedBy: null,
  seal: null,
  host: 'runner-1',
  pid: 1,
  startedAt: 0,
  endedAt: null,
  mode: 'alone',
  nextDue: null,
  campaigns: [runCampaign()],
};
const hashes = { hash: (_campaign: string, key: string) => key, hashPerson: () => '00' };

test('with many due times all of them are cut when they are too much together, the earliest first', () => {
  const buffer = new SpoolBuffer(30);
  const people = [3, 1, 2, 1].map((until, at) => planned(`u${at}`, { until, payload: Buffer.from('ten bytes.') }));
  const cut = [...buffer.add(run, 0, people.slice(0, 2), hashes)];
  expect(cut).toEqual([]);
  const full = [...buffer.add(run, 0, people.slice(2), hashes)];
  expect(full.map(({ due, notifications }) => [due, notifications.length])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect([...buffer.end(run.id)]).toMatchObject([{ due: 1, notifications: [{ key: 'u3' }] }]);
});

test('the few that wait for long, as the first step of a rollout does, keep no more memory than their own', () => {
  const buffer = new SpoolBuffer();
  const planning = new KeptPayloads();
  for (let at = 0; at < 20_000; at += 1) {
    const payload = planning.keep(new Uint8Array(1_000).fill(at % 251));
    const cut = [
      ...buffer.add(run, 0, [planned(`u${at}`, { step: at % 100 === 0 ? 0 : 1, row: at, payload })], hashes),
    ];
    expect(cut.length).toBeLessThan(2);
  }
  const [first] = [...buffer.end(run.id)];
  const waiting = first?.notifications ?? [];
  expect(waiting).toHaveLength(200);
  expect(waiting.every(({ row, payload }) => payload.every((byte) => byte === row % 251))).toBe(true);
  const pieces = new Set(waiting.map(({ payload }) => payload.buffer));
  expect([...pieces].reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThan(2 * 200_000);
});
