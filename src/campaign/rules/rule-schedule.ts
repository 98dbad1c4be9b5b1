// Rules about schedules: that zones and days are there, hours are not empty, and that one key does not contradict another.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap, valueAt } from '../yaml/is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { checkDay, checkHours, checkZone } from './time-findings.ts';

export function checkSchedule(yaml: ParsedYaml): readonly Diagnostic[] {
  const schedule = valueAt(yaml.data, 'schedule');
  if (!isMap(schedule)) return [];
  const { timezone } = schedule;
  return [
    ...(isMap(timezone)
      ? checkZone(yaml, ['schedule', 'timezone', 'fallback'], timezone['fallback'])
      : checkZone(yaml, ['schedule', 'timezone'], timezone)),
    ...checkHours(yaml, ['schedule', 'window'], schedule['window']),
    ...checkDay(yaml, ['schedule', 'at'], schedule['at']),
    ...checkDay(yaml, ['schedule', 'not_before'], schedule['not_before']),
    ...contradictionsIn(schedule).map(({ key, message, help }) =>
      errorAt(yaml.locateKey(['schedule', key]), 'PP179', message, help),
    ),
  ];
}

interface Contradiction {
  readonly key: string;
  readonly message: string;
  readonly help: string;
}

function contradictionsIn(schedule: Readonly<Record<string, unknown>>): readonly Contradiction[] {
  const has = (key: string): boolean => schedule[key] !== undefined;
  const passed = 'next_day (the same time of the next day), skip (they do not get it) or now (at once)';
  return [
    ...(has('at') && has('not_before')
      ? [
          {
            key: 'not_before',
            message: 'both "at" and "not_before", and there is one time from which it is sent',
            help: 'Leave one of them out: at also says that 24 hours later is too late.',
          },
        ]
      : []),
    ...(has('at') && isMap(schedule['timezone']) && !has('passed')
      ? [
          {
            key: 'at',
            message: 'at 10 in one zone it is over in others: what becomes of people there is not said',
            help: `Add passed: ${passed}.`,
          },
        ]
      : []),
    ...(has('passed') && !has('at')
      ? [{ key: 'passed', message: '"passed" without "at": there is no time that is over', help: 'Leave it out.' }]
      : []),
    ...(has('outside') && !has('window')
      ? [{ key: 'outside', message: '"outside" without "window"', help: 'Leave it out, or add the window.' }]
      : []),
    ...(has('start_deadline') && !has('at') && !has('not_before')
      ? [
          {
            key: 'start_deadline',
            message: '"start_deadline" without "at" or "not_before": there is no time that it counts from',
            help: 'Leave it out, or say from when on the campaign is sent.',
          },
        ]
      : []),
  ];
}
