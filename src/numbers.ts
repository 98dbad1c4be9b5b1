// Formats numbers and times for people.

/** Created on first use: creating it takes longer than the rest of a small command. */
let count: Intl.NumberFormat | undefined;

/** Formats 41230 as "41,230". */
export function formatCount(value: number): string {
  if (Number.isSafeInteger(value)) return String(value).replaceAll(/\B(?=(?:\d{3})+$)/gv, ',');
  count ??= new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
  return count.format(value);
}

/** Formats milliseconds since 1970 or an ISO text as "2026-11-29 10:20 UTC". */
export function formatMinute(moment: number | string): string {
  return `${new Date(moment).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ')} UTC`;
}

/** Formats "2026-11-29 10:20:00 UTC", rounded up: what ends at that moment is over by then. */
export function formatEnd(moment: number | string): string {
  const second = new Date(Math.ceil(new Date(moment).getTime() / 1_000) * 1_000).toISOString();
  return `${second.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replace('T', ' ')} UTC`;
}

/** Formats a text that is a whole number like formatCount; returns any other text unchanged. */
export function groupDigits(text: string): string {
  return /^\d{1,15}$/v.test(text) ? formatCount(Number(text)) : text;
}

/** Returns "1 request" or "2,063 requests". `many` is the plural of words that do not just take an s. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** Formats a share in whole percent. It is 100% only if all is there, and 0% only if nothing is. */
export function formatPercent(part: number, whole: number): string {
  if (whole <= 0 || part >= whole) return '100%';
  if (part <= 0) return '0%';
  return `${Math.min(99, Math.max(1, Math.round((part / whole) * 100)))}%`;
}

/** Returns "a, b, c and 1,200 more": the first `most` items by name, and how many others there are. */
export function listFirst<Item>(
  items: readonly Item[],
  most: number,
  show: (item: Item) => string = String,
  separator = ', ',
): string {
  const named = items.slice(0, most).map(show).join(separator);
  return items.length > most ? `${named} and ${formatCount(items.length - most)} more` : named;
}
