// Secrets are removed in whatever form they occur, and texts without secrets do not change.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concealIn, concealing } from '../../src/insider/conceal.ts';
import { apiKey } from '../proof/canaries.ts';

const conceal = concealing([apiKey, 'a second secret/with a blank']);

test.each([
  ['as it is', apiKey],
  ['in capitals', apiKey.toUpperCase()],
  ['percent-encoded', encodeURIComponent(apiKey)],
  ['percent-encoded in lower case', encodeURIComponent(apiKey).toLowerCase()],
  ['percent-encoded throughout', [...Buffer.from(apiKey)].map((byte) => `%${byte.toString(16)}`).join('')],
  ['as JSON', JSON.stringify(apiKey).slice(1, -1)],
  [
    'as JSON with escaped slashes',
    JSON.stringify(apiKey)
      .slice(1, -1)
      .replaceAll('/', String.raw`\/`),
  ],
  ['in hex', Buffer.from(apiKey).toString('hex')],
  ['as a form', new URLSearchParams({ x: 'a second secret/with a blank' }).toString().slice(2)],
])('a secret is removed %s', (_form, written) => {
  expect(conceal(`before ${written} after`)).toBe('before [secret] after');
});

test.each([
  ['base64', 'base64'],
  ['base64url', 'base64url'],
] as const)('no part of a secret in %s can be decoded, at any offset', (_name, encoding) => {
  for (const before of ['', 'u', 'u:', 'u:p', 'user:pass']) {
    const written = Buffer.from(`${before}${apiKey}~`).toString(encoding);
    const left = conceal(`Basic ${written}`);
    expect(left).toContain('[secret]');
    const [head = '', tail = ''] = left.slice('Basic '.length).split('[secret]');
    expect(head.length).toBeLessThanOrEqual(Math.ceil((before.length * 8) / 6));
    expect(tail.length).toBeLessThanOrEqual(4);
  }
});

test('secrets are removed from texts at any depth and from keys, but not from the member that discriminates a union', () => {
  const answer = { kind: 'refused', [apiKey]: [{ reason: `x${apiKey}`, count: 1, none: null }] };
  expect(concealIn(answer, conceal)).toEqual({
    kind: 'refused',
    '[secret]': [{ reason: 'x[secret]', count: 1, none: null }],
  });
});

test('short secrets, or none, change nothing', () => {
  expect(concealing([])('sandbox')).toBe('sandbox');
  expect(concealing(['sandbox'])('the sandbox')).toBe('the sandbox');
});

test('texts without a secret remain, and secrets are removed, whatever is around them', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 8, maxLength: 40 }),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (secret, before, after) => {
        const hide = concealing([secret]);
        const clear = `${before}|${after}`.toWellFormed();
        if (!clear.toLowerCase().includes(secret.toLowerCase())) expect(hide(clear).length).toBeGreaterThan(0);
        const hidden = hide(`${before}${secret}${after}`);
        expect(hidden).toContain('[secret]');
        expect(hidden.includes(secret) && !clear.includes(secret)).toBe(false);
      },
    ),
  );
});
