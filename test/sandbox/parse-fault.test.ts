// Faults as they are written on a command line, and which requests they apply to.
import { expect, test } from 'vitest';
import { faultKinds } from '../../src/sandbox/fault-kinds.ts';
import { faultOf, parseFault } from '../../src/sandbox/faults.ts';

test.each([
  ['429:0.1', { kind: '429', share: 0.1 }],
  ['500-after-send:1', { kind: '500-after-send', share: 1 }],
  ['reset-after:5%', { kind: 'reset-after', share: 0.05 }],
  ['no-answer@1', { kind: 'no-answer', requests: [1] }],
  ['reset-before@1,5,20', { kind: 'reset-before', requests: [1, 5, 20] }],
])('%s is a fault', (text, fault) => {
  expect(parseFault(text)).toEqual(fault);
});

test.each([
  '',
  '500',
  '500:',
  '500@',
  ':0.5',
  '500:1.1',
  '500:101%',
  '500:-1',
  '500:x',
  '500:1e-1',
  '500@0',
  '500@1,',
  '500@1;2',
  'nothing:0.5',
  '500:0.5@1',
])('"%s" is not a fault', (text) => {
  expect(parseFault(text)).toBeUndefined();
});

test('every kind can be written, and exists once', () => {
  const kinds = faultKinds.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  for (const kind of kinds) expect(parseFault(`${kind}:0.5`)).toEqual({ kind, share: 0.5 });
});

test('a share is kept, and the same seed results in the same requests', () => {
  const faults = [{ kind: '500', share: 0.2 }] as const;
  const hit = (seed: number) =>
    Array.from({ length: 2000 }, (_, index) => faultOf(faults, seed, 'request', index + 1) !== undefined);
  const share = hit(7).filter(Boolean).length / 2000;
  expect(share).toBeGreaterThan(0.17);
  expect(share).toBeLessThan(0.23);
  expect(hit(7)).toEqual(hit(7));
  expect(hit(7)).not.toEqual(hit(8));
});

test('the first fault that applies to a request is used; connection faults count connections', () => {
  const faults = [
    { kind: '503', requests: [2] },
    { kind: '500', share: 1 },
    { kind: 'reset-on-accept', requests: [1] },
  ] as const;
  expect([1, 2, 3].map((number) => faultOf(faults, 1, 'request', number)?.kind)).toEqual(['500', '503', '500']);
  expect([1, 2].map((number) => faultOf(faults, 1, 'connection', number)?.kind)).toEqual([
    'reset-on-accept',
    undefined,
  ]);
});
