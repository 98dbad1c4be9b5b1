// Formats the result of pausing or stopping as text: which runs, how fast, and what was still under way.
import type { RunState } from '../delivery/ledger.ts';
import { wrapBehind } from './fit-text.ts';
import { formatNextSteps } from './next-steps.ts';
import { countOf, formatCount } from '../numbers.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

export interface HaltReport {
  readonly environment: string;
  readonly to: 'paused' | 'stopped';
  readonly runs: readonly {
    readonly id: string;
    readonly state: RunState;
    readonly before: RunState;
    /** True if the run is between two steps of a rollout, until somebody ends the pause. */
    readonly isAtPause?: boolean;
  }[];
  /** Milliseconds from the start of the command until nothing could be claimed any more. */
  readonly haltedAfter: number;
  /** Milliseconds from the start of the command until no request was under way, or the command stopped waiting for them. */
  readonly endedAfter: number;
  /** The number of requests that were claimed and not settled when the runs were halted, and how many of them still are not. */
  readonly underWay: number;
  readonly left: number;
}

export function formatHaltText(report: HaltReport, { columns, style }: Layout): string {
  const { runs } = report;
  const environment = safeTerminal(report.environment);
  if (runs.length === 0) return `Nothing runs in ${environment}: there was nothing to stop.\n`;
  const resumable = runs.filter(({ state }) => state === 'stopped' || state === 'paused');
  const lines = [
    ...runs.map(({ id, state, before, isAtPause = false }) => {
      const name = `${safeTerminal(id)} in ${environment}:`;
      if (isAtPause) return `${name} ${style.bold(style.yellow(nameState(state)))}, until somebody ends the pause`;
      return before === state ? `${name} ${state} already` : `${name} ${style.bold(style.yellow(nameState(state)))}`;
    }),
    ...wrapBehind(
      '',
      `No new request starts anywhere, ${formatTime(report.haltedAfter)} after the command began.`,
      columns,
    ),
    ...wrapBehind('', describeUnderWay(report), columns),
    '',
    ...formatNextSteps(
      resumable.map(
        ({ id, isAtPause = false }) =>
          `pushplan resume ${safeTerminal(id)} --env ${environment}${isAtPause ? ' --step' : ''}`,
      ),
      columns,
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function nameState(state: RunState): string {
  return state === 'superseded' ? 'closed, before it began to send' : state;
}

function describeUnderWay({ underWay, left, endedAfter }: HaltReport): string {
  if (underWay === 0) return 'No request was under way.';
  const were = `${countOf(underWay, 'request was', 'requests were')} under way`;
  if (left === 0) return `${were}, answered ${formatTime(endedAfter)} after the command began.`;
  const are = left === underWay ? 'still without an answer' : `${formatCount(left)} of them still without an answer`;
  return `${were}, ${are}: the processes that sent them settle them, or they are in doubt.`;
}

/** Formats 0.021 s with all digits, since people compare these times. */
function formatTime(milliseconds: number): string {
  return `${(Math.max(1, milliseconds) / 1_000).toFixed(3)} s`;
}
