// Checks time zones, hours and days, wherever they are written.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { readLocalTime } from '../schedule/read-schedule.ts';
import { valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { findNearestZone, isZoneName } from '../schedule/zone-name.ts';

type Path = readonly (string | number)[];

/** Returns PP177 if the text is not the name of a time zone. The schema reports values that are not text. */
export function checkZone(yaml: ParsedYaml, path: Path, zone: unknown): readonly Diagnostic[] {
  if (typeof zone !== 'string' || zone === '' || isZoneName(zone)) return [];
  const nearest = findNearestZone(zone);
  const help =
    nearest === undefined
      ? 'Write the IANA name of a zone, such as Europe/Istanbul; an offset does not know summer time.'
      : `Did you mean ${nearest}?`;
  return [errorAt(yaml.locate(path), 'PP177', `${JSON.stringify(zone)} is not a time zone`, help)];
}

/** Returns PP178 if hours begin and end at the same time. */
export function checkHours(yaml: ParsedYaml, path: Path, hours: unknown, help: string): readonly Diagnostic[] {
  const [from, to] = [valueAt(hours, 'from'), valueAt(hours, 'to')];
  if (typeof from !== 'string' || from !== to) return [];
  const message = `${path.join('.')} begins and ends at ${from}: it is empty`;
  return [errorAt(yaml.locate([...path, 'to']), 'PP178', message, help)];
}

/** Returns PP179 for a day or a time of the day that does not exist. */
export function checkDay(yaml: ParsedYaml, path: Path, time: unknown): readonly Diagnostic[] {
  // The schema reports a time with an offset, which is not allowed here.
  if (typeof time !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/v.test(time)) return [];
  if (!Number.isNaN(readLocalTime(time))) return [];
  const [day = '', clock = ''] = time.split('T');
  const [message, help] = Number.isNaN(readLocalTime(`${day}T00:00`))
    ? [`there is no day ${day}`, 'Write a day of the calendar, as year-month-day.']
    : [`there is no time ${clock}`, 'Write hours from 00 to 23 and minutes from 00 to 59, as hour:minute.'];
  return [errorAt(yaml.locate(path), 'PP179', message, help)];
}
