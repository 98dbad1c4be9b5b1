// The notifications of a chunk as one compressed text, and back.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Envelope } from '../../delivery/envelope.ts';
import type { Spooled } from '../../delivery/spool.ts';
import { areTexts } from '../json.ts';
import { DamagedLedger } from '../row.ts';

/** Bytes. Far above what a chunk can be: a damaged one must not take the memory. */
const maxOutputLength = 256 * 1024 * 1024;

/** What comes after the payload is the rest of the envelope, the person, their sums where a list of sums held, and when it was due where its campaign says when. Version 0.2 wrote none of it. */
export function writeChunk(notifications: readonly Spooled[]): Uint8Array {
  const rows = notifications.map(
    ({ key, digest, generation, row, payload, identities, evidence, person, sums, when }) => {
      const known = [key, digest, generation, row, payload];
      const isWhole = identities !== undefined && evidence !== undefined && person !== undefined;
      if (!isWhole) return known;
      const whole = [...known, identities, evidence, person];
      if (when !== undefined) return [...whole, sums ?? null, when.due, when.zone];
      return sums === undefined ? whole : [...whole, sums];
    },
  );
  return zstdCompressSync(JSON.stringify(rows));
}

export function readChunk(text: Uint8Array): readonly Spooled[] {
  const rows = parse(text);
  if (!Array.isArray(rows)) throw damaged();
  return rows.map(readNotification);
}

function readNotification(row: unknown): Spooled {
  if (!Array.isArray(row)) throw damaged();
  const [key, digest, generation, number, payload, identities, evidence, person, ...rest] = row as readonly unknown[];
  const [sums, due, zone] = rest;
  if (typeof key !== 'string' || typeof digest !== 'string' || typeof payload !== 'string') throw damaged();
  if (typeof generation !== 'number' || typeof number !== 'number') throw damaged();
  const kept = { key, digest, generation, row: number, payload };
  if (row.length === 5) return kept;
  return { ...kept, ...readEnvelope(identities, evidence), ...readHashes(person, sums), ...readWhen(due, zone) };
}

function readEnvelope(identities: unknown, evidence: unknown): Pick<Envelope, 'identities' | 'evidence'> {
  if (!areTexts(identities) || (typeof evidence !== 'string' && evidence !== null)) throw damaged();
  return { identities, evidence };
}

function readHashes(person: unknown, sums: unknown): Pick<Spooled, 'person' | 'sums'> {
  if (typeof person !== 'string') throw damaged();
  if (sums === undefined || sums === null) return { person };
  if (typeof sums !== 'string') throw damaged();
  return { person, sums };
}

function readWhen(due: unknown, zone: unknown): Pick<Spooled, 'when'> {
  if (due === undefined) return {};
  if (typeof due !== 'number' || typeof zone !== 'string') throw damaged();
  return { when: { due, zone } };
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
