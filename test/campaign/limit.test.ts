import { describe, expect, it } from 'vitest';
import { parseAge, parseGrowth, parseLimit, showAge, showGrowth, showLimit } from '../../src/campaign/limit.ts';

describe('a limit', () => {
  it.each([
    [5, { kind: 'count', count: 5 }, '5'],
    ['7%', { kind: 'share', share: 0.07 }, '7%'],
    ['1.5%', { kind: 'share', share: 0.015 }, '1.5%'],
  ])('%s is read, and shown as it was written', (written, limit, shown) => {
    expect(parseLimit(written)).toEqual(limit);
    expect(showLimit(parseLimit(written))).toBe(shown);
  });

  it.each([
    ['2x', 2],
    ['1.5x', 1.5],
  ])('of growth: %s', (written, growth) => {
    expect(parseGrowth(written)).toBe(growth);
    expect(showGrowth(growth)).toBe(written);
  });

  it.each([
    ['90m', 5_400_000, '90m'],
    ['60m', 3_600_000, '1h'],
    ['24h', 86_400_000, '24h'],
    ['1d', 86_400_000, '24h'],
    ['36h', 129_600_000, '36h'],
    ['7d', 604_800_000, '7d'],
  ])('of age: %s, shown as a person would write it', (written, age, shown) => {
    expect(parseAge(written)).toBe(age);
    expect(showAge(age)).toBe(shown);
  });
});
