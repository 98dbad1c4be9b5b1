// The results of a measurement of sending: a line for each process, and the aims.
import type { Sent } from './arrivals.ts';
import { median } from './median.ts';

/** Medians of the rounds. */
export interface SendingLine {
  readonly what: string;
  readonly requestsPerSecond: number;
  /** Microseconds of processor time per notification, from the start of the process to its end. */
  readonly microseconds: number;
  readonly seconds: number;
  /** The highest memory, in mebibytes. */
  readonly memory: number;
}

export interface Aim {
  readonly what: string;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
}

export interface SendingBench {
  /** What is sent, and to whom. */
  readonly title: string;
  readonly lines: readonly SendingLine[];
  readonly aims: readonly Aim[];
  readonly note?: string;
}

export function lineOf(what: string, sent: readonly Sent[], rows: number): SendingLine {
  const of = (read: (one: Sent) => number): number => median(sent.map(read));
  return {
    what,
    requestsPerSecond: of(({ arrivals }) => arrivals.requests / arrivals.seconds),
    microseconds: of(({ end }) => (end.cost.processorSeconds * 1e6) / rows),
    seconds: of(({ end }) => end.cost.seconds),
    memory: of(({ end }) => end.cost.memory),
  };
}

export function isReached({ value, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Aim): boolean {
  return value >= least && value <= most;
}

/** The median of the ratios of the rounds. In each round, both saw the same state of the machine. */
export function medianRatio(ours: readonly number[], others: readonly number[]): number {
  return median(ours.map((value, round) => value / (others[round] ?? Number.NaN)));
}
