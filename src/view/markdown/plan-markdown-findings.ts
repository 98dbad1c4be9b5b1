// Errors and warnings as alerts: what is wrong, where, and what to do about it.
import type { Plan } from '../../generated/plan.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { listFindings, type PlanFindings, type PlanFinding } from '../plan/plan-findings.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeBold, safeMarkdown } from './safe-markdown.ts';
import { shortenText } from '../shorten-text.ts';

const longestMessage = 400;
const longestHelp = 240;

export function blockersSection(plan: PlanFindings): Section {
  return {
    head: '> [!CAUTION]\n> **What blocks**\n>\n',
    parts: listFindings(plan, 'error').map((found) => () => formatFinding(found)),
    separator: '\n',
    tail: '',
    leftOut: leaveOut('error', 'errors', 'pushplan plan'),
    rank: 1,
    share: 0.2,
  };
}

export function warningsSection(plan: PlanFindings & Partial<Pick<Plan, 'history'>>): Section {
  return {
    head: '> [!WARNING]\n> **What to look at**\n>\n',
    // If no ledger was looked at, the decision already says so.
    parts: listFindings(plan, 'warning')
      .filter(({ finding }) => finding.code !== 'PP316' || plan.history === 'ledger')
      .map((found) => () => formatFinding(found)),
    separator: '\n',
    tail: '',
    leftOut: leaveOut('warning', 'warnings', 'pushplan plan'),
    rank: 3,
    share: 0.1,
  };
}

function formatFinding({ campaign, finding }: PlanFinding): string {
  const { code, message, file, line, help } = finding;
  const place = file === null ? [] : [showName(line === null ? file : `${file}:${line}`)];
  const about = campaign === undefined || message.startsWith(`${campaign} `) ? [] : [showName(campaign)];
  const facts = [...about, ...place, showName(code)].join(', ');
  const first = `> - ${safeBold(shortenText(message, longestMessage))} (${facts})`;
  return help === null || help === '' ? first : `${first}  \n>   ${formatHelp(help)}`;
}

function formatHelp(help: string): string {
  return safeMarkdown(shortenText(help, longestHelp).replaceAll('\n', ' '));
}
