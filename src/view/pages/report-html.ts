// Shows a run on a page: surprises first, requests over time against the limit, outcomes with reasons, times, and how doubt was settled.
import { bucketWords, type BucketName } from '../buckets.ts';
import { markup, type Markup } from '../markup.ts';
import { countOf, formatCount, formatPercent } from '../../numbers.ts';
import {
  describeAnswer,
  describeBusiest,
  describeCalm,
  describeDecisions,
  describeEnding,
  describeTimes,
  isGoingOn,
  listSurprises,
  rankReasons,
  showTime,
  sumDecisions,
  type RunReport,
} from '../run-report.ts';
import { groupBuckets, listGroupRows } from '../run-groups.ts';
import { isInClosedLedger, listGoingOn } from '../going-on.ts';
import { formatHtmlPage } from './html-page.ts';
import { requestPlotStyle, showRequestPlot } from './request-plot.ts';
import { showInScroller } from './scroller-html.ts';
import { drawShares, shareBarStyle, type ShareOfBar } from './share-bar.ts';
import { showTimetable, timetableStyle } from './timetable-html.ts';

const reportStyle = `${requestPlotStyle}${shareBarStyle}${timetableStyle}
.scroll table { width: max-content; } .scroll td { max-width: 24rem; }
.scroll .bars { width: auto; } .bars td:first-child { overflow-wrap: anywhere; min-width: 7.5rem; }
`;

export function formatReportHtml(report: RunReport): string {
  const { run, log } = report;
  const body = markup`<main>
<h1>${run.run}</h1>
<p class="dim">Environment <code>${run.environment}</code>, begun ${showTime(Date.parse(run.started_at))}${run.ended_at === null ? '' : `, ended ${showTime(Date.parse(run.ended_at))}`}.</p>
${showEnding(report)}${showSurprises(report)}<h2>Outcomes</h2>
${showOutcomes(report)}${showReasons('Refused', run.refused, 'refused')}${showReasons('Rejected', run.rejected, 'rejected')}${showReasons('Left out when their request was about to leave', run.left_out ?? {}, 'not_sent')}<h2>Requests over time</h2>
${log.perSlice.length === 0 ? markup`<p>No request has left.</p>\n` : showRequests(report)}<h2>Answers</h2>
${showAnswers(report)}${showTimes(report)}<h2>Doubt, and who settled it</h2>
${showDoubt(report)}${showCampaigns(report)}${showTimetable(run.campaigns)}${showGroups(report)}<p class="dim">No recipient is in this page. The figures are those of <code>pushplan status ${run.run} --env ${run.environment} --json</code>.</p>
</main>
`;
  return formatHtmlPage({ title: `${run.run} in ${run.environment}`, body, style: reportStyle });
}

/** An ending that needs a person is marked, and names the next command. */
function showEnding(report: RunReport): Markup {
  const words = describeEnding(report);
  const next = listGoingOn(report.run).map((command) => markup` Next: <code>${command}</code>`);
  if (isGoingOn(report) || next.length > 0) {
    return markup`<p class="note warning"><b>${words}.</b>${next}</p>\n`;
  }
  return markup`<p>${words}.</p>\n`;
}

function showSurprises(report: RunReport): Markup {
  const surprises = listSurprises(report);
  if (surprises.length === 0) {
    return markup`<p class="note${report.run.totals.planned === 0 ? '' : ' good'}">${describeCalm(report)}</p>\n`;
  }
  return markup`<ul>${surprises.map((words) => markup`<li>${words}</li>`)}</ul>\n`;
}

function showOutcomes({ run: { totals, under_way: underWay } }: RunReport): Markup {
  const rows = bucketWords.map(({ bucket, words }) => showBar(words, totals[bucket], totals.planned, bucket));
  const open =
    underWay === undefined || underWay === 0
      ? undefined
      : markup`<p>${countOf(underWay, 'notification')} under way, among those not sent.</p>\n`;
  const sum = markup`<tr><td><b>planned</b></td><td class="number"><b>${formatCount(totals.planned)}</b></td><td></td><td></td></tr>`;
  return markup`${showBars('outcomes', [...rows, sum])}${open}`;
}

/** Shows each reason as a share of all its reasons. */
function showReasons(title: string, counts: Readonly<Record<string, number>>, look: BucketName): Markup | undefined {
  const reasons = rankReasons(counts);
  if (reasons.length === 0) return undefined;
  const all = reasons.reduce((sum, [, count]) => sum + count, 0);
  const rows = reasons.map(([name, count]) => showBar(name, count, all, look));
  return markup`<h3>${title}, by reason</h3>${showBars(title, rows)}`;
}

function showBars(name: string, rows: readonly Markup[]): Markup {
  return markup`${showInScroller(name, markup`<table class="bars">\n${rows}</table>`)}\n`;
}

function showBar(name: string, count: number, whole: number, look: BucketName | ''): Markup {
  const share = whole === 0 ? '' : formatPercent(count, whole);
  return markup`<tr><td>${name}</td><td class="number">${formatCount(count)}</td><td class="number">${share}</td><td>${drawShares([{ count, look }], whole)}</td></tr>\n`;
}

function showRequests(report: RunReport): Markup {
  const { requests, retries } = report.run;
  return markup`<p>${countOf(requests, 'request')}, ${countOf(retries, 'retry', 'retries')}. ${describeBusiest(report)}. The limit is the one that the environment has now.</p>\n${showRequestPlot(report)}`;
}

function showAnswers({ log }: RunReport): Markup {
  const all = log.answers.reduce((sum, { requests }) => sum + requests, 0);
  const rows = log.answers.map((answer) =>
    showBar(describeAnswer(answer), answer.requests, all, answer.error === null ? 'accepted' : 'in_doubt'),
  );
  const open = log.open === 0 ? undefined : markup`<p>${countOf(log.open, 'request')} without an answer.</p>\n`;
  const table = rows.length === 0 ? markup`<p>No answer.</p>\n` : showBars('answers', rows);
  return markup`${table}${open}`;
}

function showTimes({ log }: RunReport): Markup | undefined {
  if (log.slowest === null || log.mean === null) return undefined;
  const all = log.times.reduce((sum, { requests }) => sum + requests, 0);
  const rows = describeTimes(log).map(({ words, requests }) => showBar(words, requests, all, ''));
  return markup`<h3>How long requests took</h3><p>On average ${formatCount(log.mean)} ms, the slowest ${formatCount(log.slowest)} ms, from the claim to the answer.</p>${showBars('how long requests took', rows)}`;
}

function showDoubt(report: RunReport): Markup {
  const { in_doubt: left } = report.run.totals;
  const decisions = describeDecisions(report).map(
    ({ at, by, decided, notifications }) =>
      markup`<tr><td>${at}</td><td>${by}</td><td>${decided}</td><td class="number">${formatCount(notifications)}</td></tr>\n`,
  );
  if (decisions.length === 0 && left === 0) return markup`<p>Nothing had to be settled.</p>\n`;
  const settled = sumDecisions(report);
  const all = settled.accepted + settled.not_sent + left;
  const became = showBars('what became of doubt', [
    showBar('settled as accepted', settled.accepted, all, 'accepted'),
    showBar('settled as not sent', settled.not_sent, all, 'not_sent'),
    showBar('in doubt', left, all, 'in_doubt'),
  ]);
  const table =
    decisions.length === 0
      ? undefined
      : markup`${showInScroller('who settled doubt', markup`<table><tr><th>at</th><th>by</th><th>as</th><th class="number">notifications</th></tr>\n${decisions}</table>`)}\n`;
  const open =
    left === 0
      ? undefined
      : markup`<p class="note error">${countOf(left, 'notification')} in doubt.${adviseResolve(report)}</p>\n`;
  return markup`${all === 0 ? undefined : became}${table}${open}`;
}

function adviseResolve({ run, deliveryLog }: RunReport): Markup | undefined {
  if (isInClosedLedger(run)) return undefined;
  return markup` Next: <code>pushplan resolve ${run.run} --from ${deliveryLog.id} --env ${run.environment}</code>`;
}

function showCampaigns({ run: { campaigns } }: RunReport): Markup {
  const heads = bucketWords.map(({ words }) => markup`<th class="number">${words}</th>`);
  const rows = campaigns.map(({ id, totals, refused, rejected }) => {
    const cells = bucketWords.map(({ bucket }) => markup`<td class="number">${formatCount(totals[bucket])}</td>`);
    const bar = drawShares(
      bucketWords.map(({ bucket }): ShareOfBar => ({ count: totals[bucket], look: bucket })),
      totals.planned,
    );
    const reasons = [...rankReasons(refused), ...rankReasons(rejected)].map(
      ([name, count]) => `${name} ${formatCount(count)}`,
    );
    return markup`<tr><td>${id}</td><td class="number">${formatCount(totals.planned)}</td>${cells}<td>${bar}</td><td>${reasons.join(', ')}</td></tr>\n`;
  });
  return markup`<h2>Campaigns</h2>${showInScroller('campaigns', markup`<table><tr><th>campaign</th><th class="number">planned</th>${heads}<th>shares</th><th>reasons</th></tr>\n${rows}</table>`)}\n`;
}

function showGroups({ run: { campaigns } }: RunReport): Markup | undefined {
  const rows = listGroupRows(campaigns).map(({ campaign, name, counts }) => {
    const cells = groupBuckets.map(({ bucket }) => markup`<td class="number">${formatCount(counts[bucket])}</td>`);
    const parts = groupBuckets.map(({ bucket }): ShareOfBar => ({ count: counts[bucket], look: bucket }));
    const all = parts.reduce((sum, { count }) => sum + count, 0);
    return markup`<tr><td>${campaign}</td><td>${name}</td>${cells}<td>${drawShares(parts, all)}</td></tr>\n`;
  });
  if (rows.length === 0) return undefined;
  const heads = groupBuckets.map(({ words }) => markup`<th class="number">${words}</th>`);
  return markup`<h2>Arms and texts</h2>${showInScroller('arms and texts', markup`<table><tr><th>campaign</th><th>arm or texts</th>${heads}<th>shares</th></tr>\n${rows}</table>`)}\n`;
}
