// Helpers that write numbers as people of a locale do.
import { realOf, take, HelperFault, type Parameter, type ValueHelper } from './helper.ts';
import { keepFormatters, locale } from './locale.ts';
import { number, optionalText, readNumber, readText } from './read-value.ts';

const value: Parameter<number> = { ...number('value'), measures: 'number' };

const digits: Parameter<number | undefined> = {
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

const code: Parameter<string> = {
  name: 'code',
  decides: true,
  read: (given) => {
    const letters = readText(given).trim().toUpperCase();
    if (!/^[A-Z]{3}$/.test(letters)) throw new HelperFault('is not a currency code such as EUR');
    return letters;
  },
};

const numberFormat = keepFormatters(
  (locales, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locales, options),
);

function fixedDigits(places: number | undefined): Intl.NumberFormatOptions {
  return places === undefined ? {} : { minimumFractionDigits: places, maximumFractionDigits: places };
}

const forms = ['zero', 'one', 'two', 'few', 'many'].map(optionalText);
const other: Parameter<string> = { name: 'other', read: readText };
const pluralRules = keepFormatters(
  (locales, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locales, options),
);

/** A stand-in that the form is right for ("2 seats", not "1 seats"), with as many digits; the stand-in itself where there is none near. */
function fitForm(standIn: number, fits: (amount: number) => boolean): number {
  const candidates = Array.from({ length: 100 }, (_, step) => standIn + step);
  return candidates.find((amount) => String(amount).length === String(standIn).length && fits(amount)) ?? standIn;
}

export const numberHelpers: readonly ValueHelper[] = [
  {
    kind: 'value',
    name: 'number',
    doc: 'The number as the locale writes it; digits= sets how many decimals.',
    parameters: [value, locale],
    options: [digits],
    examples: [
      { template: '{{number points}}', row: { points: '12345.6' }, output: '12,345.6' },
      { template: "{{number points 'de' digits=2}}", row: { points: 12345.6 }, output: '12.345,60' },
    ],
    run: (given) => numberFormat(take(given, locale), fixedDigits(take(given, digits))).format(take(given, value)),
  },
  {
    kind: 'value',
    name: 'currency',
    doc: 'The amount in a currency (three letters), as the locale writes it; digits= sets how many decimals.',
    parameters: [value, code, locale],
    options: [digits],
    examples: [
      { template: "{{currency price 'EUR'}}", row: { price: '19.9' }, output: '€19.90' },
      { template: "{{currency price 'TRY' 'tr' digits=0}}", row: { price: 1299 }, output: '₺1.299' },
    ],
    run: (given) => {
      const options = { style: 'currency', currency: take(given, code), ...fixedDigits(take(given, digits)) } as const;
      return numberFormat(take(given, locale), options).format(take(given, value));
    },
  },
  {
    kind: 'value',
    name: 'percent',
    doc: 'The share as a percentage: 0.3 is 30%; digits= sets how many decimals.',
    parameters: [value, locale],
    options: [digits],
    examples: [
      { template: '{{percent discount}}', row: { discount: '0.3' }, output: '30%' },
      { template: "{{percent discount 'tr' digits=1}}", row: { discount: 0.125 }, output: '%12,5' },
    ],
    run: (given) => {
      const options = { style: 'percent', ...fixedDigits(take(given, digits)) } as const;
      return numberFormat(take(given, locale), options).format(take(given, value));
    },
  },
  {
    kind: 'value',
    name: 'plural',
    doc: 'The form that the locale wants for the number (zero, one, two, few, many, other); # in it becomes the number. zero= is also taken for 0 where the language has no form for it.',
    parameters: [value, locale],
    options: [...forms, other],
    examples: [
      { template: '{{plural count one="# item" other="# items"}}', row: { count: '1' }, output: '1 item' },
      {
        template: '{{plural count zero="nothing" one="# item" other="# items"}}',
        row: { count: 0 },
        output: 'nothing',
      },
      {
        template: '{{plural count language one="# файл" few="# файла" other="# файлов"}}',
        row: { count: 3, language: 'ru' },
        output: '3 файла',
      },
    ],
    run: (given) => {
      const [amount, tag] = [take(given, value), take(given, locale)];
      const rules = pluralRules(tag, {});
      const real = take(realOf(given), value);
      const category = rules.select(real);
      const wanted = real === 0 ? ['zero', category] : [category];
      const form = forms.filter(({ name }) => wanted.includes(name)).map((parameter) => take(given, parameter));
      const chosen = form.find((candidate) => candidate !== undefined) ?? take(given, other);
      const shown = given.real === undefined ? amount : fitForm(amount, (other) => rules.select(other) === category);
      return chosen.replaceAll('#', numberFormat(tag, {}).format(shown));
    },
  },
];
