// Decides whether a notification may be sent at a given moment, and if not, when it may be sent or why not any more. Plans and claims use the same
// rules.
import type { Blackout } from '../../campaign/schedule/schedule.ts';
import { hoursAt, type Span } from './open-hours.ts';
import type { SendingTimes } from './sending-times.ts';
import { momentOf } from './zone-clock.ts';

export type TimeVerdict =
  /** It may be sent now. `due` is the person's due time, from which the deadline counts. Milliseconds since 1970. */
  | { readonly kind: 'open'; readonly due: number }
  /** It may not be sent before `until`. */
  | { readonly kind: 'held'; readonly due: number; readonly until: number }
  | { readonly kind: 'left'; readonly reason: 'late' | 'outside_window' };

const outside: TimeVerdict = { kind: 'left', reason: 'outside_window' };
const late: TimeVerdict = { kind: 'left', reason: 'late' };

/** The grace period of `at` if no deadline is written, because a scheduled apply starts some minutes after it. */
const usualGrace = 3_600_000;
const day = 86_400_000;
/** One hold may begin where another ends. A schedule with more holds in a row than this never opens. */
const mostSteps = 500;

/** Judges the moment at which a plan is made. */
export function judgePlanned(times: SendingTimes, zone: string, now: number): TimeVerdict {
  const base = baseOf(times, zone, now);
  if (base === undefined) return late;
  const first = firstOpen(times, zone, base);
  // People who are due later are judged by the moment at which they may be sent to.
  if (base >= now) return first === undefined ? outside : judgeAt(times, zone, first, now);
  return judgeAt(times, zone, first ?? base, now);
}

/** Judges the moment at which the notification is about to be sent. */
export function judgeAt(times: SendingTimes, zone: string, due: number, now: number): TimeVerdict {
  if (now < due) return { kind: 'held', due, until: due };
  const last = lastMoment(times, due);
  if (now > last) return late;
  const until = firstOpen(times, zone, now);
  if (until === undefined) return outside;
  if (until === now) return { kind: 'open', due };
  return until > last ? late : { kind: 'held', due, until };
}

/** The last moment at which a notification with this due time may be sent. */
export function lastMoment(times: SendingTimes | undefined, due: number): number {
  return due + (times?.schedule?.deadline ?? Number.POSITIVE_INFINITY);
}

/** The due time as it is written, before windows are applied. Undefined if it has passed for good. */
function baseOf({ schedule }: SendingTimes, zone: string, now: number): number | undefined {
  if (schedule?.begins === undefined) return now;
  const { kind, local } = schedule.begins;
  const { passed, writtenDeadline: grace = usualGrace } = schedule;
  const written = momentOf(zone, local);
  if (kind === 'not_before' || passed === undefined || now < written + grace) return written;
  if (passed === 'skip') return undefined;
  return passed === 'now' ? now : nextDay(zone, local, now, grace);
}

/** The same time of day on the first day on which it has not passed. */
function nextDay(zone: string, local: number, now: number, grace: number): number {
  const skipped = Math.max(0, Math.floor((now - grace - momentOf(zone, local)) / day) - 1);
  let next = local + skipped * day;
  while (now >= momentOf(zone, next) + grace) next += day;
  return momentOf(zone, next);
}

/**
 * The first moment from `from` on at which nothing holds. Undefined if the window is over and the schedule does not wait for the next one, or if
 * there is none.
 */
function firstOpen(times: SendingTimes, zone: string, from: number): number | undefined {
  let at = from;
  for (let step = 0; step < mostSteps; step += 1) {
    const next = holdAt(times, zone, at);
    if (next === undefined || next === at) return next;
    at = next;
  }
  return undefined;
}

/** Returns `at` if nothing holds then, otherwise the end of the hold. */
function holdAt({ schedule, quiet, blackouts }: SendingTimes, zone: string, at: number): number | undefined {
  const silences = quiet.map((hours) => hoursAt(hours, schedule?.isZoned === true ? zone : hours.zone, at));
  const silence = [...blackouts.map(spanOf), ...silences].find((span) => span && span.from <= at && at < span.to);
  if (silence !== undefined) return silence.to;
  if (schedule?.window === undefined) return at;
  const window = hoursAt(schedule.window, zone, at);
  if (window === undefined) return undefined;
  if (window.from <= at) return at;
  return schedule.outside === 'hold' ? window.from : undefined;
}

function spanOf({ from, to, zone }: Blackout): Span {
  return { from: momentOf(zone, from), to: momentOf(zone, to) };
}
