// Checks the names of time zones, which must be IANA names in their exact spelling.

import { findNearest } from '../find-nearest.ts';

/** A name below a region. No such name is all in capitals, or without any. */
const belowRegion = /^[A-Z][a-z]+(?:\/[A-Z][\w+\-]*[a-z0-9][\w+\-]*)+$/v;

/**
 * Whether it is the name of a time zone. Intl also accepts offsets and other cases; this does not. Aliases that IANA keeps, such as Asia/Kolkata, are
 * accepted.
 */
export function isZoneName(name: string): boolean {
  if (!/^[A-Z]/v.test(name)) return false;
  const known = canonical(name);
  if (known === undefined) return false;
  return known === name || (known.toLowerCase() !== name.toLowerCase() && (belowRegion.test(name) || name === 'UTC'));
}

function canonical(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Finds Europe/Istanbul for Istanbul. */
export function findNearestZone(written: string): string | undefined {
  const plain = written.trim().replaceAll(' ', '_').toLowerCase();
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${plain}`)) ?? findNearest(plain, zones);
}
