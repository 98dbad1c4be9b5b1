// Reads dates in the form that a column declares, such as dd.MM.yyyy, and returns them in ISO 8601.

/** Returns ISO 8601 without an offset; undefined if the text has another form. Does not check that the day exists. */
export type DateReader = (text: string) => string | undefined;

export type DateFormat =
  | { readonly kind: 'reader'; readonly read: DateReader }
  /** `problem` continues the format. */
  | { readonly kind: 'fault'; readonly problem: string; readonly help: string };

/** The groups are named after the parts of ISO 8601. */
const parts: Readonly<Record<string, string>> = {
  yyyy: String.raw`(?<year>\d{4})`,
  MM: String.raw`(?<month>\d{2})`,
  M: String.raw`(?<month>\d{1,2})`,
  dd: String.raw`(?<day>\d{2})`,
  d: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{2})`,
  H: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2})`,
};

const known =
  'Days are dd or d, months MM or M, years yyyy, hours HH or H, minutes mm, seconds ss: dd.MM.yyyy, M/d/yyyy, dd.MM.yyyy HH:mm.';

export function readDateFormat(format: string): DateFormat {
  const pieces = format.match(/\p{L}+|\P{L}+/gv) ?? [];
  const split = pieces.flatMap((piece) => (/^\p{L}/v.test(piece) ? splitRun(piece) : [piece]));
  const unknown = split.find((piece) => /^\p{L}/v.test(piece) && parts[piece] === undefined);
  const names = split.flatMap((piece) => parts[piece]?.match(/<(?<name>\w+)>/v)?.[1] ?? []);
  const problem = unknown === undefined ? findGap(names) : `has ${unknown}, which is no part of a date`;
  if (problem === undefined) return { kind: 'reader', read: createReader(split) };
  const meant = suggestFormat(format);
  return { kind: 'fault', problem, help: meant === undefined ? known : `Write ${meant}. ${known}` };
}

/** Splits ddMMyyyy into three parts. The T between a day and a time is not a part, and becomes a quote. */
function splitRun(run: string): readonly string[] {
  return (run.match(/(?<letter>\p{L})\k<letter>*/gv) ?? []).map((piece) => (piece === 'T' ? "'" : piece));
}

function findGap(names: readonly string[]): string | undefined {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `says the ${twice} twice`;
  const missing = ['day', 'month', 'year'].find((name) => !names.includes(name));
  if (missing !== undefined) return `does not say the ${missing}`;
  if (names.includes('second') && !names.includes('minute')) return 'says seconds without minutes';
  if (names.includes('minute') !== names.includes('hour')) return 'says one of hours and minutes without the other';
  return undefined;
}

/** Suggests dd.MM.yyyy for DD.MM.YYYY and dd.mm.yyyy, as many programs write it. */
function suggestFormat(format: string): string | undefined {
  const [day = '', ...rest] = format.split(/(?=[T ])/v);
  const meant = day
    .replaceAll(/D/gv, 'd')
    .replaceAll(/Y/gv, 'y')
    .replaceAll(/m/gv, 'M')
    .replaceAll(/(?<!y)yy(?!y)/gv, 'yyyy');
  const whole = [meant, ...rest].join('');
  return whole !== format && readDateFormat(whole).kind === 'reader' ? whole : undefined;
}

function createReader(pieces: readonly string[]): DateReader {
  const source = pieces.map((piece) => (piece === "'" ? 'T' : (parts[piece] ?? RegExp.escape(piece)))).join('');
  const form = new RegExp(`^${source}$`, 'v');
  return (text) => {
    const { year, month, day, hour, minute, second } = form.exec(text.trim())?.groups ?? {};
    if (year === undefined) return undefined;
    const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
    if (hour === undefined) return date;
    return `${date}T${hour.padStart(2, '0')}:${minute}${second === undefined ? '' : `:${second}`}`;
  };
}

const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const written = new RegExp(
  String.raw`^(?<first>${day})(?<mark>[.\/\-])(?<second>${day})\k<mark>(?<year>\d{4})(?<clock> \d{2}:\d{2}(?::\d{2})?)?$`,
  'v',
);

/** Returns the formats in which a text is a date, the more likely first. There are two if both numbers can be the month. */
export function findDateFormats(text: string): readonly string[] {
  const { first = '', second = '', mark = '', clock = '' } = written.exec(text.trim())?.groups ?? {};
  const [day, month] = first.length === 2 && second.length === 2 ? ['dd', 'MM'] : ['d', 'M'];
  const time = clock.replace(/\d\d:\d\d/, 'HH:mm').replace(/:\d\d$/, ':ss');
  const rest = `${mark}yyyy${time}`;
  const formats = [
    { format: `${day}${mark}${month}${rest}`, isRead: isMonth(second) },
    { format: `${month}${mark}${day}${rest}`, isRead: isMonth(first) },
  ];
  const found = formats.filter(({ isRead }) => isRead).map(({ format }) => format);
  return mark === '/' ? found.toReversed() : found;
}

function isMonth(digits: string): boolean {
  return digits !== '' && Number(digits) <= 12;
}
