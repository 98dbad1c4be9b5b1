// What a notification is, in 32 bytes: the digest that seals, the ledger and re-sends compare.
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

export interface Digested {
  /** 64 hex digits. */
  readonly digest: string;
  /** Of the payload, in UTF-8. */
  readonly bytes: number;
}

/** What is hashed is written here: to hash the text itself takes longer, and says nothing of its length. */
let written = Buffer.alloc(16_384);

/** SHA-256 over campaign id, notification key and payload bytes, 64 hex digits. Needs no ledger and no secret. */
export function digestNotification(campaign: string, key: string, payload: string): string {
  return digestAndMeasure(campaign, key, payload).digest;
}

/** The same, and how long the payload is. */
export function digestAndMeasure(campaign: string, key: string, payload: string): Digested {
  // NUL cannot be in an id, and JSON text holds none unescaped: the three parts cannot run into one another.
  const head = `${campaign}\0${key}\0`;
  // A UTF-16 unit is three bytes at most.
  const most = 3 * (head.length + payload.length);
  if (written.length < most) written = Buffer.alloc(2 * most);
  const start = written.write(head);
  const bytes = written.write(payload, start);
  return { digest: hash('sha256', written.subarray(0, start + bytes), 'hex'), bytes };
}

/** The part of a digest that the ledger keeps: its first 16 bytes, 32 hex digits. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 32);
}
