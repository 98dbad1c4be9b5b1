// The facts of a run report in words that page and Markdown share: surprises first, and who settled doubt.
import { hasEnded } from '../delivery/run-state.ts';
import type { LoggedDecision, RunLog } from '../delivery/request-figures.ts';
import type { Run } from '../generated/run.ts';
import { formatDuration } from './duration.ts';
import { isInClosedLedger } from './going-on.ts';
import { abandonedWords } from './seen-run.ts';
import { describeSuperseded } from './superseded-words.ts';
import { describeMoment } from './plan/due-words.ts';
import { countOf, formatCount, formatPercent } from '../numbers.ts';

export interface RunReport {
  /** The run as in `status RUN --json`. */
  readonly run: Run;
  readonly log: RunLog;
  /** The present limit of the environment. */
  readonly requestsPerMinute: number;
  /** The vendor's log, which besides people settles doubt: its id in the ledger, and its name with an article. */
  readonly deliveryLog: { readonly id: string; readonly name: string };
  /** Wall clock time in milliseconds at which a run that still continues was looked at. */
  readonly now: number;
}

export function isGoingOn({ run }: { readonly run: Pick<Run, 'state'> }): boolean {
  return !hasEnded(run.state);
}

/** "Finished after 2 min 4 s", or what is known so far of a run that continues. */
export function describeEnding(report: RunReport): string {
  const ending = describeState(report);
  return isInClosedLedger(report.run)
    ? `${ending}. Its ledger was closed since, to be moved: what happened later is not here`
    : ending;
}

function describeState(report: RunReport): string {
  const { run, now } = report;
  const state = run.state.slice(0, 1).toUpperCase() + run.state.slice(1);
  const took = (until: number): string => formatDuration((until - Date.parse(run.started_at)) / 1_000);
  if (isGoingOn(report)) {
    const due =
      run.next_due === undefined || run.next_due === null ? '' : `; the next are due ${describeMoment(run.next_due)}`;
    const since = `${state}, ${took(now)} after it began`;
    return run.abandoned === true
      ? `${since}, but ${abandonedWords}`
      : `${since}${due}: these figures are not the last`;
  }
  if (run.state === 'superseded') return `${state}: ${describeSuperseded(run)}`;
  const after = run.ended_at === null ? '' : ` after ${took(Date.parse(run.ended_at))}`;
  return state + after + (run.why === null ? '' : `: ${run.why.replace(/\.$/v, '')}`);
}

/** Returns the largest first. Empty if everything went as planned. */
export function listSurprises({ run, log }: RunReport): readonly string[] {
  const failed = log.answers.reduce((sum, { error, requests }) => sum + (error === null ? 0 : requests), 0);
  return listRunSurprises(run, failed);
}

/** The sentence shown if listRunSurprises has found no surprise. */
export function describeCalm({ run: { totals } }: RunReport): string {
  if (totals.planned === 0) return 'Nothing was planned.';
  const all =
    totals.planned === 1 ? 'The one notification was' : `All ${formatCount(totals.planned)} notifications were`;
  return `${all} accepted. No request met an error, and no notification was sent twice.`;
}

type Surprising = Pick<Run, 'state' | 'totals' | 'maybe_twice' | 'refused' | 'requests'>;

/** `failed` is the number of requests that met an error, if it is known. */
export function listRunSurprises(run: Surprising, failed: number): readonly string[] {
  const { totals } = run;
  const share = (count: number): string => formatPercent(count, totals.planned);
  const said: readonly (readonly [number, string])[] = [
    [
      totals.in_doubt,
      `${countOf(totals.in_doubt, 'notification')} (${share(totals.in_doubt)}) may or may not have been received`,
    ],
    [
      run.maybe_twice,
      `${countOf(run.maybe_twice, 'notification')} may have been received twice, as at_least_once allows`,
    ],
    [
      totals.not_sent,
      `${countOf(totals.not_sent, 'notification')} (${share(totals.not_sent)}) ${describeNotSent(run)}`,
    ],
    [
      totals.rejected,
      `${countOf(totals.rejected, 'notification')} (${share(totals.rejected)}) ${totals.rejected === 1 ? 'was' : 'were'} rejected by the API`,
    ],
    [
      totals.refused,
      `${countOf(totals.refused, 'notification')} (${share(totals.refused)}) ${totals.refused === 1 ? 'was' : 'were'} refused: ${mostFrequent(run.refused)}`,
    ],
  ];
  const ranked = said.filter(([count]) => count > 0).toSorted(([a], [b]) => b - a);
  const errors = failed === 0 ? [] : [`${countOf(failed, 'request')} of ${formatCount(run.requests)} met an error`];
  return [...ranked.map(([, words]) => words), ...errors];
}

function describeNotSent(run: Surprising): string {
  const isOne = run.totals.not_sent === 1;
  if (isGoingOn({ run })) return isOne ? 'is not sent yet' : 'are not sent yet';
  const by = run.state === 'superseded' ? ' by this run' : '';
  return `${isOne ? 'was' : 'were'} not sent${by}`;
}

function mostFrequent(counts: Readonly<Record<string, number>>): string {
  const [first] = rankReasons(counts);
  return first === undefined ? '' : `most as ${first[0]} (${formatCount(first[1])})`;
}

/** Returns the most frequent first. */
export function rankReasons(counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
}

const decidedWords: Readonly<Record<LoggedDecision['decided'], string>> = {
  accepted: 'accepted',
  not_sent: 'not sent',
  reopened: 'opened again',
};

export interface DecisionWords {
  readonly at: string;
  readonly by: string;
  readonly decided: string;
  readonly notifications: number;
}

/** Tells only whether the vendor's log or a person settled it. A report does not name colleagues. */
export function describeDecisions({ log, deliveryLog }: RunReport): readonly DecisionWords[] {
  return log.decisions.map(({ at, who, decided, notifications }) => ({
    at: showTime(at),
    by: who === deliveryLog.id ? deliveryLog.name : 'a person',
    decided: decidedWords[decided],
    notifications,
  }));
}

/** The most requests in any minute, which a limit bounds. */
export function mostInMinute({ perSlice }: RunLog): number {
  return Math.max(0, ...perSlice.map((slice) => slice.mostInMinute));
}

/** Formats "At most 212 requests in any 60 s, of a limit of 600 (35%)". The limit may have changed since the run. */
export function describeBusiest({ log, requestsPerMinute: limit }: RunReport): string {
  const most = mostInMinute(log);
  const of =
    most > limit
      ? `above the limit of ${formatCount(limit)} that the environment has now`
      : `of a limit of ${formatCount(limit)} (${formatPercent(most, limit)})`;
  return `At most ${countOf(most, 'request')} in any 60 s, ${of}`;
}

/** Sums what was settled as what, regardless of who settled it. */
export function sumDecisions({ log }: RunReport): Readonly<Record<LoggedDecision['decided'], number>> {
  const sums = { accepted: 0, not_sent: 0, reopened: 0 };
  for (const { decided, notifications } of log.decisions) sums[decided] += notifications;
  return sums;
}

/** Formats "2026-11-29 04:05:06 UTC". */
export function showTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Formats "up to 50 ms" or "more than 30 s", from the first to the last class that has requests. */
export function describeTimes({ times }: RunLog): readonly { readonly words: string; readonly requests: number }[] {
  const has = times.map(({ requests }) => requests > 0);
  const said = times.map(({ most, requests }, index) => ({
    words: most === null ? `more than ${showSpan(times[index - 1]?.most ?? 0)}` : `up to ${showSpan(most)}`,
    requests,
  }));
  return said.slice(has.indexOf(true), has.lastIndexOf(true) + 1);
}

function showSpan(time: number): string {
  return time < 1_000 ? `${time} ms` : `${time / 1_000} s`;
}

/** Formats "200", "503 http_503" or "UND_ERR_HEADERS_TIMEOUT". */
export function describeAnswer({ status, error }: RunLog['answers'][number]): string {
  return [status, error].filter((part) => part !== null).join(' ') || 'nothing';
}
