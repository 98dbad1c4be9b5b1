// Rules for campaigns that are sent periodically: their time zone and start must be set, and they must not be sent at one time only.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { checkDay, checkZone } from './time-findings.ts';

export function checkEvery(yaml: ParsedYaml): readonly Diagnostic[] {
  const every = valueAt(yaml.data, 'every');
  if (!isMap(every)) return [];
  const { period, zone, starts } = every;
  const day = typeof starts === 'string' && !starts.includes('T') ? `${starts}T00:00` : starts;
  return [
    ...checkZone(yaml, ['every', 'zone'], zone),
    ...checkDay(yaml, ['every', 'starts'], day),
    ...checkStart(yaml, period, starts),
    ...checkCatchUp(yaml, every),
    ...checkOnce(yaml),
  ];
}

function checkStart(yaml: ParsedYaml, period: unknown, starts: unknown): readonly Diagnostic[] {
  if (starts !== undefined || typeof period !== 'string' || !/^\d+h$/v.test(period)) return [];
  const message = `every ${period}, and nothing says when these hours begin`;
  return [errorAt(yaml.locate(['every', 'period']), 'PP181', message, 'Add starts, such as 2026-12-01T10:00.')];
}

/** Requires `starts` with `catch_up`. Otherwise a new campaign would make up for the day before it was written. */
function checkCatchUp(yaml: ParsedYaml, every: Readonly<Record<string, unknown>>): readonly Diagnostic[] {
  if (every['catch_up'] !== true || every['starts'] !== undefined) return [];
  const message = '"catch_up" without "starts": nothing says which periods can be missed';
  return [errorAt(yaml.locateKey(['every', 'catch_up']), 'PP181', message, 'Add starts, such as 2026-12-01.')];
}

function checkOnce(yaml: ParsedYaml): readonly Diagnostic[] {
  if (valueAt(yaml.data, 'schedule', 'at') === undefined) return [];
  const message = '"at" in a campaign with "every": it would be sent in one period only';
  const help = 'Write every.starts for when it begins, and schedule.window for the hours of the day.';
  return [errorAt(yaml.locateKey(['schedule', 'at']), 'PP181', message, help)];
}
