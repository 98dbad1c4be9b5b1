// Notification keys as a history knows them: hashes of 128 bits in one typed array, which threads hand over as it is. Each key is hashed
// once, to be looked up and to be found again in the audience.
import { hash } from 'node:crypto';
import type { NotificationKey } from '../message/renderer.ts';
import { hmacWith } from './hmac.ts';

/** Of a hash: its words are its bytes as they stand in memory. */
export const keyWords = 4;
const keyBytes = keyWords * 4;

/** What keys are hashed with: plain data. Without a secret, as where there is no ledger, by SHA-256 alone. */
export interface KeyTerms {
  readonly campaign: string;
  readonly secret?: Uint8Array;
}

/** Of some rows, in order. */
export interface KeyHashes {
  /** `keyWords` each. */
  readonly present: Uint32Array<ArrayBuffer>;
  readonly former: FormerHashes | undefined;
}

/** Of those that version 0.1.0 wrote in another way. */
interface FormerHashes {
  /** Which of the rows they are, ascending. */
  readonly places: Uint32Array<ArrayBuffer>;
  readonly hashes: Uint32Array<ArrayBuffer>;
}

export type HashKeys = (keys: readonly NotificationKey[]) => KeyHashes;

/** How a history knows the keys of a campaign; threads make the same of `terms`. */
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
      // Byte by byte: to have so few of them written takes longer, and words would stand in another order on some machines.
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

/** As ledgers write them: 32 hex digits each. */
export function hexOf(hashes: Uint32Array): readonly string[] {
  const bytes = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  return Array.from({ length: bytes.length / keyBytes }, (_, index) =>
    bytes.toString('hex', index * keyBytes, (index + 1) * keyBytes),
  );
}
