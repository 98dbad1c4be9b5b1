// Validates sending times that a run stored as JSON.
import { isMap, type YamlMap } from '../../is-map.ts';
import type { SendingTimes } from './sending-times.ts';

/** Whether the value has the form that sendingTimesOf() returns. */
export function isSendingTimes(value: unknown): value is SendingTimes {
  if (!isMap(value)) return false;
  const { schedule, quiet, blackouts } = value;
  return (
    (schedule === undefined || isSchedule(schedule)) &&
    Array.isArray(quiet) &&
    quiet.every((one) => isHours(one) && isText(one['zone'])) &&
    Array.isArray(blackouts) &&
    blackouts.every((one) => isMap(one) && isNumber(one['from']) && isNumber(one['to']) && isText(one['zone']))
  );
}

function isSchedule(value: unknown): boolean {
  if (!isMap(value)) return false;
  const { zone, isZoned, window, outside, deadline, begins } = value;
  return (
    isText(zone) &&
    typeof isZoned === 'boolean' &&
    (window === undefined || isHours(window)) &&
    (outside === 'hold' || outside === 'skip') &&
    (deadline === undefined || isNumber(deadline)) &&
    (begins === undefined || (isMap(begins) && isNumber(begins['local'])))
  );
}

function isHours(value: unknown): value is YamlMap {
  if (!isMap(value)) return false;
  const { days, from, to } = value;
  return Array.isArray(days) && days.every(isNumber) && isNumber(from) && isNumber(to);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
