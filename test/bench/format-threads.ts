// Formats what plan takes in one thread and in two as a table.
import { formatTable } from './format-table.ts';
import type { Cost } from './measured-process.ts';

export interface ThreadsBench {
  readonly rows: number;
  /** The medians of the rounds. */
  readonly one: Cost;
  readonly two: Cost;
  /** The time with two threads divided by that with one: the median of the rounds. */
  readonly ratio: number;
}

/** The maximum of the ratio, and of the memory in mebibytes. */
const threadsTargets = { ratio: 0.65, memory: 450 };

export function formatThreads({ rows, one, two, ratio }: ThreadsBench): string {
  const head = ['threads', 'seconds', 'processor s', 'rows/s', 'memory MiB'];
  const cells = [one, two].map(({ seconds, processorSeconds, memory }, index) => [
    String(index + 1),
    seconds.toFixed(1),
    processorSeconds.toFixed(1),
    (rows / seconds).toFixed(0),
    memory.toFixed(0),
  ]);
  const missed = [
    ...(ratio > threadsTargets.ratio ? ['the time'] : []),
    ...(two.memory > threadsTargets.memory ? ['the memory'] : []),
  ];
  const verdict = missed.length === 0 ? 'Both are within.' : `Above the target: ${missed.join(' and ')}.`;
  return `${rows} notifications, the same plan to the byte

${formatTable(head, cells)}

Two threads take ${ratio.toFixed(2)} times the time of one (at most ${threadsTargets.ratio}), and ${two.memory.toFixed(0)} MiB (at most ${threadsTargets.memory}). ${verdict}
`;
}
