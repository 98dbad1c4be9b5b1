// The helper that chooses the form of a word for a number, such as "1 item" and "2 items".
import { realOf, take, type Advice, type HelperParameter, type ValueHelper, type WrittenCall } from './helper.ts';
import { formatNumber } from './helper-number.ts';
import { keepFormatters } from './keep-formatters.ts';
import { locale } from './locale.ts';
import { number, optionalText, readText } from './read-value.ts';

const value = number('value');
const forms = ['zero', 'one', 'two', 'few', 'many'].map(optionalText);
const other: HelperParameter<string> = { name: 'other', read: readText };

const rulesOf = keepFormatters((locales, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locales, options));

/**
 * The numbers that are tried to find the forms that a language needs for whole numbers. Forms that are only for millions or fractions are not
 * demanded.
 */
const tried = Array.from({ length: 201 }, (_, amount) => amount);

/**
 * Returns the options that may be printed for a number, the best first. `zero` is for 0 alone, in every language: "nothing" would be wrong for 10.
 * Latvian has a form of its own by that name, which is also for 10 and 11. It is written as `many`, which Latvian does not use otherwise.
 */
function formsFor(amount: number, rules: Intl.PluralRules): readonly string[] {
  const category = rules.select(amount);
  const own = category === 'zero' && rules.select(10) === 'zero' ? 'many' : category;
  return amount === 0 ? ['zero', own] : [own];
}

interface Needed {
  readonly form: string;
  /** The smallest number that needs it. */
  readonly amount: number;
}

/** Returns the forms that the language uses and the call lacks. */
function findMissing(rules: Intl.PluralRules, given: ReadonlySet<string>): readonly Needed[] {
  const needed = new Map<string, number>();
  for (const amount of tried) {
    const wanted = formsFor(amount, rules);
    const form = wanted.at(-1) ?? other.name;
    if (!wanted.some((name) => given.has(name)) && !needed.has(form)) needed.set(form, amount);
  }
  return Array.from(needed, ([form, amount]) => ({ form, amount }));
}

function adviseForms({ values, options, usual }: WrittenCall): readonly Advice[] {
  const [, language = values.length < 2 ? '' : undefined] = values;
  if (language === undefined) return [];
  const tag = locale.read(language, usual);
  const missing = findMissing(rulesOf(tag, {}), new Set(options.keys()));
  if (missing.length === 0) return [];
  const names = missing.map(({ form, amount }) => `${form}= (for ${amount})`).join(', ');
  const message = `has no ${names}, which ${tag} needs: other= is printed in its place`;
  return [{ code: 'PP125', message, help: 'Write each form as a whole text; other= is for all other numbers.' }];
}

/** Warns about `#1 deal`, which would print the number itself before the 1. */
function adviseSign({ options }: WrittenCall): readonly Advice[] {
  return Array.from(options).flatMap(([name, text]): Advice[] => {
    const sign = typeof text === 'string' ? /(?<!\\)#\d|\d#/.exec(text)?.[0] : undefined;
    if (sign === undefined) return [];
    const message = `prints the number in place of the # of ${sign} in ${name}=`;
    return [{ code: 'PP126', message, help: `For the sign itself write ${sign.replace('#', '\\#')}.` }];
  });
}

/**
 * Returns a stand-in that agrees with the form ("2 seats", not "1 seats") and has as many digits, or the stand-in itself if there is none near it.
 */
function fitForm(standIn: number, fits: (amount: number) => boolean): number {
  const candidates = Array.from({ length: 100 }, (_, step) => standIn + step);
  return candidates.find((amount) => String(amount).length === String(standIn).length && fits(amount)) ?? standIn;
}

export const pluralHelper: ValueHelper = {
  kind: 'value',
  name: 'plural',
  doc: 'The form that the locale uses for the number (one, two, few, many, other). # in it becomes the number, \\# a number sign. zero= is only for 0, in every language; in Latvian, the form for 0, 10, 11 ... 20, 30 is under many=. If a form is missing, other= is printed, with a warning.',
  parameters: [value, locale],
  options: [...forms, other],
  printsOption: true,
  examples: [
    { template: '{{plural count one="# item" other="# items"}}', row: { count: '1' }, output: '1 item' },
    { template: '{{plural count zero="nothing" one="# item" other="# items"}}', row: { count: 0 }, output: 'nothing' },
    {
      template: '{{plural count language one="# файл" few="# файла" many="# файлов" other="# файла"}}',
      row: { count: 3, language: 'ru' },
      output: '3 файла',
    },
    {
      template: '{{plural count "lv" zero="nav punktu" one="# punkts" many="# punktu" other="# punkti"}}',
      row: { count: 10 },
      output: '10 punktu',
    },
    { template: '{{plural count one="our \\#1 deal" other="# deals"}}', row: { count: 1 }, output: 'our #1 deal' },
  ],
  advise: (call) => [...adviseForms(call), ...adviseSign(call)],
  run: (given) => {
    const [amount, tag] = [take(given, value), take(given, locale)];
    const rules = rulesOf(tag, {});
    const real = take(realOf(given), value);
    const wanted = formsFor(real, rules);
    const chosen = forms.find(({ name }) => wanted.includes(name) && realOf(given).options[name] !== undefined);
    if (chosen === undefined && !wanted.includes(other.name)) {
      given.note({ kind: 'missing_form', form: `${wanted.at(-1)}= for ${tag.replace(/-.*/, '')}` });
    }
    const fits = (standIn: number): boolean => formsFor(standIn, rules).at(-1) === wanted.at(-1);
    // The form `zero` is for 0 alone, so 0 is shown.
    const shown = given.real === undefined || chosen?.name === 'zero' ? real : fitForm(amount, fits);
    return printForm(take(given, chosen ?? other) ?? '', () => formatNumber(shown, tag));
  },
};

function printForm(form: string, number: () => string): string {
  return form.includes('#') ? form.replaceAll(/\\?#/g, (sign) => (sign === '#' ? number() : '#')) : form;
}
