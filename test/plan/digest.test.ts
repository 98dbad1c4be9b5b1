import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { Digester } from '../../src/plan/digest.ts';

const digester = new Digester();

it.each(['{}', '{"title":"Zoë, ₺1.299 😀"}', JSON.stringify('ş'.repeat(40_000)), '{"title":"Ada"}'])(
  'hashes the three parts in UTF-8, whatever was hashed before, and returns the hashed payload',
  (payload) => {
    const digest = createHash('sha256').update('sale\0v1:"Łukasz"\0').update(payload).digest('hex');
    expect(digester.digest('sale', 'v1:"Łukasz"', payload)).toEqual({ digest, bytes: Buffer.byteLength(payload) });
    expect(new TextDecoder().decode(digester.payload())).toBe(payload);
  },
);
