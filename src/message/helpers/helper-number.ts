// Helpers that write numbers, amounts and percentages as the locale does.
import { currencyCode } from './currency-code.ts';
import { take, HelperFault, type HelperParameter, type ValueHelper } from './helper.ts';
import { keepFormattersByKey } from './keep-formatters.ts';
import { locale } from './locale.ts';
import { writeQuickly } from './quick-number.ts';
import { number, readNumber } from './read-value.ts';

const value: HelperParameter<number> = { ...number('value'), measures: 'number' };

const digits: HelperParameter<number | undefined> = {
  name: 'digits',
  optional: true,
  decides: true,
  read: (given) => {
    if (given === undefined) return undefined;
    const places = readNumber(given);
    if (!Number.isInteger(places) || places < 0 || places > 20)
      throw new HelperFault('is not a whole number from 0 to 20');
    return places;
  },
};

type Style = 'decimal' | 'currency' | 'percent';

const writerOf = keepFormattersByKey(
  // A value that is rounded to zero has no sign either: 0, never -0.
  (locales, options: Intl.NumberFormatOptions) =>
    writeQuickly(new Intl.NumberFormat(locales, { ...options, signDisplay: 'negative' })),
);

interface Form {
  readonly tag: string;
  readonly style: Style;
  readonly places: number | undefined;
  readonly currency?: string;
}

/** The last writer used. A row mostly has several numbers of one form, and looking the writer up takes as long as writing. */
let last: { readonly form: Form; readonly write: (value: number) => string } | undefined;

function write(value: number, form: Form): string {
  if (last === undefined || !isSame(last.form, form)) last = { form, write: makeWriter(form) };
  return last.write(value);
}

function isSame(one: Form, other: Form): boolean {
  return (
    one.tag === other.tag && one.currency === other.currency && one.style === other.style && one.places === other.places
  );
}

function makeWriter({ tag, style, places, currency }: Form): (value: number) => string {
  return writerOf(tag, `${currency ?? style} ${places ?? ''}`, () => ({
    style,
    ...(currency !== undefined && { currency }),
    ...(places !== undefined && { minimumFractionDigits: places, maximumFractionDigits: places }),
  }));
}

const thousands = /^\s*-?[1-9]\d{0,2}\.\d{3}$/v;

/** Half of the world reads "1.299" as more than a thousand, and a program reads it as a little more than one. */
function looksLikeThousands(given: unknown): boolean {
  // Nearly all amounts have fewer decimals, and this test is cheaper than converting the number to text.
  if (typeof given === 'number') return Math.round(given * 100) / 100 !== given && thousands.test(String(given));
  return typeof given === 'string' && given.at(-4) === '.' && thousands.test(given);
}

const placesByCurrency = new Map<string, number>();

/** The number of decimals of a currency: two for most, none for the yen, three for the Kuwaiti dinar. */
function placesOf(currency: string): number {
  const known = placesByCurrency.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  placesByCurrency.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
}

/** Formats a number as {{number}} does. */
export function formatNumber(value: number, tag: string): string {
  return write(value, { tag, style: 'decimal', places: undefined });
}

export const numberHelpers: readonly ValueHelper[] = [
  {
    kind: 'value',
    name: 'number',
    doc: 'The number as the locale writes it, with up to 3 decimals; digits= sets the number of decimals. Halves are rounded away from zero.',
    parameters: [value, locale],
    options: [digits],
    examples: [
      { template: '{{number points}}', row: { points: '12345.6' }, output: '12,345.6' },
      { template: "{{number points 'de' digits=2}}", row: { points: 12345.6 }, output: '12.345,60' },
    ],
    run: (given) =>
      write(take(given, value), { tag: take(given, locale), style: 'decimal', places: take(given, digits) }),
  },
  {
    kind: 'value',
    name: 'currency',
    doc: 'The amount in a currency (its code of ISO 4217), as the locale writes it, with the decimals that the currency has; digits= sets the number of decimals. Halves are rounded away from zero.',
    parameters: [value, currencyCode, locale],
    options: [digits],
    examples: [
      { template: "{{currency price 'EUR'}}", row: { price: '19.9' }, output: '€19.90' },
      { template: "{{currency price 'TRY' 'tr' digits=0}}", row: { price: 1299 }, output: '₺1.299' },
    ],
    run: (given) => {
      const code = take(given, currencyCode);
      const places = take(given, digits);
      if (looksLikeThousands(given.values[0]) && (places ?? placesOf(code)) < 3)
        given.note({ kind: 'cut_thousands', argument: 0 });
      return write(take(given, value), { tag: take(given, locale), style: 'currency', places, currency: code });
    },
  },
  {
    kind: 'value',
    name: 'percent',
    doc: 'The share as a percentage: 0.3 is 30%. It is rounded to whole percent, halves away from zero, so that 0.125 gives 13% and 0.996 gives 100%; digits= sets the number of decimals.',
    parameters: [value, locale],
    options: [digits],
    examples: [
      { template: '{{percent discount}}', row: { discount: '0.3' }, output: '30%' },
      { template: '{{percent discount}}', row: { discount: 0.125 }, output: '13%' },
      { template: "{{percent discount 'tr' digits=1}}", row: { discount: 0.125 }, output: '%12,5' },
    ],
    run: (given) => {
      const places = take(given, digits);
      return write(take(given, value), { tag: take(given, locale), style: 'percent', places });
    },
  },
];
