// What a notification is, in 32 bytes: the digest that seals, the ledger and re-sends compare.
import { hash } from 'node:crypto';

/** SHA-256 over campaign id, notification key and payload bytes, 64 hex digits. Needs no ledger and no secret. */
export function digestNotification(campaign: string, key: string, payload: string): string {
  // NUL cannot be in an id, and JSON text holds none unescaped: the three parts cannot run into one another.
  return hash('sha256', `${campaign}\0${key}\0${payload}`, 'hex');
}

/** The part of a digest that the ledger keeps: its first 16 bytes, 32 hex digits. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 32);
}
