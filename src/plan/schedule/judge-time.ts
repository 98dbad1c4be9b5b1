// Whether a notification may leave at a moment, when it may otherwise, or why not any more. The same for plans and for claims.
import type { Blackout } from '../../campaign/schedule/schedule.ts';
import { hoursAt, type Span } from './open-hours.ts';
import type { SendingTimes } from './sending-times.ts';
import { momentOf } from './zone-clock.ts';

export type TimeVerdict =
  /** Now. `due` is the person's due time, which a deadline counts from. Milliseconds since 1970. */
  | { readonly kind: 'open'; readonly due: number }
  /** Not before `until`. */
  | { readonly kind: 'held'; readonly due: number; readonly until: number }
  | { readonly kind: 'left'; readonly reason: 'late' | 'outside_window' };

const outside: TimeVerdict = { kind: 'left', reason: 'outside_window' };
const late: TimeVerdict = { kind: 'left', reason: 'late' };

/** Where no deadline is written, `at` is not over for so long: an apply by the clock comes some minutes after it. */
const usualGrace = 3_600_000;
const day = 86_400_000;
/** One time that holds may begin where another ends. More than that is a schedule that never opens. */
const mostSteps = 500;

/** In a plan that is made at `now`. */
export function judgePlanned(times: SendingTimes, zone: string, now: number): TimeVerdict {
  const base = baseOf(times, zone, now);
  if (base === undefined) return late;
  const first = firstOpen(times, zone, base);
  // People who are due later are judged by the moment at which they may be sent to.
  if (base >= now) return first === undefined ? outside : judgeAt(times, zone, first, now);
  return judgeAt(times, zone, first ?? base, now);
}

/** At the moment when it is to leave. */
export function judgeAt(times: SendingTimes, zone: string, due: number, now: number): TimeVerdict {
  if (now < due) return { kind: 'held', due, until: due };
  const last = lastMoment(times, due);
  if (now > last) return late;
  const until = firstOpen(times, zone, now);
  if (until === undefined) return outside;
  if (until === now) return { kind: 'open', due };
  return until > last ? late : { kind: 'held', due, until };
}

/** After it nothing leaves that was due then. */
export function lastMoment(times: SendingTimes | undefined, due: number): number {
  return due + (times?.schedule?.deadline ?? Number.POSITIVE_INFINITY);
}

/** The due time as it is written, before windows; undefined where it is over for good. */
function baseOf({ schedule }: SendingTimes, zone: string, now: number): number | undefined {
  if (schedule?.begins === undefined) return now;
  const { kind, local } = schedule.begins;
  const { passed, writtenDeadline: grace = usualGrace } = schedule;
  const written = momentOf(zone, local);
  if (kind === 'not_before' || passed === undefined || now < written + grace) return written;
  if (passed === 'skip') return undefined;
  return passed === 'now' ? now : nextDay(zone, local, now, grace);
}

/** The same time of the first day on which it is not over. */
function nextDay(zone: string, local: number, now: number, grace: number): number {
  const skipped = Math.max(0, Math.floor((now - grace - momentOf(zone, local)) / day) - 1);
  let next = local + skipped * day;
  while (now >= momentOf(zone, next) + grace) next += day;
  return momentOf(zone, next);
}

/** The first moment from `from` on at which nothing holds. Undefined where the window is over and nobody waits for the next, or there is none. */
function firstOpen(times: SendingTimes, zone: string, from: number): number | undefined {
  let at = from;
  for (let step = 0; step < mostSteps; step += 1) {
    const next = holdAt(times, zone, at);
    if (next === undefined || next === at) return next;
    at = next;
  }
  return undefined;
}

/** `at` where nothing holds, else the end of what does. */
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
