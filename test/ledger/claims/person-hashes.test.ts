import { createHash, createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashPersonWith, readPeople, writePeople } from '../../../src/ledger/claims/person-hashes.ts';
import { hashWith } from '../../../src/ledger/claims/notification-hash.ts';

const secret = randomBytes(32);
const hashPerson = hashPersonWith(secret);

/** Computes the hash as the layout of the ledger defines it. */
function hashOf(identity: string): string {
  const key = createHmac('sha256', secret).update('pushplan person').digest('hex');
  return createHash('sha256').update(`${key}${identity}`).digest('hex').slice(0, 32);
}

test('people are read back as they were written, in the same order', () => {
  const identities = fc.array(fc.string(), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(identities, { minLength: 1, maxLength: 31 }), (people) => {
      const blob = writePeople(people.map(hashPerson));
      expect(readPeople(blob ?? new Uint8Array())).toEqual(people.map((person) => person.map(hashOf)));
    }),
  );
});

test('a person is stored as one byte with the number of hashes, then 16 bytes per hash', () => {
  const blob = Buffer.from(writePeople([hashPerson(['email=a', 'uuid=b']), hashPerson([])]) ?? []);
  expect(blob.toString('hex')).toBe(`02${hashOf('email=a')}${hashOf('uuid=b')}00`);
});

test('identifiers beyond the number that fits in one byte are not stored', () => {
  const many = Array.from({ length: 300 }, (_, index) => `uuid=${index}`);
  const [person] = readPeople(writePeople([hashPerson(many)]) ?? new Uint8Array());
  expect(person).toEqual(many.slice(0, 255).map(hashOf));
});

test('one unknown person makes the whole request unknown', () => {
  expect(writePeople([hashPerson(['uuid=b']), undefined])).toBeNull();
});

test('a hash of a person is never a hash of a notification key', () => {
  const asKey = hashWith(secret);
  const [campaign, key] = ['uuid', 'b'];
  expect(hashPerson([`${campaign}\0${key}`])).not.toContain(asKey(campaign, key));
});

test('truncated people are reported as damage', () => {
  const blob = writePeople([hashPerson(['uuid=a']), hashPerson(['uuid=b'])]) ?? new Uint8Array();
  for (let length = 0; length < blob.length; length += 1) {
    const cut = blob.subarray(0, length);
    if (length % 17 === 0) expect(readPeople(cut)).toHaveLength(length / 17);
    else expect(() => readPeople(cut)).toThrow('cut off');
  }
});
