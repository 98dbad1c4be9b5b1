// Computes the pace: how long a slot is held, how far apart slots are, and how a lowered pace recovers.
import { integer, type Row } from '../row.ts';

/** The vendor's rate limit window, in milliseconds. */
export const span = 60_000;

/** How long after it was requested a claim may still be sent, and how long a destroyed socket may linger; in milliseconds. */
const validity = 5_000;
const linger = 5_000;

/**
 * How far slots that were not taken in time can be caught up, in microseconds: timers fire late, answers come in bunches, a claim may cover several
 * requests. This is also the largest burst after a pause.
 */
export const catchUp = 1_000_000;

/** The longest time that one answer may block the key, in milliseconds. */
const longestBlock = 600_000;

/** The most rows beyond a lowered limit that are read or removed at once, so that no claim takes longer because of them. */
export const mostRemoved = 1_000;

/** The pace is stored in millionths of the limit. */
const whole = 1_000_000;
const comesBackPerMinute = whole / 20;

export interface Slot {
  readonly number: number;
  /** Counts the uses, so that a slot that has been taken again cannot be given back by its former user. */
  readonly generation: number;
}

/** How slots are spread at a moment. In microseconds, because at the highest limits several slots are due in each millisecond. */
export interface Pace {
  /** The time from one slot to the next. */
  readonly interval: number;
  /** The earliest time for the next slot, by the ring's clock. */
  readonly due: number;
}

/** How long a slot that nobody gives back is in use, in addition to the span. `requestTimeout` is in milliseconds. */
export function holdFor(requestTimeout: number): number {
  return validity + requestTimeout + linger;
}

/** Returns the current pace in millionths of the limit, including its recovery so far. */
function shareOf(ring: Row, now: number): number {
  const passed = Math.max(0, now - integer(ring, 'paced_at'));
  return Math.min(whole, integer(ring, 'pace') + Math.floor((passed * comesBackPerMinute) / 60_000));
}

/**
 * Computes the current pace, at least one request per minute. The interval is rounded down, because it only spreads requests: their number is limited
 * by the slots.
 */
export function paceAt(ring: Row, now: number): Pace {
  const perMinute = (integer(ring, 'per_minute') * shareOf(ring, now)) / whole;
  const interval = Math.max(1, Math.floor((span * 1_000) / Math.max(1, perMinute)));
  const due = Math.max(integer(ring, 'even_at') + interval, integer(ring, 'blocked_until') * 1_000);
  return { interval, due };
}

/** When a slot that is given back now becomes free: the answer came within the millisecond that began at `now`. */
export function backAt(now: number): number {
  return now + 1 + span;
}

/** Milliseconds until a slot can be taken. `readyAt` is when one becomes free, unless a request under way gives one back earlier. */
export function waitFor(due: number, readyAt: number, now: number): number {
  return Math.max(0, Math.ceil(due / 1_000) - now, Math.min(backAt(now), readyAt) - now);
}

/**
 * How many slots are due, and when the first of them was due. After a delay, missed slots are due at once, but only those within the catch-up time.
 */
export function slotsDue(
  ring: Row,
  now: number,
): { readonly count: number; readonly evenAt: number; readonly interval: number } {
  const { due, interval } = paceAt(ring, now);
  const evenAt = Math.max(due, now * 1_000 - catchUp);
  return { count: Math.max(0, 1 + Math.floor((now * 1_000 - evenAt) / interval)), evenAt, interval };
}

/** Computes the ring after an answer that blocks the key. The first such answer of a burst halves the pace. */
export function blockedFor(
  ring: Row,
  now: number,
  { milliseconds, halve }: { readonly milliseconds: number; readonly halve: boolean },
): { readonly until: number; readonly pace: number; readonly pacedAt: number } {
  const before = integer(ring, 'blocked_until');
  const until = Math.max(before, now + Math.min(milliseconds, longestBlock));
  if (halve && before <= now) return { until, pace: Math.floor(shareOf(ring, now) / 2), pacedAt: until };
  return { until, pace: integer(ring, 'pace'), pacedAt: integer(ring, 'paced_at') };
}

/** The number of rows beyond the limit; negative if more may be made. */
export function surplusOf(ring: Row): number {
  return integer(ring, 'slots') - integer(ring, 'per_minute');
}
