// Checks quiet hours and blackouts: time zones must exist, and an end must be after its beginning.
import { checkDay, checkHours, checkZone } from '../campaign/rules/time-findings.ts';
import { readLocalTime } from '../campaign/schedule/read-schedule.ts';
import { isMap, valueAt } from '../is-map.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';

export function checkSilence(yaml: ParsedYaml): readonly Diagnostic[] {
  const quiet = ['policy', 'quiet_hours'];
  const blackouts = valueAt(yaml.data, 'policy', 'blackout');
  return [
    ...checkZone(yaml, [...quiet, 'timezone'], valueAt(yaml.data, ...quiet, 'timezone')),
    ...checkHours(yaml, quiet, valueAt(yaml.data, ...quiet), otherHours),
    ...checkWholeDay(yaml, quiet),
    ...(Array.isArray(blackouts) ? blackouts.flatMap((blackout, index) => checkBlackout(yaml, blackout, index)) : []),
  ];
}

const otherHours = 'Write the hours in which nobody is to get a push, or leave quiet_hours out.';

/** Reports quiet hours of a whole day. With except_tags, some campaigns are still sent, so that is intended. */
function checkWholeDay(yaml: ParsedYaml, path: readonly string[]): readonly Diagnostic[] {
  const quiet = valueAt(yaml.data, ...path);
  const isWhole = valueAt(quiet, 'from') === '00:00' && valueAt(quiet, 'to') === '24:00';
  if (!isWhole || valueAt(quiet, 'except_tags') !== undefined) return [];
  const message = `${path.join('.')} is the whole day: no campaign would ever be sent`;
  const help = `${otherHours} For some days there is policy.blackout.`;
  return [errorAt(yaml.locate([...path, 'from']), 'PP178', message, help)];
}

function checkBlackout(yaml: ParsedYaml, blackout: unknown, index: number): readonly Diagnostic[] {
  if (!isMap(blackout)) return [];
  const path = ['policy', 'blackout', index];
  const { from, to, zone } = blackout;
  const wrong = [
    ...checkZone(yaml, [...path, 'zone'], zone),
    ...checkDay(yaml, [...path, 'from'], from),
    ...checkDay(yaml, [...path, 'to'], to),
  ];
  if (typeof from !== 'string' || typeof to !== 'string' || readLocalTime(from) < readLocalTime(to)) return wrong;
  const isKnown = !Number.isNaN(readLocalTime(from)) && !Number.isNaN(readLocalTime(to));
  if (!isKnown) return wrong;
  const message = `the blackout from ${from} ends at ${to}, which is not later`;
  return [...wrong, errorAt(yaml.locate([...path, 'to']), 'PP180', message, 'Swap from and to, or correct the day.')];
}
