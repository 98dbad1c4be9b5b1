// Rules for schedules: time zones and days must exist, hours must not be empty, and keys must not contradict each other.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap, valueAt, type YamlMap } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { checkDay, checkHours, checkZone } from './time-findings.ts';

const wholeDay = 'For the whole day write from: "00:00" and to: "24:00", or leave both out.';

export function checkSchedule(yaml: ParsedYaml): readonly Diagnostic[] {
  const schedule = valueAt(yaml.data, 'schedule');
  if (!isMap(schedule)) return [];
  const { timezone } = schedule;
  return [
    ...(isMap(timezone)
      ? checkZone(yaml, ['schedule', 'timezone', 'fallback'], timezone['fallback'])
      : checkZone(yaml, ['schedule', 'timezone'], timezone)),
    ...checkHours(yaml, ['schedule', 'window'], schedule['window'], wholeDay),
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

/** Keys that cannot be used together with another key, or without one. */
const rules: readonly (Contradiction & { readonly holds: (has: (key: string) => boolean) => boolean })[] = [
  {
    key: 'not_before',
    holds: (has) => has('at') && has('not_before'),
    message: 'both "at" and "not_before", but a campaign has one time from which it is sent',
    help: 'Leave one of them out: at also says that 24 hours later is too late.',
  },
  {
    key: 'at',
    holds: (has) => has('at') && has('timezone.column') && !has('passed'),
    message: '"at" in the zones of people: nothing says what happens if it is already over',
    help: 'Add passed: next_day (they get it at the same time of the next day), skip (they do not get it) or now (at once).',
  },
  {
    key: 'passed',
    holds: (has) => has('passed') && !has('at'),
    message: '"passed" without "at": there is no time that is over',
    help: 'Leave it out.',
  },
  {
    key: 'outside',
    holds: (has) => has('outside') && !has('window'),
    message: '"outside" without "window"',
    help: 'Leave it out, or add the window.',
  },
  {
    key: 'start_deadline',
    holds: (has) => has('start_deadline') && !has('at') && !has('not_before'),
    message: '"start_deadline" without "at" or "not_before": there is no time that it counts from',
    help: 'Leave it out, or say from when the campaign is sent.',
  },
];

function contradictionsIn(schedule: YamlMap): readonly Contradiction[] {
  const has = (key: string): boolean => valueAt(schedule, ...key.split('.')) !== undefined;
  return rules.filter(({ holds }) => holds(has));
}
