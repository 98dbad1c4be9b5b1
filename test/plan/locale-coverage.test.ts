// The languages of a plan: who gets which texts, and whose titles are cut.
import { expect, it } from 'vitest';
import type { RowLocale } from '../../src/message/choose-locale.ts';
import { startPrinted } from '../../src/message/fragments/printed.ts';
import { LocaleCoverage } from '../../src/plan/locale-coverage.ts';

const languages = { own: 'fr', tags: ['tr', 'en'], fallsBack: true };

function gather(rows: readonly (Partial<RowLocale> | string)[], title = 'Hi'): LocaleCoverage {
  const coverage = new LocaleCoverage();
  for (const row of rows) {
    if (typeof row === 'string') coverage.lookAtInvalid({ code: 'PP228', message: '', path: '', locale: row });
    else {
      const printed = {
        ...startPrinted(),
        texts: [{ role: 'title' as const, field: 'notification.title', text: title }],
      };
      coverage.look({ locale: { tag: 'fr', texts: null, fallsBack: false, format: 'fr', ...row }, printed }, false);
    }
  }
  return coverage;
}

it('counts by language, those with texts first, then the largest, and names texts that nobody reads', () => {
  const tr = { tag: 'tr-CY', texts: 'tr' };
  const fallen = { tag: 'de', fallsBack: true };
  expect(gather([tr, tr, fallen, fallen, fallen, {}, 'it', { tag: 'und', fallsBack: true }]).list(languages)).toEqual([
    { locale: 'fr', texts: 'fr', fallback: false, send: 1, deferred: 0, missing: 0, title_cut: 0 },
    { locale: 'tr-CY', texts: 'tr', fallback: false, send: 2, deferred: 0, missing: 0, title_cut: 0 },
    { locale: 'en', texts: 'en', fallback: false, send: 0, deferred: 0, missing: 0, title_cut: 0 },
    { locale: 'de', texts: 'fr', fallback: true, send: 3, deferred: 0, missing: 0, title_cut: 0 },
    { locale: 'it', texts: null, fallback: false, send: 0, deferred: 0, missing: 1, title_cut: 0 },
    { locale: 'und', texts: 'fr', fallback: true, send: 1, deferred: 0, missing: 0, title_cut: 0 },
  ]);
});

it('counts titles that are cut on the smallest screen, and ignores a row that is invalid for another reason', () => {
  expect(gather([{ tag: 'tr', texts: 'tr' }], 'x'.repeat(60)).list({ tags: ['tr'], fallsBack: false })).toEqual([
    { locale: 'tr', texts: 'tr', fallback: false, send: 1, deferred: 0, missing: 0, title_cut: 1 },
  ]);
  const coverage = new LocaleCoverage();
  coverage.lookAtInvalid({ code: 'PP222', message: '', path: '' });
  coverage.look({ locale: undefined, printed: startPrinted() }, false);
  expect(coverage.list({ tags: [], fallsBack: false })).toEqual([]);
});

it('adds up the languages after the first sixty', () => {
  const many = Array.from(
    { length: 70 },
    (_, index) => `l${String.fromCodePoint(97 + (index % 26), 97 + Math.floor(index / 26))}`,
  );
  const list = gather(many).list({ tags: [], fallsBack: false });
  expect(list).toHaveLength(61);
  expect(list.at(-1)).toEqual({
    locale: 'und',
    texts: null,
    fallback: false,
    send: 0,
    deferred: 0,
    missing: 10,
    title_cut: 0,
  });
});
