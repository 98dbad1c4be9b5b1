// The name of an object of a source: as it is written, with the day of the fetch in it where that is asked for.
import type { AudienceObject } from './campaign.ts';

/** All that can stand in it for something that is not written. */
export const dateTemplate = /\{\{\s*date\s*\}\}/gv;

/** `now` is milliseconds since 1970. */
export function nameObject({ name, zone }: AudienceObject, now: number): string {
  // Of all locales that Intl knows, Swedish writes 2026-11-28.
  return name.replaceAll(dateTemplate, () => new Intl.DateTimeFormat('sv', { timeZone: zone }).format(now));
}
