// The set of digests in a saved plan, 8 salted bytes for each notification. With it, apply can tell who left from who joined or changed.
import { hash } from 'node:crypto';
import type { DigestSet } from './seal.ts';

const entryBytes = 8;

/** Salted, so that comparing two plan files does not reveal who is in both. */
export interface SavedSet {
  /** Hexadecimal. */
  readonly salt: string;
  /** Base64 of the sorted entries. */
  readonly set: string;
}

function entryOf(salt: string, digest: string): bigint {
  return BigInt(`0x${hash('sha256', salt + digest, 'hex').slice(0, entryBytes * 2)}`);
}

export function saveSet(digests: DigestSet, salt: string): SavedSet {
  const entries = new BigUint64Array(digests.size);
  let index = 0;
  for (const digest of digests.sorted()) entries[index++] = entryOf(salt, digest.toString('hex'));
  entries.sort();
  const bytes = Buffer.alloc(entries.length * entryBytes);
  for (const [at, entry] of entries.entries()) bytes.writeBigUInt64BE(entry, at * entryBytes);
  return { salt, set: bytes.toString('base64') };
}

/** Returns a function that tells whether the saved plan contains a digest. */
export function readSet(saved: SavedSet): (digest: string) => boolean {
  const bytes = Buffer.from(saved.set, 'base64');
  const entries = new BigUint64Array(Math.floor(bytes.length / entryBytes));
  for (let index = 0; index < entries.length; index += 1) entries[index] = bytes.readBigUInt64BE(index * entryBytes);
  return (digest) => {
    const wanted = entryOf(saved.salt, digest);
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((entries[middle] ?? 0n) < wanted) low = middle + 1;
      else high = middle;
    }
    return entries[low] === wanted;
  };
}
