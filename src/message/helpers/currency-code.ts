// The currencies that templates may use: those that Intl knows, which are those in use.
import { findNearest } from '../../campaign/find-nearest.ts';
import { HelperFault, type HelperParameter } from './helper.ts';
import { readText } from './read-value.ts';

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** The parameter that takes the currency of an amount. */
export const currencyCode: HelperParameter<string> = {
  name: 'code',
  decides: true,
  read: (given) => {
    // Nearly all codes are written correctly.
    if (typeof given === 'string' && known.has(given)) return given;
    const letters = readText(given).trim().toUpperCase();
    if (!known.has(letters)) throw new HelperFault('is not a currency code that is known, such as EUR');
    return letters;
  },
  written: { code: 'PP124', suggest: suggestCurrency },
};

/** Codes that banks and shops write by mistake, and codes that are no longer valid. */
const slips: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  CNH: 'CNY',
  UKP: 'GBP',
  STG: 'GBP',
  TL: 'TRY',
  TRL: 'TRY',
  YTL: 'TRY',
  NIS: 'ILS',
  NTD: 'TWD',
  RUR: 'RUB',
  SFR: 'CHF',
};

function suggestCurrency(value: unknown): string {
  const written = typeof value === 'string' ? value.trim() : '';
  const meant = slips[written.toUpperCase()] ?? bySign(written) ?? byName(written);
  const codes = 'A currency is written as its code of ISO 4217: EUR, USD, TRY.';
  return meant === undefined ? codes : `Did you mean ${meant} (${nameOf(meant)})?`;
}

/** Finds the currency of a sign. $ is the dollar of the United States. A sign that several other currencies share, such as kr, gives none. */
function bySign(sign: string): string | undefined {
  const own = [...known].find((code) => signOf(code, 'symbol') === sign);
  const [only, ...more] = [...known].filter((code) => signOf(code, 'narrowSymbol') === sign);
  return own ?? (more.length === 0 ? only : undefined);
}

function signOf(currency: string, currencyDisplay: 'narrowSymbol' | 'symbol'): string | undefined {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay });
  return format.formatToParts(0).find(({ type }) => type === 'currency')?.value;
}

function byName(name: string): string | undefined {
  if (name.length < 4) return undefined;
  const codes = new Map(Array.from(known, (code) => [nameOf(code).toLowerCase(), code]));
  return codes.get(findNearest(name, [...codes.keys()]) ?? '');
}

function nameOf(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'currency' }).of(code) ?? code;
}
