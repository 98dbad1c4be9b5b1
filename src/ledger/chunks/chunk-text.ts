// Writes the notifications of a chunk as one compressed text, and reads them back.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Envelope } from '../../delivery/envelope.ts';
import type { Spooled } from '../../delivery/spool.ts';
import { areTexts } from '../json.ts';
import { DamagedLedger } from '../row.ts';
import { GrowingChunk, unpackChunk } from './chunk-bytes.ts';

/** In bytes. Far above the size of any chunk: protects the memory from a damaged one. */
const maxOutputLength = 256 * 1024 * 1024;

/** In bytes. Large enough to unpack the usual chunk in one piece. */
const chunkSize = 2 * 1024 * 1024;

/** The notifications of a campaign are so similar that a higher level, or a window above 256 KiB, would not compress them better. */
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_windowLog]: 18 } };

/** In bytes. */
const usualChunk = 64 * 1024;

export function writeChunk(notifications: readonly Spooled[]): Uint8Array {
  const chunk = new GrowingChunk(usualChunk);
  for (const notification of notifications) addToChunk(chunk, notification);
  return compressChunk(chunk);
}

/**
 * The fields after the length of the payload are the rest of the envelope, the person, their sums if a list of sums applied, their arm if there are
 * arms, and when the notification was due if the campaign says when. Version 0.2 wrote none of them.
 */
export function addToChunk(chunk: GrowingChunk, notification: Spooled): void {
  const { key, digest, generation, row, payload, identities, evidence, person } = notification;
  const known = [key, digest, generation, row, payload.length];
  const isWhole = identities !== undefined && evidence !== undefined && person !== undefined;
  chunk.add(payload, isWhole ? [...known, identities, evidence, person, ...restOf(notification)] : known);
}

/** Compresses the chunk and empties it for reuse. */
export function compressChunk(chunk: GrowingChunk): Uint8Array {
  return zstdCompressSync(chunk.pack(), fast);
}

/** The optional fields, up to the last one that is set. */
function restOf({ sums, arm, when }: Spooled): readonly unknown[] {
  if (when !== undefined) return [sums ?? null, arm ?? null, when.due, when.zone];
  if (arm !== undefined) return [sums ?? null, arm];
  return sums === undefined ? [] : [sums];
}

export function readChunk(text: Uint8Array): readonly Spooled[] {
  const bytes = unpack(text);
  const chunk = unpackChunk(bytes);
  const rows = parse(chunk?.head ?? bytes.toString());
  if (!Array.isArray(rows)) throw damaged();
  const payloadOf =
    chunk === undefined
      ? writtenOut
      : (length: unknown) => (typeof length === 'number' ? chunk.take(length) : undefined);
  return rows.map((row) => readNotification(row, payloadOf));
}

/** Reads a chunk from before version 6, with the payload in place of its length. */
function writtenOut(payload: unknown): Uint8Array | undefined {
  return typeof payload === 'string' ? Buffer.from(payload) : undefined;
}

function readNotification(given: unknown, payloadOf: (column: unknown) => Uint8Array | undefined): Spooled {
  if (!Array.isArray(given)) throw damaged();
  const columns: readonly unknown[] = given;
  const [key, digest, generation, row, column, identities, evidence, person, ...rest] = columns;
  const payload = payloadOf(column);
  if (typeof key !== 'string' || typeof digest !== 'string' || payload === undefined) throw damaged();
  if (typeof generation !== 'number' || typeof row !== 'number') throw damaged();
  if (columns.length === 5) return { key, digest, generation, row, payload };
  const kept = {
    key,
    digest,
    generation,
    row,
    payload,
    ...readEnvelope(identities, evidence),
    person: readHashes(person),
  };
  return rest.length === 0 ? kept : { ...kept, ...readRest(rest) };
}

function readRest([sums, arm, due, zone]: readonly unknown[]): Pick<Spooled, 'sums' | 'arm' | 'when'> {
  return {
    ...(sums !== undefined && sums !== null && { sums: readHashes(sums) }),
    ...readArm(arm),
    ...readWhen(due, zone),
  };
}

function readEnvelope(identities: unknown, evidence: unknown): Pick<Envelope, 'identities' | 'evidence'> {
  if (!areTexts(identities) || (typeof evidence !== 'string' && evidence !== null)) throw damaged();
  return { identities, evidence };
}

function readHashes(hashes: unknown): string {
  if (typeof hashes !== 'string') throw damaged();
  return hashes;
}

function readArm(arm: unknown): Pick<Spooled, 'arm'> {
  if (arm === undefined || arm === null) return {};
  if (typeof arm !== 'number') throw damaged();
  return { arm };
}

function readWhen(due: unknown, zone: unknown): Pick<Spooled, 'when'> {
  if (due === undefined) return {};
  if (typeof due !== 'number' || typeof zone !== 'string') throw damaged();
  return { when: { due, zone } };
}

function unpack(text: Uint8Array): Buffer {
  try {
    return zstdDecompressSync(text, { maxOutputLength, chunkSize });
  } catch {
    throw damaged();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged();
  }
}

function damaged(): DamagedLedger {
  return new DamagedLedger('a chunk of the spool cannot be read');
}
