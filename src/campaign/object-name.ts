// Makes the name of an object of a source, with the day of the fetch filled in.
import type { AudienceObject } from './campaign.ts';

/** The only template that the name of an object may contain. */
export const dateTemplate = /\{\{\s*date\s*\}\}/gv;

/** `now` is milliseconds since 1970. */
export function nameObject({ name, zone }: AudienceObject, now: number): string {
  // Swedish is the locale of Intl that writes 2026-11-28.
  return name.replaceAll(dateTemplate, () => new Intl.DateTimeFormat('sv', { timeZone: zone }).format(now));
}
