// Retry-After: seconds or an HTTP date ("sometimes present", says the vendor's page of limits); junk is as good as none.

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Milliseconds. Who asks for more has a clock or a unit of its own. */
const longest = 60 * 60_000;

/** Milliseconds, or null. A date is measured by the answer's own Date where it has one, and by our clock where it has none. */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const value = single(headers['retry-after'])?.trim() ?? '';
  const at = readDate(value) ?? Number.NaN;
  const saidAt = answeredAt(headers) ?? now;
  const asked = /^\d+$/.test(value) ? Number(value) * 1000 : at - saidAt;
  return asked >= 0 && asked <= longest ? asked : null;
}

/** When the other side answered, by its own clock: milliseconds since 1970. */
export function answeredAt(headers: Headers): number | undefined {
  return readDate(single(headers['date']) ?? '');
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** HTTP dates begin with the name of a day; Date.parse alone takes "-5" for a year. */
function readDate(text: string): number | undefined {
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
