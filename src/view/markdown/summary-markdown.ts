// Formats the result of a merge for its page on GitHub Actions: Markdown, and errors as annotations.
import { describeCancelled } from '../plan/waiting-words.ts';
import { countPlanned } from '../../plan/planned-counts.ts';
import type { Diagnostic, Plan } from '../../generated/plan.ts';
import type { Run } from '../../generated/run.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { listFindings, type PlanFindings } from '../plan/plan-findings.ts';
import { listRunSurprises, rankReasons } from '../run-report.ts';
import { safeGithubData, safeGithubProperty } from '../safe.ts';
import { fitPage, leaveOut, type Section } from './markdown-page.ts';
import { bucketHead, bucketRow, listReasons } from './report-markdown.ts';
import { safeBold, safeCode, safeMarkdown } from './safe-markdown.ts';

/** The output of `apply --json` or `plan --json`, or findings alone if there was neither a run nor a plan. */
export type MergeResult =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'findings'; readonly diagnostics: PlanFindings['diagnostics'] };

export interface MergeSummary {
  readonly markdown: string;
  readonly annotations: string;
}

interface Fault {
  readonly title: string;
  readonly text: string;
}

/** The most bytes. A plan leaves this much room in the comment. */
export const longestReport = 4_000;

/** The most reasons, since the vendor may have any number of them. */
const mostReasons = 10;

/** `reason` says why there is no approved plan. A result of kind `plan` was approved by nobody. */
export function formatSummary(result: MergeResult, reason: string): MergeSummary {
  const faults = listFaults(result, reason);
  return {
    markdown: result.kind === 'run' ? formatShortReport(result.run, faults) : formatUnsent(faults),
    annotations: faults
      .map(({ title, text }) => `::error title=${safeGithubProperty(title)}::${safeGithubData(text)}\n`)
      .join(''),
  };
}

function formatUnsent(faults: readonly Fault[]): string {
  if (faults.length === 0) return 'Nothing to send.\n';
  const section = faultsSection(
    faults.map(({ text }) => `**Not sent.** ${safeMarkdown(text)}`),
    'pushplan plan',
  );
  return `${fitPage({ top: '', sections: [section], bottom: '' }, longestReport).trim()}\n`;
}

/** The short report on the page of a merge and in the merged pull request: the beginning of `pushplan report`. */
function formatShortReport(run: Run, faults: readonly Fault[]): string {
  const surprises = listRunSurprises(run, 0).map((words) => `- ${safeMarkdown(words)}`);
  // A single campaign would repeat the figures of the run above.
  const planned = run.campaigns.filter(({ totals }) => totals.planned > 0);
  const campaigns = planned.length > 1 ? planned : [];
  const page = {
    top: describeRun(run),
    sections: [
      faultsSection(
        faults.map(({ text }) => safeMarkdown(text)),
        'pushplan status RUN',
      ),
      surprisesSection(surprises),
      bucketsSection(campaigns.map(({ id, totals }) => bucketRow(safeCode(id), totals))),
    ],
    bottom: describeReasons(run),
  };
  return `${fitPage(page, longestReport).trimEnd()}\n`;
}

/** A single reason of refusals is already among the surprises. They do not name the codes of rejections. */
function describeReasons({ refused, rejected }: Run): string {
  const reasons = [
    rankReasons(refused).length > 1 ? listReasons('Refused', refused, mostReasons) : '',
    listReasons('Rejected', rejected, mostReasons),
  ];
  return reasons.filter((line) => line !== '').join('\n\n');
}

function faultsSection(lines: readonly string[], command: string): Section {
  const leftOut = leaveOut('error', 'errors', command);
  return { ...asParts(lines), head: '', separator: '\n\n', leftOut, rank: 1, share: 0.5 };
}

function surprisesSection(lines: readonly string[]): Section {
  const leftOut = leaveOut('surprise', 'surprises', 'pushplan report RUN');
  return { ...asParts(lines), head: '', separator: '\n', leftOut, rank: 1, share: 0.3 };
}

function bucketsSection(rows: readonly string[]): Section {
  const leftOut = leaveOut('campaign', 'campaigns', 'pushplan report RUN');
  return { ...asParts(rows), head: `${bucketHead}\n`, separator: '\n', leftOut, rank: 2, share: 0.5 };
}

function asParts(lines: readonly string[]): Pick<Section, 'parts' | 'tail'> {
  return { parts: lines.map((line) => () => line), tail: '' };
}

function listFaults(result: MergeResult, reason: string): readonly Fault[] {
  const findings = findingsOf(result);
  const faults = listFindings(findings, 'error').map(({ finding }) => ({
    title: finding.code,
    text: describeFinding(finding),
  }));
  if (result.kind !== 'plan' || faults.length > 0) return faults;
  const planned = countPlanned(result.plan.totals);
  if (planned === 0) return [];
  const what = `${countOf(planned, 'notification is', 'notifications are')} not sent`;
  const help =
    'Open a pull request that changes the campaign, or send with pushplan apply by hand, with the ledger of this environment.';
  return [{ title: 'Not approved', text: `${what}, since no approved plan was found: ${reason}. ${help}` }];
}

function describeFinding({ message, file, line, help }: Diagnostic): string {
  const place = file === null ? '' : ` (${line === null ? file : `${file}:${line}`})`;
  return `${message}${place}${help === null ? '' : `. ${help}`}`;
}

function findingsOf(result: MergeResult): PlanFindings {
  if (result.kind === 'plan') return result.plan;
  return { diagnostics: result.kind === 'run' ? result.run.diagnostics : result.diagnostics, campaigns: [] };
}

function describeRun(run: Run): string {
  return [describeOutcome(run), ...describeCancelled(run.cancelled).map(safeMarkdown)].join('\n\n');
}

function describeOutcome({ run, state, totals }: Run): string {
  if (totals.planned === 0 && state === 'finished') return 'Nothing to send.';
  const buckets = Object.entries(totals).map(([name, count]) => `${name.replaceAll('_', ' ')} ${formatCount(count)}`);
  return `${safeBold(run)} ${state}: ${buckets.join(', ')}.`;
}
