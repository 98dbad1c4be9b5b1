// Retry-After: seconds or an HTTP date ("sometimes present", says the vendor's page of limits); junk is as good as none.

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Milliseconds, or null. A date is measured by the answer's own Date, so that no clock of ours matters. */
export function retryAfterOf(headers: Headers): number | null {
  const value = single(headers['retry-after'])?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = readDate(value);
  const now = readDate(single(headers['date']) ?? '');
  return at === undefined || now === undefined || at < now ? null : at - now;
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** HTTP dates begin with the name of a day; Date.parse alone takes "-5" for a year. */
function readDate(text: string): number | undefined {
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
