// The memory of a chunk that this process opened and sent: its requests alone can show that everybody in it is settled.
import { expect, test } from 'vitest';
import type { ClaimResult } from '../../../src/delivery/ledger.ts';
import { ChunkMemory } from '../../../src/ledger/chunks/chunk-memory.ts';
import { macWith } from '../../../src/ledger/chunks/chunk-mac.ts';
import { reduceChunk } from '../../../src/ledger/chunks/chunks.ts';
import { bytes } from '../../../src/ledger/claims/outcome-bytes.ts';
import type { Sql } from '../../../src/ledger/sql.ts';

const mac = macWith(Buffer.alloc(32, 7), 'ledger-1');
const place = { run: 'run_1', number: 4, position: 0, size: 3, campaign: 9, settings: '{}' };
const notifications = Buffer.from('what was planned');
const row = {
  ...place,
  run_id: place.run,
  state: 'running',
  campaign_id: 'sale',
  step: null,
  due: null,
  dropped: null,
};

async function beyond(): Promise<never> {
  throw new Error('looked at everybody');
}

/** A ledger that knows only this chunk and these outcomes. Any other query is an error. */
function ledgerWith(outcomes: readonly (readonly number[])[], kept: Buffer | null = notifications) {
  const written: string[] = [];
  const asked: unknown[] = [];
  const sql: Sql = {
    get: beyond,
    script: beyond,
    alone: beyond,
    scroll: () => expect.unreachable(),
    one: async () => ({ ...row, notifications: kept, mac: mac(place, notifications) }),
    all: async (text, ...parameters) => {
      if (!text.includes('FROM req ')) return beyond();
      asked.push(...parameters);
      return outcomes.map((of) => ({ outcomes: Uint8Array.from(of) }));
    },
    run: async (text) => written.push(text),
  };
  return { sql, written, asked };
}

const claimed = (attempt: number, ...taken: readonly number[]): ClaimResult => ({ kind: 'claimed', attempt, taken });

/** Returns the memory of a chunk of three people that was opened and then claimed in these attempts. */
function memoryOf(...results: readonly ClaimResult[]): ChunkMemory {
  const memory = new ChunkMemory();
  memory.remember(place, { mac: mac(place, notifications), size: 3 });
  const claim = { run: place.run, chunk: place.number, campaign: 0, notifications: [] };
  memory.noteClaims(
    results.map(() => claim),
    results,
  );
  return memory;
}

const chunk = { run: 1, number: place.number };

test('if the requests show that everybody is settled, the chunk is erased without looking anybody up', async () => {
  const memory = memoryOf(claimed(11, 0, 1), { kind: 'wait', milliseconds: 5 }, claimed(0), claimed(12, 0, 1));
  const { sql, written, asked } = ledgerWith([
    [bytes.accepted, bytes.notSent],
    [bytes.reasons, bytes.accepted],
  ]);
  await reduceChunk(sql, mac, chunk, 'unsettled', memory.take(place));
  expect(asked).toEqual([[11, 12]]);
  expect(written).toEqual([expect.stringContaining('notifications = NULL')]);
  expect(memory.take(place)).toBeUndefined();
});

test.each([
  ['is in doubt', bytes.inDoubt],
  ['is still open', bytes.open],
  ['was not sent', bytes.notSent],
  ['may be sent again', bytes.repeated],
])('everybody is looked up if somebody %s', async (_, byte) => {
  const { sql } = ledgerWith([[bytes.accepted, bytes.accepted, byte]]);
  const opened = memoryOf(claimed(11, 0, 1, 2)).take(place);
  await expect(reduceChunk(sql, mac, chunk, 'unsettled', opened)).rejects.toThrow('looked at everybody');
});

test('everybody is looked up if the chunk was replaced since, or was not opened by this process', async () => {
  const memory = memoryOf(claimed(11, 0, 1, 2));
  const { sql } = ledgerWith([[1, 1, 1]], Buffer.from('something else'));
  await expect(reduceChunk(sql, mac, chunk, 'unsettled', memory.take(place))).rejects.toThrow('looked at everybody');
  const { sql: same } = ledgerWith([[1, 1, 1]]);
  await expect(reduceChunk(same, mac, chunk, 'unsettled', memory.take(place))).rejects.toThrow('looked at everybody');
});

test('claims of chunks that were not opened here are not remembered', () => {
  const memory = new ChunkMemory();
  memory.noteClaims([{ run: 'run_1', chunk: 4, campaign: 0, notifications: [] }], [claimed(11, 0)]);
  expect(memory.take(place)).toBeUndefined();
});
