// What a ledger is from its beginning: its lineage and its secret.
import type { Expected } from './identity.ts';
import type { RecordHead } from './moving/record.ts';
import { fingerprintOf } from './notification-hash.ts';
import { randomText, type RandomBytes } from './random-text.ts';

export function newHead({ environment, endpoint, key }: Expected, random: RandomBytes): Required<RecordHead> {
  const secret = key === undefined ? random(32) : Buffer.from(key);
  return {
    ledgerId: `ledger_${randomText(random, 16)}`,
    environment,
    endpoint,
    serial: 0,
    secret: key === undefined ? secret : null,
    fingerprint: fingerprintOf(secret),
  };
}
