// The figures of the pace: what a slot is, for how long it is held, and how a pace that was lowered comes back.
import { integer, type Row } from './row.ts';

/** The vendor's window, milliseconds. */
export const span = 60_000;

/** How long after it was asked for a claim may still be sent, and how long a destroyed socket may linger. */
const validity = 5_000;
const linger = 5_000;

/** Slots that have been free for so long were not wanted: they are spread again, so that a pause is not followed by a burst. */
export const idle = 2_000;

/** The longest that one answer may block the key. */
export const longestBlock = 600_000;

/** The pace is kept in millionths of the limit. */
const whole = 1_000_000;
const comesBackPerMinute = whole / 20;

export interface Slot {
  readonly number: number;
  /** Counts the uses: a slot that was taken again meanwhile is not given back by its former user. */
  readonly generation: number;
}

/** For how long a slot is not free when nobody gives it back, beside the span. `requestTimeout` in milliseconds. */
export function holdFor(requestTimeout: number): number {
  return validity + requestTimeout + linger;
}

/** In millionths of the limit, as far as it has come back by now. */
export function paceOf(ring: Row, now: number): number {
  const passed = Math.max(0, now - integer(ring, 'paced_at'));
  return Math.min(whole, integer(ring, 'pace') + Math.floor((passed * comesBackPerMinute) / 60_000));
}

/** Milliseconds between two slots at a pace; at the whole one the slots alone decide. One request a minute is the least. */
export function intervalOf(pace: number, limit: number): number {
  return pace === whole ? 0 : Math.ceil(Math.min(span, (span * whole) / (limit * pace)));
}
