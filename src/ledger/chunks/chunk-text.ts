// The notifications of a chunk as one compressed text, and back.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Spooled } from '../../delivery/spool.ts';
import { areTexts } from '../json.ts';
import { DamagedLedger } from '../row.ts';

/** Bytes. Far above what a chunk can be: a damaged one must not take the memory. */
const maxOutputLength = 256 * 1024 * 1024;

/** What comes after the payload is the rest of the envelope, and the person. Version 0.2 wrote neither. */
export function writeChunk(notifications: readonly Spooled[]): Uint8Array {
  const rows = notifications.map(({ key, digest, generation, row, payload, identities, evidence, person }) => {
    const known = [key, digest, generation, row, payload];
    const isWhole = identities !== undefined && evidence !== undefined && person !== undefined;
    return isWhole ? [...known, identities, evidence, person] : known;
  });
  return zstdCompressSync(JSON.stringify(rows));
}

export function readChunk(text: Uint8Array): readonly Spooled[] {
  const rows = parse(text);
  if (!Array.isArray(rows)) throw damaged();
  return rows.map(readNotification);
}

function readNotification(row: unknown): Spooled {
  if (!Array.isArray(row)) throw damaged();
  const [key, digest, generation, number, payload, identities, evidence, person] = row as readonly unknown[];
  if (typeof key !== 'string' || typeof digest !== 'string' || typeof payload !== 'string') throw damaged();
  if (typeof generation !== 'number' || typeof number !== 'number') throw damaged();
  const kept = { key, digest, generation, row: number, payload };
  if (row.length === 5) return kept;
  if (!areTexts(identities) || (typeof evidence !== 'string' && evidence !== null)) throw damaged();
  if (typeof person !== 'string') throw damaged();
  return { ...kept, identities, evidence, person };
}

function parse(text: Uint8Array): unknown {
  try {
    return JSON.parse(zstdDecompressSync(text, { maxOutputLength }).toString());
  } catch {
    throw damaged();
  }
}

function damaged(): DamagedLedger {
  return new DamagedLedger('a chunk of the spool cannot be read');
}
