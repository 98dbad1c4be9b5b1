// Reads and shows limits as people write them: a count (5), a share ("1%"), a growth ("2x") or an age ("7d").
import type { AbortIf } from '../generated/campaign.ts';
import type { AbortLimit, Limit } from './campaign.ts';
import { parseDuration } from './schedule/parse-duration.ts';

/** Reads a count or a percentage. The schema ensures that a text is a percentage. */
export function parseLimit(written: number | string): Limit {
  if (typeof written === 'number') return { kind: 'count', count: written };
  return { kind: 'share', share: Number(written.replace('%', '')) / 100 };
}

/** Reads `abort_if`, in the order of the file. None if it is not written. */
export function parseAbortIf(written: AbortIf = {}): readonly AbortLimit[] {
  return Object.entries(written).map(([of, limit]) => ({ of, limit: parseLimit(limit) }));
}

/** Reads a growth: "1.5x" is 1.5. The schema ensures the form. */
export function parseGrowth(written: string): number {
  return Number(written.replace('x', ''));
}

/** Returns milliseconds. */
export function parseAge(written: string): number {
  const age = parseDuration(written);
  if (age === undefined) throw new Error('an invalid age was reported before');
  return age;
}

/** Returns the limit as people write it: "5" or "1.5%". */
export function showLimit(limit: Limit): string {
  return limit.kind === 'count' ? String(limit.count) : showShare(limit.share);
}

/** Returns "1.5%" for 0.015. */
export function showShare(share: number): string {
  // 0.07 times 100 is 7.000000000000001.
  return `${Number((share * 100).toPrecision(12))}%`;
}

export function showGrowth(growth: number): string {
  return `${growth}x`;
}

/** Shows the age in the largest unit that gives a whole number. A single day is shown as 24h. */
export function showAge(age: number): string {
  const hours = age / 3_600_000;
  if (Number.isInteger(hours / 24) && hours > 24) return `${hours / 24}d`;
  return Number.isInteger(hours) ? `${hours}h` : `${age / 60_000}m`;
}
