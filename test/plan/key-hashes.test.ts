import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashWith } from '../../src/ledger/claims/notification-hash.ts';
import { createKeyHasher, hexOf } from '../../src/plan/key-hashes.ts';
import { tries } from '../support/property-tries.ts';

const key = fc.string({ unit: 'binary' });
const rows = fc.array(fc.record({ key, formerKey: fc.option(key, { nil: undefined }) }));

test('hashes keys and their former spellings as the ledger does, each in its place', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 99, size: 'max' }), rows, (secret, keys) => {
      const { present, former } = createKeyHasher({ campaign: 'sale', secret })(keys);
      const hashKey = hashWith(secret);
      expect(hexOf(present)).toEqual(keys.map((one) => hashKey('sale', one.key)));
      const rewritten = keys.flatMap(({ formerKey }, place) => (formerKey === undefined ? [] : [{ formerKey, place }]));
      expect([...(former?.places ?? [])]).toEqual(rewritten.map(({ place }) => place));
      expect(former === undefined ? [] : hexOf(former.hashes)).toEqual(
        rewritten.map(({ formerKey }) => hashKey('sale', formerKey)),
      );
    }),
    { numRuns: tries(100) },
  );
});

test('uses SHA-256 if there is no ledger, with different hashes for different campaigns', () => {
  const sum = createHash('sha256').update('sale\0v1:"ş"').digest('hex');
  expect(hexOf(createKeyHasher({ campaign: 'sale' })([{ key: 'v1:"ş"' }]).present)).toEqual([sum.slice(0, 32)]);
  expect(hexOf(createKeyHasher({ campaign: 'news' })([{ key: 'v1:"ş"' }]).present)).not.toEqual([sum.slice(0, 32)]);
});
