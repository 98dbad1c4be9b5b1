// --until and --max-duration: when an apply or a resume stops making new claims.
import type { Clock } from '../../delivery/clock.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { parseDuration } from '../../campaign/schedule/parse-duration.ts';

type Deadline = NonNullable<Delivery['deadline']>;

export const deadlineOptions = {
  until: {
    kind: 'text',
    value: 'TIME',
    help: 'stop at this time, such as 18:30 (the next one) or 2026-11-24T18:30; resume sends the rest',
  },
  'max-duration': {
    kind: 'text',
    value: 'TIME',
    help: 'stop after this time, such as 50m or 2h; resume sends the rest',
  },
} as const;

/** Milliseconds. A timer cannot wait longer. */
const longest = 24 * 86_400_000;

/** The earlier of the two; undefined without either. Throws a Refusal (exit 3) for what is not a time, and for a time in the past. */
export function readDeadline(
  clock: Clock,
  values: { readonly until: string | undefined; readonly 'max-duration': string | undefined },
): Deadline | undefined {
  const { until, 'max-duration': duration } = values;
  const found = [
    ...(until === undefined ? [] : [{ left: readUntil(until, clock.now()), why: `--until ${until} has come` }]),
    ...(duration === undefined ? [] : [{ left: readLength(duration), why: `--max-duration ${duration} is over` }]),
  ];
  const [first] = found.toSorted((a, b) => a.left - b.left);
  return first && { at: clock.monotonic() + first.left, why: first.why };
}

/** Milliseconds from now. */
function readUntil(written: string, now: number): number {
  const at = /^\d{2}:\d{2}$/.test(written) ? nextTimeOfDay(written, now) : timeOf(written);
  if (at === undefined) {
    throw wrong(
      `--until ${written} is not a time`,
      'Write a time of day (18:30), or a day and a time (2026-11-24T18:30).',
    );
  }
  if (at <= now) throw wrong(`--until ${written} is in the past`, 'Nothing was sent. Write a time in the future.');
  return checkLength(at - now, `--until ${written}`);
}

function readLength(written: string): number {
  const length = parseDuration(written);
  if (length === undefined || length === 0) {
    throw wrong(`--max-duration ${written} is not a length of time`, 'Write a number and s, m or h, such as 50m.');
  }
  return checkLength(length, `--max-duration ${written}`);
}

function checkLength(milliseconds: number, name: string): number {
  if (milliseconds <= longest) return milliseconds;
  throw wrong(`${name} is more than 24 days ahead`, 'Leave it out, or write an earlier time.');
}

/** Today, or tomorrow if that time has passed today; in the local time of this machine. */
function nextTimeOfDay(written: string, now: number): number | undefined {
  const [hours = 0, minutes = 0] = written.split(':').map(Number);
  if (hours > 23 || minutes > 59) return undefined;
  const at = new Date(now);
  at.setHours(hours, minutes, 0, 0);
  if (at.getTime() <= now) at.setDate(at.getDate() + 1);
  return at.getTime();
}

/** Without a zone the time is local to this machine. A day that its month does not have is refused, not moved to the next month. */
function timeOf(written: string): number | undefined {
  const [, date = ''] = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?$/.exec(written) ?? [];
  const time = Date.parse(written);
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) return undefined;
  return time;
}

function wrong(message: string, help: string): Refusal {
  return refuse(exitCodes.invalidInput, 'PP502', message, help);
}
