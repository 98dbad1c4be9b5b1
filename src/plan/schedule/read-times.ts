// Sending times as a run keeps them, from JSON.
import type { SendingTimes } from './sending-times.ts';

type Json = Readonly<Record<string, unknown>>;

/** As `sendingTimesOf` makes them. */
export function isSendingTimes(value: unknown): value is SendingTimes {
  if (!isObject(value)) return false;
  const { schedule, quiet, blackouts } = value;
  return (
    (schedule === undefined || isSchedule(schedule)) &&
    Array.isArray(quiet) &&
    quiet.every((one) => isHours(one) && isText(one['zone'])) &&
    Array.isArray(blackouts) &&
    blackouts.every((one) => isObject(one) && isNumber(one['from']) && isNumber(one['to']) && isText(one['zone']))
  );
}

function isSchedule(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { zone, isZoned, window, outside, deadline, begins } = value;
  return (
    isText(zone) &&
    typeof isZoned === 'boolean' &&
    (window === undefined || isHours(window)) &&
    (outside === 'hold' || outside === 'skip') &&
    (deadline === undefined || isNumber(deadline)) &&
    (begins === undefined || (isObject(begins) && isNumber(begins['local'])))
  );
}

function isHours(value: unknown): value is Json {
  if (!isObject(value)) return false;
  const { days, from, to } = value;
  return Array.isArray(days) && days.every(isNumber) && isNumber(from) && isNumber(to);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
