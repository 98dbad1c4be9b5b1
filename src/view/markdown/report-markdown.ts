// Formats a run as Markdown for a comment or a wiki, with the same figures as its page.
import type { RunTotals } from '../../generated/run.ts';
import { bucketWords } from '../buckets.ts';
import { countOf, formatCount, listFirst } from '../../numbers.ts';
import {
  describeAnswer,
  describeBusiest,
  describeCalm,
  describeDecisions,
  describeEnding,
  isGoingOn,
  listSurprises,
  rankReasons,
  type RunReport,
} from '../run-report.ts';
import { listGoingOn } from '../going-on.ts';
import { groupBuckets, listGroupRows } from '../run-groups.ts';
import { describeMoreTimes, listTimeRows, timeColumns } from '../run-times.ts';
import { tableHead, tableRow, type Column } from './markdown-table.ts';
import { safeBold, safeCode, safeMarkdown } from './safe-markdown.ts';

/** Whether a text that begins so is the Markdown of a run. */
export function beginsReportMarkdown(text: string): boolean {
  return /^### `run_\w+` in `/v.test(text);
}

export function formatReportMarkdown(report: RunReport): string {
  const { run, log } = report;
  const surprises = listSurprises(report).map((words) => `- ${safeMarkdown(words)}`);
  const parts = [
    `### ${safeCode(run.run)} in ${safeCode(run.environment)}`,
    showEnding(report),
    surprises.length === 0 ? describeCalm(report) : surprises.join('\n'),
    tableOf(bucketNames, [
      ...run.campaigns.map(({ id, totals }) => bucketCells(safeCode(id), totals)),
      bucketCells('**all**', run.totals),
    ]),
    tableOf(
      ['campaign', 'arm or texts', ...groupBuckets.map(({ words }) => words)],
      listGroupRows(run.campaigns).map(({ campaign, name, counts }) => [
        safeCode(campaign),
        safeMarkdown(name),
        ...groupBuckets.map(({ bucket }) => formatCount(counts[bucket])),
      ]),
      2,
    ),
    tabulateTimes(report),
    listReasons('Refused', run.refused),
    listReasons('Rejected', run.rejected),
    listReasons('Left out', run.left_out ?? {}),
    tableOf(
      ['answer', 'requests'],
      log.answers.map((answer) => [safeMarkdown(describeAnswer(answer)), formatCount(answer.requests)]),
    ),
    describeRequests(report),
    tableOf(
      ['settled at', 'by', 'as', 'notifications'],
      describeDecisions(report).map(({ at, by, decided, notifications }) => [
        safeMarkdown(at),
        safeMarkdown(by),
        decided,
        formatCount(notifications),
      ]),
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** An ending that needs a person is bold, and names the next command. */
function showEnding(report: RunReport): string {
  const words = `${describeEnding(report)}.`;
  const next = listGoingOn(report.run).map((command) => ` Next: ${safeCode(command)}`);
  return `${isGoingOn(report) || next.length > 0 ? safeBold(words) : safeMarkdown(words)}${next.join('')}`;
}

function tabulateTimes({ run: { campaigns } }: RunReport): string {
  const { rows, more } = listTimeRows(campaigns);
  const table = tableOf(
    ['campaign', ...timeColumns.map(({ words }) => words)],
    rows.map((row) => [
      safeCode(row.campaign),
      safeMarkdown(row.due),
      formatCount(row.planned),
      formatCount(row.left),
      safeMarkdown(row.first),
      safeMarkdown(row.last),
      safeMarkdown(row.notSent),
    ]),
    2,
  );
  return more === 0 ? table : `${table}\n\n${describeMoreTimes(more)}`;
}

function describeRequests(report: RunReport): string {
  const { run, log } = report;
  const counts = `${countOf(run.requests, 'request')}, ${countOf(run.retries, 'retry', 'retries')}`;
  const time =
    log.mean === null
      ? ''
      : ` On average ${formatCount(log.mean)} ms, the slowest ${formatCount(log.slowest ?? 0)} ms.`;
  const open = log.open === 0 ? '' : ` ${countOf(log.open, 'request')} without an answer.`;
  return `${counts}. ${describeBusiest(report)}.${time}${open}`;
}

const bucketNames = ['campaign', 'planned', ...bucketWords.map(({ words }) => words)];

function bucketCells(name: string, totals: RunTotals): readonly string[] {
  return [name, formatCount(totals.planned), ...bucketWords.map(({ bucket }) => formatCount(totals[bucket]))];
}

/** The head of the table of campaigns. */
export const bucketHead = tableHead(namesToColumns(bucketNames));

export function bucketRow(name: string, totals: RunTotals): string {
  return tableRow(bucketCells(name, totals));
}

/** Returns an empty text if there are none. */
export function listReasons(title: string, counts: Readonly<Record<string, number>>, most = Infinity): string {
  const reasons = rankReasons(counts);
  if (reasons.length === 0) return '';
  return `${title}: ${listFirst(reasons, most, ([name, count]) => `${safeMarkdown(name)} ${formatCount(count)}`)}.`;
}

/** Aligns figures to the right, after the `named` first columns. Returns an empty text if there are no rows. */
function tableOf(names: readonly string[], rows: readonly (readonly string[])[], named = 1): string {
  if (rows.length === 0) return '';
  return [tableHead(namesToColumns(names, named)), ...rows.map((row) => tableRow([...row]))].join('\n');
}

function namesToColumns(names: readonly string[], named = 1): readonly Column[] {
  return names.map((name, index) => ({ name, align: index < named ? 'left' : 'right' }));
}
