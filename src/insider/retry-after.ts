// Reads Retry-After: seconds or an HTTP date ("sometimes present", says the vendor's page of limits). Invalid values count as none.

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Milliseconds. A higher value suggests a wrong clock or another unit. */
const longest = 60 * 60_000;

/** Returns milliseconds, or null. A date is relative to the answer's own Date header, or to our clock if there is none. */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const value = single(headers['retry-after'])?.trim() ?? '';
  const at = readDate(value) ?? Number.NaN;
  const saidAt = answeredAt(headers) ?? now;
  const asked = /^\d+$/.test(value) ? Number(value) * 1000 : at - saidAt;
  return asked >= 0 && asked <= longest ? asked : null;
}

/** When the server answered, by its own clock: milliseconds since 1970. */
export function answeredAt(headers: Headers): number | undefined {
  return readDate(single(headers['date']) ?? '');
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** HTTP dates start with the name of a day. Date.parse alone would read "-5" as a year. */
function readDate(text: string): number | undefined {
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
