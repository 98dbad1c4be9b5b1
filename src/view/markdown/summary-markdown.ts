// What became of a merge, for the page of its run on GitHub: lines of Markdown, and errors as annotations.
import { countPlanned } from '../plan/planned-counts.ts';
import type { Diagnostic, Plan } from '../../generated/plan.ts';
import type { Run } from '../../generated/run.ts';
import { countOf, formatCount } from '../numbers.ts';
import { listFindings, type PlanFindings } from '../plan/plan-findings.ts';
import { safeGithubData, safeGithubProperty } from '../safe.ts';
import { safeBold, safeMarkdown } from './safe-markdown.ts';

/** What `apply --json` and `plan --json` print; findings alone where there was neither run nor plan. */
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

/** `reason` says why there is no approved plan: a plan is one that nobody approved. */
export function formatSummary(result: MergeResult, reason: string): MergeSummary {
  const faults = listFaults(result, reason);
  const lines = result.kind === 'run' ? [describeRun(result.run)] : faults.length === 0 ? ['Nothing to send.'] : [];
  const lead = result.kind === 'run' ? '' : '**Not sent.** ';
  return {
    markdown: [...lines, ...faults.map(({ text }) => `${lead}${safeMarkdown(text)}`)].join('\n\n').concat('\n'),
    annotations: faults
      .map(({ title, text }) => `::error title=${safeGithubProperty(title)}::${safeGithubData(text)}\n`)
      .join(''),
  };
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
  const what = `${countOf(planned, 'notification')} ${planned === 1 ? 'is' : 'are'} not sent`;
  const help =
    'Open a pull request that changes the campaign, or send with pushplan apply by hand, with the ledger of this environment.';
  return [{ title: 'Not approved', text: `${what}, since no approved plan was found: ${reason}. ${help}` }];
}

function describeFinding({ message, file, line, help }: Diagnostic): string {
  const place = file === undefined ? '' : ` (${line === undefined ? file : `${file}:${line}`})`;
  return `${message}${place}${help === undefined ? '' : `. ${help}`}`;
}

function findingsOf(result: MergeResult): PlanFindings {
  if (result.kind === 'plan') return result.plan;
  return { diagnostics: result.kind === 'run' ? result.run.diagnostics : result.diagnostics, campaigns: [] };
}

function describeRun({ run, state, totals }: Run): string {
  if (totals.planned === 0 && state === 'finished') return 'Nothing to send.';
  const buckets = Object.entries(totals).map(([name, count]) => `${name.replaceAll('_', ' ')} ${formatCount(count)}`);
  return `${safeBold(run)} ${state}: ${buckets.join(', ')}.`;
}
