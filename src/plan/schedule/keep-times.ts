// The selector of a schedule. It defers people who may not get it yet and leaves out people who may not get it any more.
import { isZoneName } from '../../campaign/schedule/zone-name.ts';
import { cellOf, type Recipient } from '../../message/recipient.ts';
import type { RowProblem } from '../../message/renderer.ts';
import { pass, type LeftOut, type Selector, type SelectorVerdict } from '../selection/selection.ts';
import { judgePlanned } from './judge-time.ts';
import { zoneOf, type SendingTimes } from './sending-times.ts';

/** `now` is when the plan is made, in milliseconds since 1970. */
export function keepTimes(times: SendingTimes, now: number): Selector {
  const zones = new Map<string, SelectorVerdict | undefined>();
  const usual = zoneOf(times);
  const judge = (zone: string): SelectorVerdict | undefined => {
    if (!zones.has(zone)) zones.set(zone, isZoneName(zone) ? verdictIn(times, zone, now) : undefined);
    return zones.get(zone);
  };
  const column = times.schedule?.column;
  if (column === undefined) return { decided: () => judge(usual) ?? pass };
  const unknown = unknownZone(column);
  const zoneIn = (recipient: Recipient): string => textOf(cellOf(recipient, column)) || usual;
  return {
    keyed: ({ recipient }) => (judge(zoneIn(recipient)) === undefined ? unknown : pass),
    decided: ({ recipient }) => judge(zoneIn(recipient)) ?? unknown,
  };
}

function verdictIn(times: SendingTimes, zone: string, now: number): SelectorVerdict {
  const verdict = judgePlanned(times, zone, now);
  switch (verdict.kind) {
    case 'open':
      return { kind: 'pass', when: { due: verdict.due, zone } };
    case 'held':
      return { kind: 'put_off', until: verdict.until, zone, due: verdict.due };
    case 'left':
      return { kind: 'left_out', reason: verdict.reason };
  }
}

/** Empty if the row has no zone, also for null in JSON. */
function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  return cell === undefined || cell === null ? '' : JSON.stringify(cell);
}

function unknownZone(column: string): LeftOut {
  const problem: RowProblem = {
    code: 'PP182',
    message: `what is in ${column} is not a time zone`,
    path: 'schedule.timezone',
    help: 'Zones are written with their IANA names, such as Europe/Istanbul; an empty cell takes the fallback.',
  };
  return { kind: 'left_out', reason: 'invalid', problem };
}
