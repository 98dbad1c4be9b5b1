// Shows a plan on a page: the page of preview, with what is sent, who is left out, what changes and what the guards measured.
import type { CampaignPlan, Change, Diagnostic, Limit, Plan } from '../../generated/plan.ts';
import { countRemoved } from '../../plan/selection/removal-reasons.ts';
import { spellDuration } from '../duration.ts';
import { markup, type Markup } from '../markup.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { describeApproval } from '../plan/approval-words.ts';
import { describeWaitingSends } from '../plan/waiting-words.ts';
import { describeBounds } from '../plan/bounds-words.ts';
import { describeCause } from '../plan/change-cause.ts';
import { describeDue, describePeriod } from '../plan/due-words.ts';
import { compareFigures } from '../plan/limit-words.ts';
import { findingsAbout, listFindings } from '../plan/plan-findings.ts';
import { countSentNow } from '../../plan/planned-counts.ts';
import { describePlanStep } from '../plan/rollout-plan-words.ts';
import { draftWords, priorityWords } from '../plan/term-words.ts';
import { shortenPair } from '../shorten-text.ts';
import { showAudit } from './audit-html.ts';
import { showBacktest } from './backtest-html.ts';
import { linkToCampaign, markContents } from './contents-html.ts';
import { showFindings } from './findings-html.ts';
import { showLeftOut } from './left-out-html.ts';
import { queryDiffStyle, showLock, showUnseen } from './locks-html.ts';
import { formatPreviewHtml } from './preview-html.ts';
import { showInScroller } from './scroller-html.ts';
import { showTerms, showWords } from './words-html.ts';

const longestValue = 1_000;

export function formatPlanHtml(plan: Plan): string {
  return formatPreviewHtml({
    title: decide(plan),
    style: queryDiffStyle,
    about: [
      showFrame(plan),
      ...showApproval(plan),
      showTotals(plan),
      ...showBacktest(plan),
      ...showFindings(plan),
      ...(plan.unseen ?? []).map(showUnseen),
    ],
    campaigns: plan.campaigns.map((campaign) => ({
      id: campaign.id,
      file: campaign.file,
      samples: campaign.samples.map((sample) => ({ sample })),
      facts: [
        ...showDraft(campaign),
        ...showPriority(campaign),
        ...showTerms(campaign),
        ...showLock(campaign),
        ...showSteps(campaign),
        ...showWords(campaign),
        ...showPeriod(campaign),
        ...showTimetable(campaign),
        ...showLeftOut(campaign),
        ...showChanges(campaign),
        ...showLimits(campaign),
        ...showAudit(campaign.audit),
        ...showBounds(campaign),
      ],
    })),
  });
}

function decide(plan: Plan): string {
  const errors = listFindings(plan, 'error').length;
  if (errors > 0) return `Blocked by ${countOf(errors, 'error')}: nothing of this plan is sent`;
  if (plan.unseen !== undefined) return 'Without data: nothing of this plan can be sent';
  const { deferred, eta_seconds: seconds } = plan.totals;
  const all = countSentNow(plan.totals);
  if (all === 0) return deferred === 0 ? 'Nothing to send' : `Nothing to send now, ${formatCount(deferred)} deferred`;
  const most = plan.history === 'ledger' ? '' : 'At most ';
  const later = deferred === 0 ? '' : `, ${formatCount(deferred)} more deferred`;
  return `${most}${countOf(all, 'notification')} to send, in about ${spellDuration(seconds)}${later}`;
}

function showFrame({ environment, base, history, allowed, seal, unseen }: Plan): Markup {
  const compared = base && markup`, compared with <code>${base.ref}</code> (<code>${base.commit.slice(0, 12)}</code>)`;
  const gone =
    base && base.removed.length > 0
      ? markup` Removed since: ${base.removed.map(({ id }) => id).join(', ')}.`
      : undefined;
  const blind =
    history === 'ledger'
      ? undefined
      : markup` <b>No ledger was looked at:</b> it counts as if nothing had been sent yet.`;
  const allows = allowed.length === 0 ? undefined : markup` Allowed: ${allowed.join(', ')}.`;
  const sealed = unseen === undefined ? markup` Seal <code>${seal}</code>.` : markup` No seal.`;
  return markup`<p>Environment <code>${environment}</code>${compared}.${gone}${blind}${allows}${sealed}</p>
<p class="dim">Names, numbers and addresses of people are stand-ins. Pictures are not loaded: their addresses are below the phones.</p>\n`;
}

/** What a review approves, and what waits in runs. */
function showApproval(plan: Plan): Markup[] {
  return [...describeApproval(plan), ...describeWaitingSends(plan)].map((sentence) => markup`<p>${sentence}</p>\n`);
}

const columns = [
  ['rows', 'rows'],
  ['send', 'send'],
  ['resend', 'resend'],
  ['retry', 'retry'],
  ['deferred', 'deferred'],
  ['settled', 'settled'],
  ['in_doubt', 'in doubt'],
  ['removed', 'removed'],
] as const;

/** Retries and deferred notifications have columns only if there are any. The names of several campaigns are links to them. */
function showTotals(plan: Plan): Markup {
  const { campaigns, totals, base } = plan;
  const shown = columns.filter(([name]) => (name !== 'retry' && name !== 'deferred') || totals[name] > 0);
  const names = shown.map(([name]) => name);
  const isList = campaigns.length > 1;
  const rows = campaigns.map((campaign) => {
    const { id, draft, counts, comparison } = campaign;
    return showRow(
      isList ? linkToCampaign(id) : id,
      names.map((name) => (name === 'removed' ? countRemoved(counts.removed) : counts[name])),
      base && showMoves(comparison),
      draft === true ? markup`draft` : showChecks(findingsAbout(campaign, plan)),
    );
  });
  const heads = shown.map(([, words]) => markup`<th class="number">${words}</th>`);
  const moves = base && markup`<th>with the base</th>`;
  const sums = names.map((name) => totals[name]);
  const all = isList ? showRow('all', sums, base && '', markup``) : undefined;
  const table = showInScroller(
    'figures',
    markup`<table><tr><th>campaign</th>${heads}${moves}<th>checks</th></tr>\n${rows}${all}</table>`,
  );
  return isList ? markContents(table) : table;
}

function showRow(name: string | Markup, counts: readonly number[], moves: string | undefined, checks: Markup): Markup {
  const cells = counts.map((count) => markup`<td class="number">${formatCount(count)}</td>`);
  return markup`<tr><td>${name}</td>${cells}${moves === undefined ? undefined : markup`<td>${moves}</td>`}<td>${checks}</td></tr>\n`;
}

/** Formats "changed: 20 join, 3 leave, 150 get another text". */
function showMoves(comparison: CampaignPlan['comparison']): string {
  if (comparison === undefined) return 'unknown';
  const { status, joins, leaves, changed } = comparison;
  const moves = [
    ...(joins === 0 ? [] : [countOf(joins, 'joins', 'join')]),
    ...(leaves === 0 ? [] : [countOf(leaves, 'leaves', 'leave')]),
    ...(changed === 0 ? [] : [`${countOf(changed, 'gets', 'get')} another notification`]),
  ];
  return moves.length === 0 ? status : `${status}: ${moves.join(', ')}`;
}

function showChecks(findings: readonly Diagnostic[]): Markup {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  if (errors > 0) return markup`<b class="bad">blocked: ${countOf(errors, 'error')}</b>`;
  return warnings > 0
    ? markup`<span class="warn">${countOf(warnings, 'warning')}</span>`
    : markup`<span class="good">passed</span>`;
}

function showDraft({ draft }: CampaignPlan): Markup[] {
  return draft === true ? [markup`<p class="note">Draft: ${draftWords}.</p>\n`] : [];
}

function showPriority({ priority, draft }: CampaignPlan): Markup[] {
  return priority === 'high' && draft !== true ? [markup`<p>Priority high: ${priorityWords}.</p>\n`] : [];
}

function showPeriod({ period }: CampaignPlan): Markup[] {
  return period === undefined ? [] : [markup`<p>Sent once in each period, now in ${describePeriod(period)}.</p>\n`];
}

function showTimetable({ timetable = [] }: CampaignPlan): Markup[] {
  if (timetable.length === 0) return [];
  const times = timetable.map(
    (time) => markup`<tr><td>${describeDue(time)}</td><td class="number">${formatCount(time.count)}</td></tr>\n`,
  );
  const count = timetable.reduce((sum, time) => sum + time.count, 0);
  return [
    markup`<details><summary>Deferred: ${countOf(count, 'notification')}</summary>${showInScroller('deferred', markup`<table><tr><th>due, on the clock of the zone</th><th class="number">notifications</th></tr>\n${times}</table>`)}</details>\n`,
  ];
}

function showSteps({ rollout = [] }: CampaignPlan): Markup[] {
  if (rollout.length === 0) return [];
  const steps = rollout.map((step) => markup`<li>${describePlanStep(step)}</li>\n`);
  return [markup`<details open="open"><summary>Sent in steps</summary><ol>\n${steps}</ol></details>\n`];
}

function showChanges({ changes }: CampaignPlan): Markup[] {
  if (changes.length === 0) return [];
  // The number of recipients is never known for edits of a campaign file.
  const isCounted = changes.some(({ recipients }) => recipients !== null);
  const head = isCounted ? markup`<th class="number">recipients</th>` : undefined;
  const rows = changes.map((change) => showChange(change, isCounted));
  return [
    markup`<details open="open"><summary>What changes: ${countOf(changes.length, 'change')}</summary>${showInScroller('what changes', markup`<table><tr><th>where</th><th>before</th><th>after</th>${head}</tr>\n${rows}</table>`)}</details>\n`,
  ];
}

function showChange({ path, before, after, recipients, cause }: Change, isCounted: boolean): Markup {
  const [was, is] = shortenPair(textOf(before), textOf(after), longestValue);
  const reach = recipients === null ? 'not counted' : formatCount(recipients);
  const cell = isCounted ? markup`<td class="number">${reach}</td>` : undefined;
  return markup`<tr><td><code>${path}</code><br/><span class="dim">${describeCause(cause, (name) => name)}</span></td><td dir="auto">${was}</td><td dir="auto">${is}</td>${cell}</tr>\n`;
}

function textOf(value: Change['before']): string {
  return value === null ? '' : String(value);
}

function showLimits({ limits }: CampaignPlan): Markup[] {
  if (limits.length === 0) return [];
  const failed = limits.filter(({ passed }) => !passed).length;
  const verdict = failed === 0 ? `${countOf(limits.length, 'limit')} kept` : `${countOf(failed, 'limit')} broken`;
  const open = failed === 0 ? undefined : markup` open="open"`;
  const rows = limits.toSorted((a, b) => Number(a.passed) - Number(b.passed)).map(showLimit);
  return [
    markup`<details${open}><summary>Guards: ${verdict}</summary>${showInScroller('guards', markup`<table><tr><th>guard</th><th>measured, limit</th><th>set at</th></tr>\n${rows}</table>`)}</details>\n`,
  ];
}

function showLimit(limit: Limit): Markup {
  const { guard, file, line, passed } = limit;
  const place = line === null ? `${file}, by default` : `${file}:${line}`;
  return markup`<tr><td>${guard}</td><td class="${passed ? 'good' : 'bad'}">${compareFigures(limit)}</td><td><code>${place}</code></td></tr>\n`;
}

function showBounds({ bounds = [] }: CampaignPlan): Markup[] {
  if (bounds.length === 0) return [];
  const words = bounds.map((one) => describeBounds(one, (name) => name)).join('; ');
  return [markup`<p class="dim">Values: ${words}.</p>\n`];
}
