// Dates and times as workbooks keep them: days counted from 1900 or from 1904, in ISO 8601.

const day = 24 * 60 * 60 * 1000;

/** Of the day 0; the year 1900 has a 29 February there, which is why it is two days before its first. */
const origins = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/** Of the year 10000. */
const end = Date.UTC(10_000, 0, 1);

/** A day, a day with its time, or of less than a day the time alone; undefined for what no calendar has. */
export function readSerialDate(serial: number, since: keyof typeof origins): string | undefined {
  const isEarly = since === 1900 && serial >= 1 && serial < 61;
  const time = origins[since] + Math.round((serial + (isEarly ? 1 : 0)) * 86_400) * 1000;
  if (!(serial >= 0 && time < end)) return undefined;
  const [written = '', clock = ''] = new Date(time).toISOString().slice(0, 19).split('T');
  if (serial < 1 && since === 1900) return clock;
  return time % day === 0 ? written : `${written} ${clock}`;
}

/** The formats that every workbook has: dates and times have these numbers. */
const builtin: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);

/** Whether a number in this format is shown as a date or a time. Words in quotes, colours and blanks of a width say nothing. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtin.has(id);
  const [first = ''] = code.split(';');
  const bare = first.replaceAll(/"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giv, '');
  return !/general/i.test(bare) && /[dmyhs]/i.test(bare);
}
