// Computes how large a notification is when it reaches a phone.
import { Buffer } from 'node:buffer';

/** Apple, "Generating a remote notification": 4 KB (4096 bytes). Google, FCM's ErrorCode reference: 4096 bytes, keys and values together. */
export const mostBytes = 4096;

/** What the vendor does not pass on: who is reached, and when. The rest goes to the phone, where its SDK reads it. */
const keptBack = new Set(['identifiers', 'ttl', 'check_optin', 'GFC_enabled', 'send_single_user']);

interface Platform {
  /** The name in findings. */
  readonly surface: string;
  /** The key of the platform's own settings. */
  readonly key: string;
}

const platforms: readonly Platform[] = [
  { surface: 'Android', key: 'android' },
  { surface: 'iOS', key: 'ios' },
];

interface Oversize {
  readonly surface: string;
  readonly bytes: number;
}

/**
 * Returns the platforms whose phones get more than they accept. Counts the JSON bytes that the phone receives: texts, links and cards, the campaign's
 * id and name for its reports, and the platform's own settings. The vendor adds some bytes that it does not document, so this is the minimum.
 */
export function findOversize(payload: string): readonly Oversize[] {
  const notification: unknown = JSON.parse(payload);
  if (typeof notification !== 'object' || notification === null) return [];
  const members = Object.entries(notification).filter(([name]) => !keptBack.has(name));
  return platforms
    .map(({ surface, key }) => {
      const own = members.filter(([name]) => name === key || !platforms.some((other) => other.key === name));
      return { surface, bytes: Buffer.byteLength(JSON.stringify(Object.fromEntries(own))) };
    })
    .filter(({ bytes }) => bytes > mostBytes);
}
