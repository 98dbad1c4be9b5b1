// The helper that writes dates: ISO 8601 in, the words of a locale out. It knows nothing of the time now.
import { take, HelperFault, type Given, type Parameter, type ValueHelper } from './helper.ts';
import { keepFormatters, locale } from './locale.ts';
import { isBlank, readText } from './read-value.ts';

/** A day, or a moment; `zoned` when it says its offset from UTC, so that it can be shown in another zone. */
interface Moment {
  readonly time: number;
  readonly zoned: boolean;
}

const iso =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

const value: Parameter<Moment> = {
  name: 'value',
  measures: 'date',
  read: (given) => {
    if (isBlank(given)) throw new HelperFault('is empty or missing, not a date');
    const moment = parseMoment(readText(given).trim());
    if (moment === undefined) throw new HelperFault('is not a date such as 2026-03-01 or 2026-03-01T09:30:00Z');
    return moment;
  },
};

function parseMoment(from: string): Moment | undefined {
  const groups = iso.exec(from)?.groups;
  if (groups === undefined) return undefined;
  const { day = '', clock = '00:00', zone } = groups;
  const midnight = new Date(`${day}T00:00:00Z`);
  // Some engines read 30 February as 2 March.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined;
  const time = Date.parse(`${day}T${clock}${fullOffset(zone)}`);
  return Number.isNaN(time) ? undefined : { time, zoned: zone !== undefined };
}

/** Databases write +03 and +0300; Date.parse wants +03:00. */
function fullOffset(zone = 'Z'): string {
  if (zone === 'Z') return zone;
  const minutes = zone.slice(3).replace(':', '');
  return `${zone.slice(0, 3)}:${minutes === '' ? '00' : minutes}`;
}

const lengths = ['full', 'long', 'medium', 'short'] as const;
const texts = ['long', 'short', 'narrow'] as const;
const numbers = ['numeric', '2-digit'] as const;

/** An option that is one of a few words. */
function choice<T extends string>(name: string, words: readonly T[]): Parameter<T | undefined> {
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

const zone: Parameter<string> = {
  name: 'zone',
  optional: true,
  decides: true,
  read: (given) => {
    const name = given === undefined ? 'UTC' : readText(given);
    try {
      dateFormat('en', { timeZone: name });
    } catch {
      throw new HelperFault('is not a time zone such as Europe/Istanbul');
    }
    return name;
  },
};

const dateFormat = keepFormatters(
  (locales, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales, options),
);

export const dateHelpers: readonly ValueHelper[] = [
  {
    kind: 'value',
    name: 'date',
    doc: 'The ISO 8601 date or time as the locale writes it: whole, by style= and time= (full, long, medium, short), or in the parts that are named (weekday= day= month= year= hour= minute=, with long, short, numeric ...); zone= is where a time with an offset is shown, UTC if not given.',
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
    ],
    findClash: (options) => {
      const whole = options.find((name) => name === style.name || name === timeStyle.name);
      const part = parts.find(({ name }) => options.includes(name));
      return whole === undefined || part === undefined ? undefined : `takes ${whole}= or ${part.name}=, not both`;
    },
    run: (given) => {
      const { time, zoned } = take(given, value);
      const timeZone = zoned ? take(given, zone) : 'UTC';
      return dateFormat(take(given, locale), { ...chooseParts(given), timeZone }).format(time);
    },
  },
];

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
