// The notifications of a chunk as one compressed text, and back.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Envelope } from '../../delivery/envelope.ts';
import type { Spooled } from '../../delivery/spool.ts';
import { areTexts } from '../json.ts';
import { DamagedLedger } from '../row.ts';

/** Bytes. Far above what a chunk can be: a damaged one must not take the memory. */
const maxOutputLength = 256 * 1024 * 1024;

/** What comes after the payload is the rest of the envelope, the person, their sums where a list of sums held, their arm where there are any, and when it was due where its campaign says when. Version 0.2 wrote none of it. */
export function writeChunk(notifications: readonly Spooled[]): Uint8Array {
  const rows = notifications.map((notification) => {
    const { key, digest, generation, row, payload, identities, evidence, person } = notification;
    const known = [key, digest, generation, row, payload];
    const isWhole = identities !== undefined && evidence !== undefined && person !== undefined;
    return isWhole ? [...known, identities, evidence, person, ...restOf(notification)] : known;
  });
  return zstdCompressSync(JSON.stringify(rows));
}

/** As far as there is something. */
function restOf({ sums, arm, when }: Spooled): readonly unknown[] {
  if (when !== undefined) return [sums ?? null, arm ?? null, when.due, when.zone];
  if (arm !== undefined) return [sums ?? null, arm];
  return sums === undefined ? [] : [sums];
}

export function readChunk(text: Uint8Array): readonly Spooled[] {
  const rows = parse(text);
  if (!Array.isArray(rows)) throw damaged();
  return rows.map(readNotification);
}

function readNotification(row: unknown): Spooled {
  if (!Array.isArray(row)) throw damaged();
  const [key, digest, generation, number, payload, identities, evidence, person, ...rest] = row as readonly unknown[];
  const [sums, arm, due, zone] = rest;
  if (typeof key !== 'string' || typeof digest !== 'string' || typeof payload !== 'string') throw damaged();
  if (typeof generation !== 'number' || typeof number !== 'number') throw damaged();
  const kept = { key, digest, generation, row: number, payload };
  if (row.length === 5) return kept;
  const envelope = readEnvelope(identities, evidence);
  return { ...kept, ...envelope, ...readHashes(person, sums), ...readArm(arm), ...readWhen(due, zone) };
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
