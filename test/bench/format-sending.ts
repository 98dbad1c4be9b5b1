// Formats a measurement of sending as tables.
import { formatTable } from './format-table.ts';
import { isReached, type Aim, type SendingBench } from './sending.ts';

export function formatSending({ title, lines, aims, note }: SendingBench): string {
  const processes = formatTable(
    ['process', 'requests/s', 'processor µs a notification', 'seconds', 'memory MiB'],
    lines.map(({ what, requestsPerSecond, microseconds, seconds, memory }) => [
      what,
      requestsPerSecond.toFixed(0),
      microseconds.toFixed(0),
      seconds.toFixed(1),
      memory.toFixed(0),
    ]),
  );
  const reached = formatTable(
    ['aim', 'measured', 'at least', 'at most', ''],
    aims.map((aim) => [
      aim.what,
      figure(aim.value),
      figure(aim.least),
      figure(aim.most),
      isReached(aim) ? 'reached' : 'missed',
    ]),
  );
  return [title, processes, reached, ...(note === undefined ? [] : [note]), ''].join('\n\n');
}

function figure(value: Aim['value'] | undefined): string {
  if (value === undefined) return '';
  return Math.abs(value) < 100 ? value.toFixed(2) : value.toFixed(0);
}
