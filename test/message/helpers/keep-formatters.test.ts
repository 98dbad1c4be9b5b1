// Languages, zones and currencies come from the audience, so that the number of kept formatters must be bounded.
import { describe, expect, it } from 'vitest';
import { keepFormatters, RecentlyUsed } from '../../../src/message/helpers/keep-formatters.ts';
import { plainTags, resolveLocale } from '../../../src/message/helpers/locale.ts';

/** 20,000 tags such as a column may hold: languages in every possible region, and private ones. */
function* manyTags(): Generator<string> {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(97 + index));
  const languages = ['en', 'de', 'fr', 'es', 'tr', 'pt', 'ar', 'ru', 'it', 'pl'];
  for (const language of languages) for (const a of letters) for (const b of letters) yield `${language}-${a}${b}`;
  for (let index = 0; index < 13_240; index += 1) yield `de-x-a${index}`;
}

describe('what is kept for reuse', () => {
  it('has at most twice the given size, however many keys there are', () => {
    const kept = new RecentlyUsed<number>(100);
    let most = 0;
    for (let key = 0; key < 60_000; key += 1) {
      kept.get(String(key), () => key);
      most = Math.max(most, kept.size);
    }
    expect(most).toBe(200);
  });

  it('includes what was used recently, however old it is', () => {
    const kept = new RecentlyUsed<object>(10);
    const first = kept.get('first', () => ({}));
    for (let key = 0; key < 1000; key += 1) {
      kept.get(String(key), () => ({}));
      expect(kept.get('first', () => ({}))).toBe(first);
    }
  });

  it('is made once for each locale and set of options', () => {
    let made = 0;
    const format = keepFormatters((locales, options: Intl.NumberFormatOptions) => {
      made += 1;
      return new Intl.NumberFormat(locales, options);
    });
    for (let round = 0; round < 10; round += 1) {
      for (const tag of ['en', 'tr'])
        for (const currency of ['EUR', 'USD']) format(tag, { style: 'currency', currency });
    }
    expect(made).toBe(4);
  });
});

it('20,000 tags resolve to no more locales than Node.js has, so that no more formatters are made', () => {
  const locales = new Set(Array.from(manyTags(), resolveLocale));
  expect(locales.size).toBeLessThan(300);
  expect(locales).not.toContain(undefined);
});

it('plain tags are used as written, and Node.js resolves them to themselves', () => {
  expect(plainTags.size).toBeGreaterThan(20);
  for (const tag of plainTags) {
    expect(resolveLocale(tag)).toBe(tag);
    expect(new Intl.ListFormat(tag).resolvedOptions().locale).toBe(tag);
  }
});
