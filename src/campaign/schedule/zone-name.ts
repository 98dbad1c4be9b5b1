// Names of time zones as people have to write them: those of IANA, in the one spelling that they have there.

import { findNearest } from '../find-nearest.ts';

/** Below a region: no name is written in capitals, or without any. */
const belowRegion = /^[A-Z][a-z]+(?:\/[A-Z][\w+\-]*[a-z0-9][\w+\-]*)+$/v;

/** Not an offset, and not another case, which Intl takes as well. Names that IANA keeps for others, as Asia/Kolkata, are zones too. */
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

/** Istanbul -> Europe/Istanbul. */
export function findNearestZone(written: string): string | undefined {
  const plain = written.trim().replaceAll(' ', '_').toLowerCase();
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${plain}`)) ?? findNearest(plain, zones);
}
