// Notification keys in the form that a history looks up: 128-bit hashes in one typed array, which threads can transfer as it is. Each key is hashed
// once, both to look it up and to find it again in the audience.
import { hash } from 'node:crypto';
import type { NotificationKey } from '../message/renderer.ts';
import { hmacWith } from './hmac.ts';

/** The number of 32-bit words of a hash. The words hold its bytes in memory order. */
export const keyWords = 4;
const keyBytes = keyWords * 4;

/** The inputs of key hashing, as plain data. Without a secret, as in a plan without a ledger, keys are hashed with SHA-256 alone. */
export interface KeyTerms {
  readonly campaign: string;
  readonly secret?: Uint8Array;
}

/** The hashes of the keys of some rows, in order. */
export interface KeyHashes {
  /** `keyWords` words for each row. */
  readonly present: Uint32Array<ArrayBuffer>;
  readonly former: FormerHashes | undefined;
}

/** The hashes of the keys that version 0.1.0 wrote in another way. */
interface FormerHashes {
  /** The indexes of these rows, ascending. */
  readonly places: Uint32Array<ArrayBuffer>;
  readonly hashes: Uint32Array<ArrayBuffer>;
}

export type HashKeys = (keys: readonly NotificationKey[]) => KeyHashes;

/** The way in which a history hashes the keys of a campaign. Threads rebuild it from `terms`. */
export interface KeyHashing {
  readonly terms: KeyTerms;
  readonly hash: HashKeys;
}

export function keyHashingOf(terms: KeyTerms): KeyHashing {
  return { terms, hash: createKeyHasher(terms) };
}

export function createKeyHasher({ campaign, secret }: KeyTerms): HashKeys {
  const begin = `${campaign}\0`;
  const digest =
    secret === undefined ? (text: string): string => hash('sha256', begin + text, 'binary') : bytesOf(secret, begin);
  const hashAll = (texts: readonly string[]): Uint32Array<ArrayBuffer> => {
    const bytes = new Uint8Array(texts.length * keyBytes);
    let end = 0;
    for (const text of texts) {
      const hashed = digest(text);
      // Byte by byte: writing so few bytes with one call takes longer, and words would have another byte order on some machines.
      for (let at = 0; at < keyBytes; at += 1) bytes[end++] = hashed.charCodeAt(at);
    }
    return new Uint32Array(bytes.buffer);
  };
  return (keys) => {
    const present = hashAll(keys.map(({ key }) => key));
    const rewritten = keys.flatMap(({ formerKey }, place) => (formerKey === undefined ? [] : [{ formerKey, place }]));
    if (rewritten.length === 0) return { present, former: undefined };
    const places = Uint32Array.from(rewritten, ({ place }) => place);
    return { present, former: { places, hashes: hashAll(rewritten.map(({ formerKey }) => formerKey)) } };
  };
}

function bytesOf(secret: Uint8Array, begin: string): (text: string) => string {
  const hmac = hmacWith(secret, begin);
  return (text) => hmac(text, 'binary');
}

/** The hashes as ledgers write them: 32 hex digits each. */
export function hexOf(hashes: Uint32Array): readonly string[] {
  const bytes = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  return Array.from({ length: bytes.length / keyBytes }, (_, index) =>
    bytes.toString('hex', index * keyBytes, (index + 1) * keyBytes),
  );
}
