// The people of a request in the form of `req.person`: one after another, in the order of the request's positions. Each person is a byte with the
// number of hashes, followed by 16 bytes per identifier, in the order of the notification. A hash is made with the ledger's secret from the identity,
// in the form in which identities are compared. It does not depend on the campaign, so that a person has the same bytes in all campaigns of a ledger.
import { hash } from 'node:crypto';
import type { Identity } from '../../delivery/envelope.ts';
import { keyFor } from '../ledger-secret.ts';
import { DamagedLedger } from '../row.ts';

/** In bytes. */
const hashLength = 16;

/** The most that one byte can count. Further identifiers are not kept. */
const mostIdentifiers = 255;

/** Returns one person in the form that the spool keeps: the hex of their part of `req.person`. */
export type HashPerson = (person: readonly Identity[]) => string;

/**
 * Hashes the secret followed by the text, and keeps half of the digest. This is an AMAC, which is as hard to tell from random as an HMAC (Bellare,
 * Bernstein and Tessaro, Eurocrypt 2016), because half of a digest cannot be extended. It takes a third of the time.
 */
export function hashPersonWith(secret: Uint8Array): HashPerson {
  const key = personKeyOf(secret);
  const hashOf = (identity: Identity): string => hash('sha256', key + identity, 'hex').slice(0, hashLength * 2);
  return (person) => {
    const kept = person.slice(0, mostIdentifiers);
    return kept.length.toString(16).padStart(2, '0') + kept.map(hashOf).join('');
  };
}

/** The text in front of an identity when it is hashed. As hex it fills the first block of SHA-256. */
export function personKeyOf(secret: Uint8Array): string {
  return Buffer.from(keyFor(secret, 'person')).toString('hex');
}

/** Joins the results of HashPerson. Null if somebody is unknown, because an older version spooled them. */
export function writePeople(people: readonly (string | undefined)[]): Uint8Array | null {
  return people.includes(undefined) ? null : Buffer.from(people.join(''), 'hex');
}

/** Counts the requests whose people are unknown, as `requests`. */
export const countUnknownPeople = 'SELECT count(*) AS requests FROM req WHERE person IS NULL';

/** Returns the hashes at each position, as hex. @throws DamagedLedger */
export function readPeople(blob: Uint8Array): readonly (readonly string[])[] {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  // Converting all bytes at once: converting each hash by itself takes three times as long.
  const digits = bytes.toString('hex');
  const people: (readonly string[])[] = [];
  for (let at = 0; at < bytes.length;) {
    const count = bytes.readUInt8(at);
    const [start, end] = [at + 1, at + 1 + count * hashLength];
    if (end > bytes.length) throw new DamagedLedger('the people of a request are cut off');
    people.push(
      Array.from({ length: count }, (_, index) => {
        const from = 2 * (start + index * hashLength);
        return digits.slice(from, from + 2 * hashLength);
      }),
    );
    at = end;
  }
  return people;
}
