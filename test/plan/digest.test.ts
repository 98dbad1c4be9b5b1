import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { digestAndMeasure } from '../../src/plan/digest.ts';

it.each(['{}', '{"title":"Zoë, ₺1.299 😀"}', JSON.stringify('ş'.repeat(40_000))])(
  'hashes the three parts in UTF-8, whatever was hashed before',
  (payload) => {
    const digest = createHash('sha256').update('sale\0v1:"Łukasz"\0').update(payload).digest('hex');
    expect(digestAndMeasure('sale', 'v1:"Łukasz"', payload)).toEqual({ digest, bytes: Buffer.byteLength(payload) });
  },
);
