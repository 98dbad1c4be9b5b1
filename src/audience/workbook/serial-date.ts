// Converts dates and times of workbooks, which are days counted from 1900 or 1904, to ISO 8601.

const day = 24 * 60 * 60 * 1000;

/** The time of day 0. Workbooks count a 29 February 1900, which never was, so their day 0 is two days before 1 January 1900. */
const origins = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/** The first time that is no longer a date: the beginning of the year 10000. */
const end = Date.UTC(10_000, 0, 1);

/** Returns a date, a date with a time, or a time alone if the number is less than a day. Undefined if the number is not a date. */
export function readSerialDate(serial: number, since: keyof typeof origins): string | undefined {
  const isEarly = since === 1900 && serial >= 1 && serial < 61;
  const time = origins[since] + Math.round((serial + (isEarly ? 1 : 0)) * 86_400) * 1000;
  if (!(serial >= 0 && time < end)) return undefined;
  const [written = '', clock = ''] = new Date(time).toISOString().slice(0, 19).split('T');
  if (serial < 1 && since === 1900) return clock;
  return time % day === 0 ? written : `${written} ${clock}`;
}

/** The numbers of the built-in formats for dates and times, which every workbook has. */
const builtin: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);

/** Tells whether a number in this format is shown as a date or a time. Quoted words, colours and padding in the format are ignored. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtin.has(id);
  const [first = ''] = code.split(';');
  const bare = first.replaceAll(/"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giv, '');
  return !/general/i.test(bare) && /[dmyhs]/i.test(bare);
}
