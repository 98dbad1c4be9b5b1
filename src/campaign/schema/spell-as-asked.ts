// Rewrites a time of day, a duration or a share, as people write it, to the one form that a pattern of the schema accepts.
import type { YamlMap } from '../../is-map.ts';

const units: Readonly<Record<string, readonly string[]>> = {
  ms: ['ms', 'millisecond', 'milliseconds'],
  s: ['s', 'sec', 'secs', 'second', 'seconds'],
  m: ['m', 'min', 'mins', 'minute', 'minutes'],
  h: ['h', 'hr', 'hrs', 'hour', 'hours'],
  d: ['d', 'day', 'days'],
  '%': ['%', 'percent', 'pct'],
  MB: ['mb', 'megabyte', 'megabytes'],
  GB: ['gb', 'gigabyte', 'gigabytes'],
  x: ['x', 'times'],
};

const unitOf: ReadonlyMap<string, string> = new Map(
  Object.entries(units).flatMap(([unit, words]) => words.map((word) => [word, unit] as const)),
);

/** Returns the text to write in YAML; undefined if the meaning is not clear. */
export function spellAsAsked({ pattern }: YamlMap, value: unknown): string | undefined {
  if (typeof pattern !== 'string' || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
  const fits = new RegExp(pattern, 'u');
  const text = String(value);
  const time = fits.test('09:00') ? spellTime(text) : undefined;
  if (time !== undefined && fits.test(time)) return JSON.stringify(time);
  // A fraction such as 0.1 may be meant as a tenth.
  const span = spellSpan(/^[1-9]/v.test(text) ? text.replace(/^[\d.]+$/v, '$&%') : text);
  return span !== undefined && fits.test(span) ? span : undefined;
}

/** Reads `9:00`, `9` and `9 pm`. */
function spellTime(text: string): string | undefined {
  const written = /^(?<hour>\d{1,2})(?:[:h](?<minute>\d{2}))?(?::00)? ?(?<half>[ap]m)?$/iv.exec(text)?.groups;
  if (written === undefined) return undefined;
  const { hour = '', minute = '00', half } = written;
  const afternoon = half?.toLowerCase() === 'pm' ? 12 : 0;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + afternoon;
  return `${String(hours).padStart(2, '0')}:${minute}`;
}

/** Reads `5 days`, `1 %` and `2 weeks`. */
function spellSpan(text: string): string | undefined {
  const written = /^(?<count>\d{1,6}(?:\.\d{1,3})?) *(?<unit>[a-z]+|%)$/iv.exec(text.trim())?.groups;
  if (written === undefined) return undefined;
  const { count = '', unit = '' } = written;
  const word = unit.toLowerCase();
  if (/^w(?:eeks?)?$/v.test(word)) return `${Number(count) * 7}d`;
  const own = unitOf.get(word);
  return own === undefined ? undefined : `${count}${own}`;
}
