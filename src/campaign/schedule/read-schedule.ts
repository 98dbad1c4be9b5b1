// Reads a schedule, quiet hours, blackouts and periods. The schema has checked them.
import type { CampaignFile } from '../../generated/campaign.ts';
import type { SavedBlackout, SavedQuietHours } from '../../generated/plan.ts';
import type { Blackout, Every, Hours, QuietHours, Schedule } from './schedule.ts';
import { parseDuration } from './parse-duration.ts';

type WrittenSchedule = NonNullable<CampaignFile['schedule']>;

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const usualDeadline = 24 * 3_600_000;

export function readSchedule(written: WrittenSchedule): Schedule {
  const { at, not_before: notBefore, timezone, passed, window, outside = 'hold' } = written;
  const { start_deadline: late } = written;
  const writtenDeadline = late === undefined ? undefined : parseDuration(late);
  const deadline = writtenDeadline ?? (at === undefined ? undefined : usualDeadline);
  return {
    ...(at === undefined ? {} : { begins: { kind: 'at', local: readLocalTime(at) } }),
    ...(notBefore === undefined ? {} : { begins: { kind: 'not_before', local: readLocalTime(notBefore) } }),
    ...readZone(timezone),
    isZoned: timezone !== undefined,
    ...(passed === undefined ? {} : { passed }),
    ...(window && { window: readHours(window) }),
    outside,
    ...(deadline === undefined ? {} : { deadline }),
    ...(writtenDeadline === undefined ? {} : { writtenDeadline }),
  };
}

function readZone(timezone: WrittenSchedule['timezone'] = 'UTC'): Pick<Schedule, 'zone' | 'column'> {
  return typeof timezone === 'string' ? { zone: timezone } : { zone: timezone.fallback, column: timezone.column };
}

function readHours({
  days: named,
  from,
  to,
}: {
  readonly days?: readonly (typeof days)[number][] | undefined;
  readonly from: string;
  readonly to: string;
}): Hours {
  return {
    days: named === undefined ? everyDay : named.map((name) => days.indexOf(name) + 1),
    from: readClock(from),
    to: readClock(to),
  };
}

export function readQuietHours({
  from,
  to,
  timezone,
  except_tags: exceptTags = [],
}: {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly except_tags?: readonly string[] | undefined;
}): QuietHours {
  return { ...readHours({ from, to }), zone: timezone, exceptTags };
}

export function readBlackout({
  from,
  to,
  zone,
  except_tags: exceptTags = [],
  because,
}: {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly except_tags?: readonly string[] | undefined;
  readonly because: string;
}): Blackout {
  return { from: readLocalTime(from), to: readLocalTime(to), zone, exceptTags, because };
}

export function readEvery({ period, zone, starts, catch_up: catchUp }: NonNullable<CampaignFile['every']>): Every {
  const length = parseDuration(period);
  return {
    period,
    ...(length === undefined ? {} : { length }),
    zone,
    ...(starts === undefined ? {} : { starts: readLocalTime(starts.includes('T') ? starts : `${starts}T00:00`) }),
    ...(catchUp === true && { catchUp }),
  };
}

/** Turns quiet hours that `readQuietHours` has read back into their written form. */
export function showQuietHours({ from, to, zone, exceptTags }: QuietHours): SavedQuietHours {
  return { from: showClock(from), to: showClock(to), timezone: zone, except_tags: [...exceptTags] };
}

/** Turns a blackout that `readBlackout` has read back into its written form. */
export function showBlackout({ from, to, zone, exceptTags, because }: Blackout): SavedBlackout {
  return { from: showLocalTime(from), to: showLocalTime(to), zone, except_tags: [...exceptTags], because };
}

function showClock(time: number): string {
  const minutes = time / 60_000;
  return [Math.floor(minutes / 60), minutes % 60].map((count) => String(count).padStart(2, '0')).join(':');
}

function showLocalTime(local: number): string {
  return new Date(local).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
}

/** Returns the milliseconds since midnight for "10:00". */
function readClock(written: string): number {
  const [hours = 0, minutes = 0] = written.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/** Returns milliseconds since 1970 for "2026-12-01T10:00", as if the clock were UTC. NaN for a day that does not exist. */
export function readLocalTime(written: string): number {
  const time = Date.parse(`${written}Z`);
  // Some engines read 30 February as 2 March.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== written.slice(0, 10) ? Number.NaN : time;
}
