// A run on a page: what surprises first, requests over time against the limit, outcomes and their reasons, times, and how doubt was settled.
import { bucketWords, type BucketName } from '../buckets.ts';
import { markup, type Markup } from '../markup.ts';
import { countOf, formatCount, formatPercent } from '../../numbers.ts';
import {
  describeAnswer,
  describeDecisions,
  describeEnding,
  describeTimes,
  isGoingOn,
  listSurprises,
  rankReasons,
  showTime,
  type RunReport,
} from '../run-report.ts';
import { formatDuration } from '../duration.ts';
import { groupBuckets, listGroupRows } from '../run-groups.ts';
import { describeMoreTimes, listTimeRows, timeColumns } from '../run-times.ts';
import { formatHtmlPage } from './html-page.ts';
import { showInScroller } from './scroller-html.ts';
import { drawRequests, drawShare } from './time-plot.ts';

const reportStyle = `
.plot { width: 100%; min-width: 600px; max-width: 960px; height: auto; display: block; } .plot text { font-size: 12px; fill: var(--dim); } .plot .end, .plot .limit-name { text-anchor: end; }
.bar { fill: var(--accent); } .bar.failed, .bar.in_doubt { fill: var(--bad); } .bar.accepted { fill: var(--good); } .bar.refused, .bar.rejected { fill: var(--warn); } .bar.not_sent { fill: var(--dim); }
.axis { fill: none; stroke: var(--line); } .limit { stroke: var(--warn); stroke-dasharray: 5 4; } .plot .limit-name { fill: var(--warn); }
.share { width: clamp(48px, 20vw, 200px); height: 12px; vertical-align: middle; } .share .rest { fill: var(--panel); }
`;

export function formatReportHtml(report: RunReport): string {
  const { run, log } = report;
  const ending = isGoingOn(report)
    ? markup`<p class="note warning"><b>${describeEnding(report)}.</b></p>`
    : markup`<p>${describeEnding(report)}.</p>`;
  const body = markup`<main>
<h1>${run.run}</h1>
<p class="dim">Environment <code>${run.environment}</code>, begun ${showTime(Date.parse(run.started_at))}${run.ended_at === null ? '' : `, ended ${showTime(Date.parse(run.ended_at))}`}.</p>
${ending}
${showSurprises(report)}<h2>Outcomes</h2>
${showOutcomes(report)}${showReasons('Refused', run.refused, run.totals.planned)}${showReasons('Rejected', run.rejected, run.totals.planned)}${showReasons('Left out when their request was about to leave', run.left_out ?? {}, run.totals.planned)}<h2>Requests over time</h2>
${log.perSlice.length === 0 ? markup`<p>No request has left.</p>\n` : showRequests(report)}<h2>Answers</h2>
${showAnswers(report)}${showTimes(report)}<h2>Doubt, and who settled it</h2>
${showDoubt(report)}${showCampaigns(report)}${showTimetable(report)}${showGroups(report)}<p class="dim">No person is in this page. The figures are those of <code>pushplan status ${run.run} --env ${run.environment} --json</code>.</p>
</main>
`;
  return formatHtmlPage({ title: `${run.run} in ${run.environment}`, body, style: reportStyle });
}

function showSurprises(report: RunReport): Markup {
  const surprises = listSurprises(report);
  if (surprises.length === 0) {
    const { planned } = report.run.totals;
    if (planned === 0) return markup`<p class="note">Nothing was planned.</p>\n`;
    return markup`<p class="note good">All ${formatCount(planned)} were accepted. Nothing surprises.</p>\n`;
  }
  return markup`<ul>${surprises.map((words) => markup`<li>${words}</li>`)}</ul>\n`;
}

function showOutcomes({ run: { totals, under_way: underWay } }: RunReport): Markup {
  const rows = bucketWords.map(({ bucket, words }) => showBar(words, totals[bucket], totals.planned, bucket));
  const open =
    underWay === undefined || underWay === 0
      ? undefined
      : markup`<p>${countOf(underWay, 'notification')} under way, among those not sent.</p>\n`;
  return markup`<table>\n${rows}<tr><td><b>planned</b></td><td class="number"><b>${formatCount(totals.planned)}</b></td><td></td><td></td></tr></table>\n${open}`;
}

function showReasons(title: string, counts: Readonly<Record<string, number>>, planned: number): Markup | undefined {
  const reasons = rankReasons(counts);
  if (reasons.length === 0) return undefined;
  const rows = reasons.map(([name, count]) => showBar(name, count, planned, 'refused'));
  return markup`<h3>${title}</h3><table>\n${rows}</table>\n`;
}

function showBar(name: string, count: number, whole: number, look: BucketName | ''): Markup {
  const share = whole === 0 ? '' : formatPercent(count, whole);
  return markup`<tr><td>${name}</td><td class="number">${formatCount(count)}</td><td class="number">${share}</td><td>${drawShare(count, whole, look)}</td></tr>\n`;
}

function showRequests({ run, log, requestsPerMinute }: RunReport): Markup {
  const each = formatDuration(log.slice / 1_000);
  return markup`${showInScroller('requests over time', drawRequests(log, requestsPerMinute))}<p class="dim">${countOf(run.requests, 'request')}, ${countOf(run.retries, 'retry', 'retries')}. Each bar is ${each}, as requests a minute; those that met an error are red. The limit is what the environment has now, and holds for any 60 s, not for each bar.</p>\n`;
}

function showAnswers({ log }: RunReport): Markup {
  const all = log.answers.reduce((sum, { requests }) => sum + requests, 0);
  const rows = log.answers.map((answer) =>
    showBar(describeAnswer(answer), answer.requests, all, answer.error === null ? 'accepted' : 'in_doubt'),
  );
  const open = log.open === 0 ? undefined : markup`<p>${countOf(log.open, 'request')} without an answer so far.</p>\n`;
  const table = rows.length === 0 ? markup`<p>No answer.</p>\n` : markup`<table>\n${rows}</table>\n`;
  return markup`${table}${open}`;
}

function showTimes({ log }: RunReport): Markup | undefined {
  if (log.slowest === null || log.mean === null) return undefined;
  const all = log.times.reduce((sum, { requests }) => sum + requests, 0);
  const rows = describeTimes(log).map(({ words, requests }) => showBar(words, requests, all, ''));
  return markup`<h3>How long requests took</h3><p>On average ${formatCount(log.mean)} ms, the slowest ${formatCount(log.slowest)} ms, from the claim to the answer.</p><table>\n${rows}</table>\n`;
}

function showDoubt(report: RunReport): Markup {
  const { in_doubt: left } = report.run.totals;
  const decisions = describeDecisions(report).map(
    ({ at, by, decided, notifications }) =>
      markup`<tr><td>${at}</td><td>${by}</td><td>${decided}</td><td class="number">${formatCount(notifications)}</td></tr>\n`,
  );
  const table =
    decisions.length === 0
      ? markup`<p>Nothing had to be settled.</p>\n`
      : markup`${showInScroller('who settled doubt', markup`<table><tr><th>at</th><th>by</th><th>as</th><th class="number">notifications</th></tr>\n${decisions}</table>`)}\n`;
  const open =
    left === 0
      ? undefined
      : markup`<p class="note error">${countOf(left, 'notification')} in doubt. Next: <code>pushplan resolve ${report.run.run} --from ${report.deliveryLog.id} --env ${report.run.environment}</code></p>\n`;
  return markup`${left > 0 && decisions.length === 0 ? undefined : table}${open}`;
}

function showCampaigns({ run: { campaigns } }: RunReport): Markup {
  const heads = bucketWords.map(({ words }) => markup`<th class="number">${words}</th>`);
  const rows = campaigns.map(({ id, totals, refused, rejected }) => {
    const cells = bucketWords.map(({ bucket }) => markup`<td class="number">${formatCount(totals[bucket])}</td>`);
    const reasons = [...rankReasons(refused), ...rankReasons(rejected)].map(
      ([name, count]) => `${name} ${formatCount(count)}`,
    );
    return markup`<tr><td>${id}</td><td class="number">${formatCount(totals.planned)}</td>${cells}<td>${reasons.join(', ')}</td></tr>\n`;
  });
  return markup`<h2>Campaigns</h2>${showInScroller('campaigns', markup`<table><tr><th>campaign</th><th class="number">planned</th>${heads}<th>reasons</th></tr>\n${rows}</table>`)}\n`;
}

function showTimetable({ run: { campaigns } }: RunReport): Markup | undefined {
  const { rows, more } = listTimeRows(campaigns);
  if (rows.length === 0) return undefined;
  const cells = rows.map(
    ({ campaign, due, planned, left, first, last, notSent }) =>
      markup`<tr><td>${campaign}</td><td>${due}</td><td class="number">${formatCount(planned)}</td><td class="number">${formatCount(left)}</td><td>${first}</td><td>${last}</td><td>${notSent}</td></tr>\n`,
  );
  const heads = timeColumns.map(
    ({ words, isNumber }) => markup`<th${isNumber ? markup` class="number"` : undefined}>${words}</th>`,
  );
  const rest = more === 0 ? undefined : markup`<p class="dim">${describeMoreTimes(more)}</p>\n`;
  return markup`<h2>Timetable against what happened</h2>${showInScroller('timetable', markup`<table><tr><th>campaign</th>${heads}</tr>\n${cells}</table>`)}\n${rest}`;
}

function showGroups({ run: { campaigns } }: RunReport): Markup | undefined {
  const rows = listGroupRows(campaigns).map(({ campaign, name, counts }) => {
    const cells = groupBuckets.map(({ bucket }) => markup`<td class="number">${formatCount(counts[bucket])}</td>`);
    return markup`<tr><td>${campaign}</td><td>${name}</td>${cells}</tr>\n`;
  });
  if (rows.length === 0) return undefined;
  const heads = groupBuckets.map(({ words }) => markup`<th class="number">${words}</th>`);
  return markup`<h2>Arms and languages</h2>${showInScroller('arms and languages', markup`<table><tr><th>campaign</th><th>arm or language</th>${heads}</tr>\n${rows}</table>`)}\n`;
}
