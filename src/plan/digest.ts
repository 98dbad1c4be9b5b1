// What a notification is, in 32 bytes: the digest that seals, the ledger and re-sends compare.
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

export interface Digested {
  /** 64 hex digits. */
  readonly digest: string;
  /** The size of the payload in UTF-8. */
  readonly bytes: number;
}

export class Digester {
  /** What is hashed is written here: to hash the text itself takes longer, and says nothing of its length. */
  #written = Buffer.alloc(16_384);
  /** Where the payload stands in it. */
  #start = 0;
  #end = 0;

  /** SHA-256 over campaign id, notification key and payload bytes. Needs no ledger and no secret. */
  digest(campaign: string, key: string, payload: string): Digested {
    // NUL cannot be in an id, and JSON text holds none unescaped: the three parts cannot run into one another.
    const head = `${campaign}\0${key}\0`;
    // A UTF-16 unit is three bytes at most.
    const most = 3 * (head.length + payload.length);
    if (this.#written.length < most) this.#written = Buffer.alloc(2 * most);
    this.#start = this.#written.write(head);
    const bytes = this.#written.write(payload, this.#start);
    this.#end = this.#start + bytes;
    return { digest: hash('sha256', this.#written.subarray(0, this.#end), 'hex'), bytes };
  }

  /** The payload that was hashed last, in UTF-8, until the next one is: nobody has to encode it again. */
  payload(): Uint8Array {
    return this.#written.subarray(this.#start, this.#end);
  }
}

const digester = new Digester();

/** The digest alone, 64 hex digits. */
export function digestNotification(campaign: string, key: string, payload: string): string {
  return digester.digest(campaign, key, payload).digest;
}

/** The part of a digest that the ledger keeps: its first 16 bytes, 32 hex digits. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 32);
}
