// People are in the spool while they must be, and nowhere else. The key is nowhere.
import { expect, test } from 'vitest';
import { apiKey, canary, findCanaries } from './canaries.ts';
import { prove } from './privacy.ts';

test('the search finds the key and any person in every encoding, inside of any text', () => {
  const secret = JSON.stringify(apiKey).slice(1, -1);
  const { name, address, number } = canary(4711);
  const half = apiKey.length / 2;
  const hidden = [
    apiKey,
    secret,
    encodeURIComponent(apiKey),
    apiKey.slice(half),
    apiKey.slice(0, half),
    apiKey.slice(half) + apiKey.slice(0, half),
    Array.from(apiKey).toReversed().join(''),
    Buffer.from(`{"api_key":"${apiKey}"}`).toString('base64'),
    Buffer.from(`{"api_key": "${apiKey}" }`).toString('base64url'),
    Buffer.from(apiKey).toString('hex'),
    name.toUpperCase(),
    encodeURIComponent(name),
    address.split('@')[0] ?? '',
    number.slice(1),
    Buffer.from(`"x":"${number}"`).toString('base64'),
  ];
  const missed = hidden.filter((text) => findCanaries(`before ${text} behind`).length === 0);
  expect(missed).toEqual([]);
  expect(findCanaries('Hello Xxxxxxxxx 00000, xxxxxxx.00000@example.invalid, +905310000000')).toEqual([]);
});

test('whatever fails, no person and no key is outside of spool, render and report', async () => {
  const violations: string[] = [];
  const log = (line: string): void => void violations.push(line);
  // All scenarios that are not about the wire, and a dozen faults. `npm run prove -- privacy` runs all of them.
  const proof = await prove({ count: 83, seed: 1, log });
  expect(violations).toEqual([]);
  expect(proof).toMatchObject({ violations: 0, trials: 83 });
  expect(proof.notes['people']).toBeGreaterThanOrEqual(10_000);
});
