// Formats what is sent when, as text and as a calendar file (RFC 5545).
import type { CalendarDocument } from '../generated/calendar.ts';
import { wrapBehind } from './fit-text.ts';
import { countOf } from '../numbers.ts';
import { describeDue, describeMoment } from './plan/due-words.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

type CalendarEntry = CalendarDocument['entries'][number];

export function formatCalendarText({ environment, entries, held = [] }: CalendarDocument, { columns }: Layout): string {
  const lines = [
    ...wrapBehind('', safeTerminal(`What ${environment} sends when`), columns),
    ...(entries.length + held.length === 0 ? ['Nothing to send, and nothing deferred.'] : []),
    ...entries.flatMap((entry) => wrapBehind('  ', safeTerminal(describeEntry(entry)), columns)),
    ...held.flatMap(({ campaign, file, count, run }) => {
      const pause = run === null ? 'a pause of its rollout' : `the pause of ${run}`;
      const words = `${campaign}: ${countOf(count, 'notification')}, once somebody ends ${pause}${describeGone(file)}`;
      return wrapBehind('  ', safeTerminal(words), columns);
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function describeEntry(entry: CalendarEntry): string {
  const { campaign, file, kind, starts, ends, zone } = entry;
  if (kind === 'now') return `now  ${campaign}: ${describeCount(entry)}, by the next apply`;
  if (kind === 'waiting')
    return `${describeMoment(starts)}  ${campaign}: ${describeCount(entry)}, waiting in a run${describeGone(file)}`;
  if (kind === 'step')
    return `${describeMoment(starts)}  ${campaign}: ${describeCount(entry)}, a later step of the rollout`;
  if (kind === 'period') return `${describeMoment(starts)}  ${campaign}: ${describeCount(entry)}`;
  return `${describeDue({ due: starts, done_by: ends, zone: zone ?? 'UTC' })}  ${campaign}: ${describeCount(entry)}`;
}

/** Notifications of a deleted campaign that wait in a run are still sent, until an apply cancels them. */
function describeGone(file: string): string {
  return file === '' ? '; the campaign is gone' : '';
}

function describeCount({ count }: CalendarEntry): string {
  return count === null ? 'the next period begins' : countOf(count, 'notification');
}

interface CalendarTerms {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly workspaceId?: string | undefined;
}

/** Each UID names workspace and environment, since people show the calendars of several of them side by side. */
export function formatCalendarIcs(
  { environment, entries }: CalendarDocument,
  { now, workspaceId }: CalendarTerms,
): string {
  const stamp = icsTime(new Date(now).toISOString());
  const owner = workspaceId === undefined ? environment : `${workspaceId}-${environment}`;
  const events = entries.flatMap((entry) => [
    'BEGIN:VEVENT',
    `UID:${icsText(`${owner}-${entry.campaign}-${entry.kind}-${icsTime(entry.starts)}-${entry.zone ?? 'UTC'}@pushplan`)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${icsTime(entry.starts)}`,
    // The end must be later than the start, so an event without a duration has no end.
    ...(icsTime(entry.ends) > icsTime(entry.starts) ? [`DTEND:${icsTime(entry.ends)}`] : []),
    `SUMMARY:${icsText(`${entry.campaign}: ${describeCount(entry)}`)}`,
    `DESCRIPTION:${icsText(entry.file === '' ? `${environment}${describeGone('')}` : `${entry.file} in ${environment}`)}`,
    'END:VEVENT',
  ]);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//pushplan//calendar//EN', ...events, 'END:VCALENDAR'];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** Formats a time as in "20261201T070000Z". */
function icsTime(moment: string): string {
  return `${moment.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replaceAll(/[\-:]/gv, '')}Z`;
}

function icsText(text: string): string {
  return text
    .replaceAll(/[\\;,]/gv, String.raw`\$&`)
    .replaceAll(/\r?\n/gv, String.raw`\n`)
    .replaceAll(/\p{Cc}/gv, ' ');
}

/** A line has at most 75 bytes. 18 characters of Unicode never need more. */
function foldLine(line: string): string {
  const most = /^[ -~]*$/v.test(line) ? 73 : 18;
  const characters = Array.from(line);
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += most) parts.push(characters.slice(at, at + most).join(''));
  return parts.join('\r\n ');
}
