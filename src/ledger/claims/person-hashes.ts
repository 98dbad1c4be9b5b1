// The people of a request, as `req.person` keeps them: one after another, in the order of the request's positions. Each is a byte that
// says how many hashes follow, and 16 bytes for each of their identifiers, in the order in which the notification names them. A hash is
// made with the ledger's secret over the identity, in the form in which two are compared. The campaign is no part of it, so that a
// person has the same bytes in all campaigns of a ledger.
import { hash } from 'node:crypto';
import type { Identity } from '../../delivery/envelope.ts';
import { keyFor } from '../ledger-secret.ts';
import { DamagedLedger } from '../row.ts';

/** Bytes. */
const hashLength = 16;

/** What one byte can count: identifiers beyond it are not kept. */
const mostIdentifiers = 255;

/** One person, as the spool keeps them: hex of their part of `req.person`. */
export type HashPerson = (person: readonly Identity[]) => string;

/**
 * The secret before the text, and half of the sum: an AMAC, which is as hard to tell from chance as an HMAC (Bellare, Bernstein and
 * Tessaro, Eurocrypt 2016), since nobody can go on from half a sum. It takes a third of the time.
 */
export function hashPersonWith(secret: Uint8Array): HashPerson {
  const key = personKeyOf(secret);
  const hashOf = (identity: Identity): string => hash('sha256', key + identity, 'hex').slice(0, hashLength * 2);
  return (person) => {
    const kept = person.slice(0, mostIdentifiers);
    return kept.length.toString(16).padStart(2, '0') + kept.map(hashOf).join('');
  };
}

/** What stands before an identity when it is hashed. In hex it fills the first block of SHA-256. */
export function personKeyOf(secret: Uint8Array): string {
  return Buffer.from(keyFor(secret, 'person')).toString('hex');
}

/** As HashPerson gave them. Null where somebody is unknown: an older version spooled them. */
export function writePeople(people: readonly (string | undefined)[]): Uint8Array | null {
  return people.includes(undefined) ? null : Buffer.from(people.join(''), 'hex');
}

/** Requests whose people are unknown, as `requests`. */
export const countUnknownPeople = 'SELECT count(*) AS requests FROM req WHERE person IS NULL';

/** The hashes of each position, hex. @throws DamagedLedger */
export function readPeople(blob: Uint8Array): readonly (readonly string[])[] {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  // All at once: digits of each by itself take three times as long.
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
