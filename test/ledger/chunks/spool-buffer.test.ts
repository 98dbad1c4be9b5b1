// Notifications on their way into the spool: chunks of one due time each, and no more in memory than there is room for.
import { expect, test } from 'vitest';
import { SpoolBuffer } from '../../../src/ledger/chunks/spool-buffer.ts';
import type { RunRecord } from '../../../src/delivery/ledger.ts';
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
