// Formats the results of doctor as text: one line per check, with advice below each that is not good.
import type { DoctorDocument } from '../generated/doctor.ts';
import { wrapBehind } from './fit-text.ts';
import { countOf } from '../numbers.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

type Line = DoctorDocument['checks'][number];

const widestStatus = 'warning'.length;

export function formatDoctorText({ checks, totals }: DoctorDocument, layout: Layout): string {
  const sum = `${totals.good} good, ${countOf(totals.warning, 'warning')}, ${totals.wrong} wrong`;
  return `${[...checks.flatMap((line) => formatCheck(line, layout)), sum].join('\n')}\n`;
}

function formatCheck({ check, status, message, help, assumption }: Line, { style, columns }: Layout): string[] {
  const paint = { good: style.green, warning: style.yellow, wrong: style.red }[status];
  const said = `${check.replace('_', ' ')}: ${message}${assumption ? ' (an assumption: see the help)' : ''}`;
  const head = `${status.padEnd(widestStatus)}  `;
  const [first = '', ...more] = wrapBehind(head, safeTerminal(said), columns);
  const advice = help === null ? [] : wrapBehind(' '.repeat(head.length), safeTerminal(help), columns);
  return [paint(status) + first.slice(status.length), ...more, ...advice];
}
