import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashWith } from '../../../src/ledger/claims/notification-hash.ts';

test('the hash is the HMAC of campaign and key under the secret, whatever their lengths and characters', () => {
  const texts = fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary', maxLength: 400 })), { minLength: 1 });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200, size: 'max' }), texts, (secret, all) => {
      const hashKey = hashWith(secret);
      for (const [campaign, key] of all) {
        const mac = createHmac('sha256', secret).update(`${campaign}\0${key}`).digest('hex');
        expect(hashKey(campaign, key)).toBe(mac.slice(0, 32));
      }
    }),
  );
});
