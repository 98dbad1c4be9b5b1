// The figures of the pace: what a slot is, how long it is held, how far apart slots are, how a lowered pace comes back.
import { integer, type Row } from '../row.ts';

/** The vendor's window, milliseconds. */
export const span = 60_000;

/** How long after it was asked for a claim may still be sent, and how long a destroyed socket may linger. */
const validity = 5_000;
const linger = 5_000;

/**
 * What may be caught up of the slots that were not taken in time, microseconds: timers fire late, answers come in bunches, a claim
 * may be of several requests. It is also all that may come at once after a pause.
 */
export const catchUp = 1_000_000;

/** The longest that one answer may block the key. */
const longestBlock = 600_000;

/** How many rows of a limit that was lowered are looked at or removed at once: no claim takes longer for them. */
export const mostRemoved = 1_000;

/** The pace is kept in millionths of the limit. */
const whole = 1_000_000;
const comesBackPerMinute = whole / 20;

export interface Slot {
  readonly number: number;
  /** Counts the uses: a slot that was taken again meanwhile is not given back by its former user. */
  readonly generation: number;
}

/** How slots are spread at a moment. Microseconds: at the highest limits several slots are due in each millisecond. */
export interface Pace {
  /** From one slot to the next. */
  readonly interval: number;
  /** By the ring's clock: no slot is taken before. */
  readonly due: number;
}

/** For how long a slot is not free when nobody gives it back, beside the span. `requestTimeout` in milliseconds. */
export function holdFor(requestTimeout: number): number {
  return validity + requestTimeout + linger;
}

/** In millionths of the limit, as far as it has come back by now. */
function shareOf(ring: Row, now: number): number {
  const passed = Math.max(0, now - integer(ring, 'paced_at'));
  return Math.min(whole, integer(ring, 'pace') + Math.floor((passed * comesBackPerMinute) / 60_000));
}

/** One request a minute is the least. Rounded down, since it only spreads: how many there are is for the slots to say. */
export function paceAt(ring: Row, now: number): Pace {
  const perMinute = (integer(ring, 'per_minute') * shareOf(ring, now)) / whole;
  const interval = Math.max(1, Math.floor((span * 1_000) / Math.max(1, perMinute)));
  const due = Math.max(integer(ring, 'even_at') + interval, integer(ring, 'blocked_until') * 1_000);
  return { interval, due };
}

/** When a slot is free that is given back now: the answer came within the millisecond that began then. */
export function backAt(now: number): number {
  return now + 1 + span;
}

/** Milliseconds until a slot can be taken. `readyAt` is when one is free, unless one that is under way is given back before. */
export function waitFor(due: number, readyAt: number, now: number): number {
  return Math.max(0, Math.ceil(due / 1_000) - now, Math.min(backAt(now), readyAt) - now);
}

/** How many slots are due, and when the first of them was: after a delay the next ones are due at once, but none from before the catch-up. */
export function slotsDue(
  ring: Row,
  now: number,
): { readonly count: number; readonly evenAt: number; readonly interval: number } {
  const { due, interval } = paceAt(ring, now);
  const evenAt = Math.max(due, now * 1_000 - catchUp);
  return { count: Math.max(0, 1 + Math.floor((now * 1_000 - evenAt) / interval)), evenAt, interval };
}

/** The ring's figures after an answer that blocks the key: the first of a burst halves the pace. */
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

/** How many rows there are beyond the limit; below 0 when more may be made. */
export function surplusOf(ring: Row): number {
  return integer(ring, 'slots') - integer(ring, 'per_minute');
}
