// Formats the result of a run as text: the five buckets, the reasons for them, and what to do next.
import type { CampaignRun, Run } from '../generated/run.ts';
import { formatRunSum } from './buckets.ts';
import { formatCampaignTable } from './plan/campaign-table.ts';
import { formatFinding, formatHelp } from './findings/diagnostics-text.ts';
import { describeMoment } from './plan/due-words.ts';
import { describeCancelled } from './plan/waiting-words.ts';
import { formatDuration } from './duration.ts';
import { cutText, padRight, wrapBehind } from './fit-text.ts';
import { formatNextSteps } from './next-steps.ts';
import { addUp } from '../counts.ts';
import { countOf, formatCount, formatMinute } from '../numbers.ts';
import { isInClosedLedger, listGoingOn } from './going-on.ts';
import { groupBuckets, listGroupRows } from './run-groups.ts';
import { rankReasons } from './run-report.ts';
import { safeTerminal } from './safe.ts';
import { abandonedWords, describeWorkers, seenWorkersOf } from './seen-run.ts';
import type { Layout } from './style.ts';
import { describeStep, rolloutsIn } from './step-words.ts';
import { describeSuperseded } from './superseded-words.ts';
import { textWidth } from './text-width.ts';

/** `next` are further commands or sentences, besides resume, which is named if it applies. */
export function formatRunText(run: Run, layout: Layout, next: readonly string[]): string {
  const lines = [
    ...formatHead(run, layout),
    '',
    ...formatFigures(run, layout),
    ...run.diagnostics
      .filter(isNews)
      .flatMap((finding) => ['', ...formatFinding(finding, layout), ...formatHelp(finding, layout)]),
    ...separate(formatNextSteps(isInClosedLedger(run) ? [] : [...listGoingOn(run), ...next], layout.columns)),
  ];
  return `${lines.join('\n')}\n`;
}

function formatHead(given: Run, { style, columns }: Layout): string[] {
  const { run, state, environment, started_at, ended_at } = given;
  const isSuperseded = state === 'superseded';
  const why = isSuperseded ? describeSuperseded(given) : given.why;
  const paint = state === 'finished' ? style.green : style.yellow;
  const seconds =
    ended_at === null || isSuperseded ? undefined : (Date.parse(ended_at) - Date.parse(started_at)) / 1000;
  const time = seconds === undefined ? '' : ` after ${formatDuration(seconds)}`;
  const name = `${safeTerminal(run)} in ${safeTerminal(environment)}:`;
  const ending = `${style.bold(paint(state))}${time}`;
  const isNarrow = textWidth(`${name} ${ending}`) > columns;
  return [
    ...(isNarrow ? [name, `  ${ending}`] : [`${name} ${ending}`]),
    ...(why === null ? [] : wrapBehind('  ', safeTerminal(why), columns)),
    ...(given.abandoned === true ? wrapBehind('  ', abandonedWords, columns) : []),
    ...describeWorkers(seenWorkersOf(given))
      .slice(0, 1)
      .flatMap((text) => wrapBehind('  ', text, columns)),
  ];
}

function formatFigures(run: Run, layout: Layout): string[] {
  const waiting = describeWaiting(run).flatMap((text) => wrapBehind('', text, layout.columns));
  const cancelled = describeCancelled(run.cancelled).flatMap((text) =>
    wrapBehind('', safeTerminal(text), layout.columns),
  );
  if (run.totals.planned === 0 && run.state === 'finished')
    return [...(waiting.length > 0 ? waiting : ['Nothing to send.']), ...cancelled];
  return [
    ...waiting,
    ...cancelled,
    ...formatRunSum(run.totals, layout.columns),
    ...formatDetails(run, layout),
    ...(run.campaigns.length > 1
      ? ['', ...formatCampaignTable(run.campaigns, layout), ...separate(formatCampaignReasons(run.campaigns, layout))]
      : []),
    ...separate(formatGroups(run.campaigns, layout)),
  ];
}

/** Tells how many wait in this run, or after an apply how many are not in it: deferred, or due only since the plan. */
function describeWaiting(run: Run): string[] {
  const { deferred = 0, next_due: nextDue = null, later = 0, totals } = run;
  const nothing = totals.planned === 0 ? 'Nothing to send now: ' : '';
  const from = nextDue === null ? '' : `, the first of them due at ${describeMoment(nextDue)}`;
  return [
    ...(deferred === 0
      ? formatWait(run)
      : [`${nothing}${formatCount(deferred)} deferred${from}. The next apply from then on sends to them.`]),
    ...(later === 0
      ? []
      : [
          `${formatCount(later)} could be sent to by now, and were not in the plan that was reviewed: plan again for them.`,
        ]),
  ];
}

function formatWait({ state, next_due: nextDue, totals, left_out: leftOut = {} }: Run): string[] {
  if (state !== 'waiting' || typeof nextDue !== 'string') return [];
  const left = totals.not_sent - addUp(Object.values(leftOut));
  return [
    `${countOf(left, 'notification waits', 'notifications wait')} until ${describeMoment(nextDue)}${left === 1 ? '' : ' or later'}.`,
  ];
}

/** False for what the head already says (that the run stopped) or the end (how it continues). */
function isNews({ code }: Run['diagnostics'][number]): boolean {
  return code !== 'PP408' && code !== 'PP336' && code !== 'PP431';
}

function formatDetails(run: Run, { style, columns }: Layout): string[] {
  const details = [
    [
      'rollout',
      rolloutsIn(run)
        .map((rollout) => describeStep(rollout)[0])
        .join('; '),
    ],
    ['made up for', formatMissed(run)],
    ['refused', formatReasons(run.refused)],
    ['rejected', formatReasons(run.rejected)],
    ['left out', formatReasons(run.left_out ?? {})],
    ['under way', run.under_way ? `${countOf(run.under_way, 'notification')}, among those not sent` : ''],
    ['requests', `${formatCount(run.requests)}, ${countOf(run.retries, 'retry', 'retries')}`],
    ['last error', formatLastError(run)],
    ['maybe twice', run.maybe_twice === 0 ? '' : `${formatCount(run.maybe_twice)}, as guarantee: at_least_once allows`],
  ] as const;
  const shown = details.filter(([, text]) => text !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.flatMap(([name, text]) => {
    const [first = '', ...rest] = wrapBehind(`  ${padRight(name, width)}  `, text, columns);
    return [`  ${style.dim(padRight(name, width))}${first.slice(2 + width)}`, ...rest];
  });
}

/** Formats "hello: day 2026-12-01". */
function formatMissed({ campaigns }: Run): string {
  const missed = campaigns.filter(({ period }) => period?.catches_up === true);
  return missed.map(({ id, period }) => safeTerminal(`${id}: ${period?.name}`)).join('; ');
}

/** Empty if a finding that is shown already names the error, or if all went well in the end. */
function formatLastError({ last_error: last, state, totals, diagnostics }: Run): string {
  if (last === undefined || last === null || (state === 'finished' && totals.in_doubt === 0)) return '';
  const { name, at, means, remedy } = last;
  if (diagnostics.some((finding) => isNews(finding) && finding.message.includes(name))) return '';
  return `${safeTerminal(name)} at ${formatMinute(at)}: ${safeTerminal(means)}. ${safeTerminal(remedy)}`;
}

function formatCampaignReasons(campaigns: readonly CampaignRun[], { columns }: Layout): string[] {
  const told = campaigns.flatMap(({ id, refused, rejected, left_out: leftOut = {} }) => {
    const reasons = [
      ['refused', formatReasons(refused)],
      ['rejected', formatReasons(rejected)],
      ['left out', formatReasons(leftOut)],
    ].filter(([, text]) => text !== '');
    return reasons.length === 0
      ? []
      : [
          {
            id: cutText(safeTerminal(id), Math.floor(columns / 2)),
            text: reasons.map((pair) => pair.join(': ')).join('; '),
          },
        ];
  });
  const width = Math.max(0, ...told.map(({ id }) => textWidth(id)));
  return told.flatMap(({ id, text }) => wrapBehind(`  ${padRight(id, width)}  `, text, columns));
}

/** Formats one line for each arm and each language, with its campaign if there are several. */
function formatGroups(campaigns: readonly CampaignRun[], { style, columns }: Layout): string[] {
  const rows = listGroupRows(campaigns).map(({ campaign, name, counts }) => ({
    name: cutText(safeTerminal(campaigns.length > 1 ? `${campaign}: ${name}` : name), Math.floor(columns / 2)),
    text: groupBuckets
      .filter(({ bucket }) => bucket === 'accepted' || counts[bucket] > 0)
      .map(({ bucket, words }) => `${formatCount(counts[bucket])} ${words}`)
      .join(', '),
  }));
  const width = Math.max(0, ...rows.map(({ name }) => textWidth(name)));
  return rows.flatMap(({ name, text }) => {
    const [first = '', ...rest] = wrapBehind(`  ${padRight(name, width)}  `, text, columns);
    return [`  ${style.dim(padRight(name, width))}${first.slice(2 + width)}`, ...rest];
  });
}

/** Formats "OptOut 9, NoUserFound 6", the most frequent first. The names come from the API. */
function formatReasons(counts: Readonly<Record<string, number>>): string {
  return rankReasons(counts)
    .map(([name, count]) => `${safeTerminal(name)} ${formatCount(count)}`)
    .join(', ');
}

function separate(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
