// Inspects the ledger of a workspace from outside: whom its spool contains, whom it should, and what is still in its pages.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RunRecord } from '../../src/delivery/ledger.ts';
import { Refusal } from '../../src/errors.ts';
import { payloadText } from '../../src/delivery/envelope.ts';
import { readChunk } from '../../src/ledger/chunks/chunk-text.ts';
import { realClock } from '../support/real-clock.ts';
import { sqliteAt } from '../support/sqlite-at.ts';

export interface SpoolContent {
  /** E-mail addresses, in the order of the file. */
  readonly people: readonly string[];
  /** How many people a run may still send to or is in doubt about. */
  readonly unsettled: number;
}

const ledgerOf = (root: string): string => join(root, '.pushplan', 'live.db');

/** Returns the runs, oldest first; none if there is no ledger or it is refused. */
export async function readRunsOf(root: string): Promise<readonly RunRecord[]> {
  const unsettled = await readUnsettled(root);
  return unsettled?.map(({ run }) => run) ?? [];
}

/** Undefined if there is no ledger or it is refused. */
export async function readSpool(root: string): Promise<SpoolContent | undefined> {
  const runs = await readUnsettled(root);
  if (runs === undefined) return undefined;
  const people = readChunks(root).flatMap((chunk) => readChunk(chunk).map((one) => addressOf(payloadText(one))));
  return { people, unsettled: runs.reduce((sum, { count }) => sum + count, 0) };
}

/** Returns the compressed chunks as stored. */
export function readChunks(root: string): readonly Uint8Array[] {
  using database = new DatabaseSync(ledgerOf(root), { readOnly: true });
  const rows = database.prepare('SELECT notifications FROM chunk WHERE notifications IS NOT NULL').all();
  return rows.map(({ notifications }) => notifications as Uint8Array);
}

/** Whether the files of the ledger contain any 32-byte piece of one of these chunks. Every 256th byte of a chunk is tried as a start. */
export function holdsPieceOf(root: string, chunks: readonly Uint8Array[]): boolean {
  const content = bytesOf(root);
  return chunks.some((chunk) => {
    for (let at = 0; at + 32 <= chunk.length; at += 256) {
      if (content.includes(Buffer.from(chunk.subarray(at, at + 32)))) return true;
    }
    return false;
  });
}

/** Whether a compressed text begins anywhere in the files of the ledger, in a used or a freed page. */
export function holdsChunk(root: string): boolean {
  const content = bytesOf(root);
  // The start of a zstd frame, with the descriptors of frames whose size is known.
  return [0x20, 0x60, 0xa0].some((descriptor) => content.includes(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor])));
}

function bytesOf(root: string): Buffer {
  const files = ['', '-wal'].map((end) => `${ledgerOf(root)}${end}`).filter((file) => existsSync(file));
  return Buffer.concat(files.map((file) => readFileSync(file)));
}

async function readUnsettled(root: string): Promise<readonly { run: RunRecord; count: number }[] | undefined> {
  try {
    await using ledger = await sqliteAt(ledgerOf(root)).read({
      environment: 'live',
      endpoint: 'loopback',
      clock: realClock,
    });
    const unsettled = [];
    for (const run of (await ledger?.runs()) ?? []) {
      const isOver = run.state === 'finished' || run.state === 'superseded';
      const totals = (await ledger?.totals(run.id)) ?? [];
      const counts = totals.map(({ buckets }) => buckets.in_doubt + (isOver ? 0 : buckets.not_sent));
      unsettled.push({ run, count: counts.reduce((sum, count) => sum + count, 0) });
    }
    return ledger === undefined
      ? undefined
      : unsettled.toSorted((one, other) => one.run.startedAt - other.run.startedAt);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function addressOf(payload: string): string {
  const { identifiers } = JSON.parse(payload) as { identifiers: Readonly<Record<string, string>> };
  return identifiers['INSIDER.email'] ?? '';
}
