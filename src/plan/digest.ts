// The digest that identifies a notification, 32 bytes. Seals, the ledger and resends compare it.
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

export interface Digested {
  /** 64 hex digits. */
  readonly digest: string;
  /** The size of the payload in UTF-8 bytes. */
  readonly bytes: number;
}

export class Digester {
  /** The buffer with the bytes to be hashed. Hashing a string directly takes longer and does not give its length in bytes. */
  #written = Buffer.alloc(16_384);
  /** The range of the payload in the buffer. */
  #start = 0;
  #end = 0;

  /** Returns the SHA-256 of campaign id, notification key and payload bytes. Needs no ledger and no secret. */
  digest(campaign: string, key: string, payload: string): Digested {
    // An id cannot contain NUL, and JSON never contains it unescaped, so the three parts cannot run into each other.
    const head = `${campaign}\0${key}\0`;
    // A UTF-16 unit takes at most three bytes.
    const most = 3 * (head.length + payload.length);
    if (this.#written.length < most) this.#written = Buffer.alloc(2 * most);
    this.#start = this.#written.write(head);
    const bytes = this.#written.write(payload, this.#start);
    this.#end = this.#start + bytes;
    return { digest: hash('sha256', this.#written.subarray(0, this.#end), 'hex'), bytes };
  }

  /** The payload that was hashed last, in UTF-8. It is valid until the next call of digest(), and saves encoding it again. */
  payload(): Uint8Array {
    return this.#written.subarray(this.#start, this.#end);
  }
}

const digester = new Digester();

/** Returns only the digest, 64 hex digits. */
export function digestNotification(campaign: string, key: string, payload: string): string {
  return digester.digest(campaign, key, payload).digest;
}

/** The part of a digest that the ledger stores: its first 16 bytes, 32 hex digits. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 32);
}
