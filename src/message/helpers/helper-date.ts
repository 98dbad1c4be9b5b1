// The helper that writes dates: reads the forms that exports use and writes them as the locale does. It never uses the current time.
import { realOf, take, HelperFault, type Given, type HelperParameter, type ValueHelper } from './helper.ts';
import { keepDateFormats } from './keep-formatters.ts';
import { locale } from './locale.ts';
import { momentForms, readMoment, type Moment } from './moment.ts';
import { isBlank, readText } from './read-value.ts';
import { isTimeZone, offsetAt, suggestTimeZone } from './time-zone.ts';

const value: HelperParameter<Moment> = {
  name: 'value',
  measures: 'date',
  read: (given) => {
    if (isBlank(given)) throw new HelperFault('is empty or missing, not a date');
    const moment = readMoment(readText(given));
    if (moment === undefined) {
      throw new HelperFault('is not a date such as 2026-03-01 or 2026-03-01T09:30:00Z', momentForms);
    }
    return moment;
  },
};

const lengths = ['full', 'long', 'medium', 'short'] as const;
const texts = ['long', 'short', 'narrow'] as const;
const numbers = ['numeric', '2-digit'] as const;

/** Makes an option that takes one of a few words. */
function choice<T extends string>(name: string, words: readonly T[]): HelperParameter<T | undefined> {
  return {
    name,
    optional: true,
    decides: true,
    read: (given) => {
      if (given === undefined) return undefined;
      const word = words.find((candidate) => candidate === given);
      if (word === undefined) throw new HelperFault(`is not one of ${words.join(', ')}`);
      return word;
    },
  };
}

const style = choice('style', lengths);
const timeStyle = choice('time', lengths);
const weekday = choice('weekday', texts);
const day = choice('day', numbers);
const month = choice('month', [...texts, ...numbers]);
const year = choice('year', numbers);
const hour = choice('hour', numbers);
const minute = choice('minute', numbers);
const parts = [weekday, day, month, year, hour, minute];
const chosen = [style, timeStyle, ...parts];

const utc = 'UTC';

const zone: HelperParameter<string> = {
  name: 'zone',
  optional: true,
  decides: true,
  read: (given) => {
    const name = given === undefined ? utc : readText(given).trim();
    if (!isTimeZone(name)) throw new HelperFault('is not a time zone such as Europe/Istanbul');
    return name;
  },
  written: { code: 'PP113', suggest: suggestTimeZone },
};

const dateFormat = keepDateFormats();

export const dateHelpers: readonly ValueHelper[] = [
  {
    kind: 'value',
    name: 'date',
    doc: 'The date or time as the locale writes it: whole, by style= and time= (full, long, medium, short), or only the parts that are named (weekday= day= month= year= hour= minute=, with long, short, numeric ...); zone= is the zone in which a time with an offset is shown, by default UTC. It accepts 2026-03-01, 2026-03-01 22:30:00, and with an offset 2026-03-01T22:30:00Z, 2026-03-01 22:30:00.123 UTC, +03, +0300 and +03:00. A time without an offset is shown as it is. With zone=, its column has to be declared with the zone in which it is written, columns: { due: { type: date, zone: Europe/Istanbul } }.',
    parameters: [value, locale],
    options: [style, timeStyle, ...parts, zone],
    examples: [
      { template: '{{date due}}', row: { due: '2026-03-01' }, output: 'Mar 1, 2026' },
      { template: "{{date due 'tr' style='long'}}", row: { due: '2026-03-01' }, output: '1 Mart 2026' },
      {
        template: "{{date due 'en' weekday='long' day='numeric' month='long'}}",
        row: { due: '2026-03-01' },
        output: 'Sunday, March 1',
      },
      {
        template: "{{date due 'de' style='short' time='short' zone='Europe/Istanbul'}}",
        row: { due: '2026-03-01T22:30:00Z' },
        output: '02.03.26, 01:30',
      },
      {
        template: "{{date due 'sv' style='short' time='short'}}",
        row: { due: '2026-03-01 22:30:00.123456 -0800' },
        output: '2026-03-02 06:30',
      },
    ],
    findClash: (options) => {
      const whole = options.find((name) => name === style.name || name === timeStyle.name);
      const part = parts.find(({ name }) => options.includes(name));
      return whole === undefined || part === undefined ? undefined : `takes ${whole}= or ${part.name}=, not both`;
    },
    run: (given) => {
      const { time, kind } = take(given, value);
      if (kind === 'day' && isAsked(given, clockParts)) given.note({ kind: 'day_with_time', argument: 0 });
      if (kind === 'local' && isAsked(given, [zone])) given.note({ kind: 'no_offset', argument: 0 });
      return writeDate(time, kind === 'zoned' ? take(given, zone) : utc, given);
    },
  },
];

/**
 * Writes the date. Each zone has its own formatter only if the zone itself is printed. Otherwise the time is shifted and written as UTC, since
 * languages and zones would make many pairs.
 */
function writeDate(time: number, timeZone: string, given: Given): string {
  const length = take(given, timeStyle);
  const form = { tag: take(given, locale), options: realOf(given).options };
  if (length === 'full' || length === 'long') return formatOf({ ...form, timeZone }, given).format(time);
  const shifted = timeZone === utc ? time : time + offsetAt(timeZone, time);
  return formatOf({ ...form, timeZone: utc }, given).format(shifted);
}

interface DateForm extends Pick<Given, 'options'> {
  readonly tag: string;
  readonly timeZone: string;
}

/** The last formatter used. Most rows write their dates in one form, and looking the formatter up takes three times as long as writing. */
let last: { readonly form: DateForm; readonly format: Intl.DateTimeFormat } | undefined;

function formatOf(form: DateForm, given: Given): Intl.DateTimeFormat {
  if (last === undefined || !isSame(last.form, form)) {
    const { tag, timeZone } = form;
    last = { form, format: dateFormat(tag, { ...chooseParts(given), timeZone }) };
  }
  return last.format;
}

/** Compares the forms. The option `zone` matters only through the zone of the formatter. */
function isSame(one: DateForm, other: DateForm): boolean {
  if (one.tag !== other.tag || one.timeZone !== other.timeZone) return false;
  return one.options === other.options || chosen.every(({ name }) => one.options[name] === other.options[name]);
}

const clockParts = [timeStyle, hour, minute];

function isAsked({ options }: Given, wanted: readonly HelperParameter<unknown>[]): boolean {
  return wanted.some(({ name }) => options[name] !== undefined);
}

function chooseParts(given: Given): Intl.DateTimeFormatOptions {
  const isChosen = Object.keys(given.options).some((name) => name !== zone.name);
  return {
    dateStyle: isChosen ? take(given, style) : 'medium',
    timeStyle: take(given, timeStyle),
    weekday: take(given, weekday),
    day: take(given, day),
    month: take(given, month),
    year: take(given, year),
    hour: take(given, hour),
    minute: take(given, minute),
  };
}
