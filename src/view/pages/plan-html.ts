// A plan on a page: the page of preview, with what is sent, who is left out, what changes and what the guards measured.
import type { CampaignPlan, Change, Limit, Plan } from '../../generated/plan.ts';
import { countOfReason, countRemoved, removalReasons } from '../../plan/selection/removal-reasons.ts';
import { spellDuration } from '../duration.ts';
import { markup, type Markup } from '../markup.ts';
import { countOf, formatCount } from '../numbers.ts';
import { describeBounds } from '../plan/bounds-words.ts';
import { describeCause } from '../plan/change-cause.ts';
import { compareFigures } from '../plan/limit-words.ts';
import { listFindings } from '../plan/plan-findings.ts';
import { shortenPair } from '../shorten-text.ts';
import { showAudit } from './audit-html.ts';
import { showFindings } from './findings-html.ts';
import { formatPreviewHtml } from './preview-html.ts';

const longestValue = 1_000;

export function formatPlanHtml(plan: Plan): string {
  return formatPreviewHtml({
    title: decide(plan),
    about: [showFrame(plan), showTotals(plan), ...showFindings(plan), ...showUnseen(plan)],
    campaigns: plan.campaigns.map((campaign) => ({
      id: campaign.id,
      file: campaign.file,
      samples: campaign.samples.map((sample) => ({ sample })),
      facts: [
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
  const { send, resend, eta_seconds: seconds } = plan.totals;
  const all = send + resend;
  if (plan.unseen !== undefined) return 'Without data: nothing of this plan can be sent';
  if (all === 0) return 'Nothing to send';
  const most = plan.history === 'ledger' ? '' : 'At most ';
  return `${most}${countOf(all, 'notification')} to send, in about ${spellDuration(seconds)}`;
}

function showFrame({ environment, base, history, allowed, seal, unseen }: Plan): Markup {
  const compared = base && markup`, compared with <code>${base.ref}</code> (<code>${base.commit.slice(0, 12)}</code>)`;
  const gone =
    base && base.removed.length > 0 ? markup` Gone since: ${base.removed.map(({ id }) => id).join(', ')}.` : undefined;
  const blind =
    history === 'ledger'
      ? undefined
      : markup` <b>No ledger was looked at:</b> it counts as if nothing had been sent yet.`;
  const allows = allowed.length === 0 ? undefined : markup` Allowed: ${allowed.join(', ')}.`;
  const sealed = unseen === undefined ? markup` Seal <code>${seal}</code>.` : markup` No seal.`;
  return markup`<p>Environment <code>${environment}</code>${compared}.${gone}${blind}${allows}${sealed}</p>
<p class="dim">Names, numbers and addresses of people are stand-ins. Pictures are not loaded: their addresses stand below the phones.</p>\n`;
}

function showTotals({ campaigns, totals, base }: Plan): Markup {
  const rows = campaigns.map(({ id, counts, comparison, diagnostics }) =>
    showRow(
      id,
      { ...counts, removed: countRemoved(counts.removed) },
      base && showMoves(comparison),
      showChecks(diagnostics),
    ),
  );
  const moves = base && markup`<th>with the base</th>`;
  const all = campaigns.length > 1 ? showRow('all', totals, base && '', markup``) : undefined;
  return markup`<div class="scroll"><table><tr><th>campaign</th><th class="number">rows</th><th class="number">send</th><th class="number">resend</th><th class="number">settled</th><th class="number">in doubt</th><th class="number">removed</th>${moves}<th>checks</th></tr>\n${rows}${all}</table></div>\n`;
}

interface RowCounts {
  readonly rows: number;
  readonly send: number;
  readonly resend: number;
  readonly settled: number;
  readonly in_doubt: number;
  readonly removed: number;
}

function showRow(id: string, counts: RowCounts, moves: string | undefined, checks: Markup): Markup {
  const { rows, send, resend, settled, in_doubt: inDoubt, removed } = counts;
  const cells = [rows, send, resend, settled, inDoubt, removed].map(
    (count) => markup`<td class="number">${formatCount(count)}</td>`,
  );
  return markup`<tr><td>${id}</td>${cells}${moves === undefined ? undefined : markup`<td>${moves}</td>`}<td>${checks}</td></tr>\n`;
}

/** "changed: 20 join, 3 leave, 150 get another text". */
function showMoves(comparison: CampaignPlan['comparison']): string {
  if (comparison === undefined) return 'unknown';
  const { status, joins, leaves, changed } = comparison;
  const moves = [
    ...(joins === 0 ? [] : [`${formatCount(joins)} ${joins === 1 ? 'joins' : 'join'}`]),
    ...(leaves === 0 ? [] : [`${formatCount(leaves)} ${leaves === 1 ? 'leaves' : 'leave'}`]),
    ...(changed === 0 ? [] : [`${formatCount(changed)} get another notification`]),
  ];
  return moves.length === 0 ? status : `${status}: ${moves.join(', ')}`;
}

function showChecks(diagnostics: CampaignPlan['diagnostics']): Markup {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  if (errors > 0) return markup`<b class="bad">blocked: ${countOf(errors, 'error')}</b>`;
  return warnings > 0
    ? markup`<span class="warn">${countOf(warnings, 'warning')}</span>`
    : markup`<span class="good">passed</span>`;
}

function showUnseen({ unseen = [] }: Plan): Markup[] {
  return unseen.map(
    ({ id, file }) =>
      markup`<div class="note warning">The data of <b>${id}</b> (<code>${file}</code>) is not here: its people were not looked at.</div>\n`,
  );
}

function showLeftOut({ counts }: CampaignPlan): Markup[] {
  const reasons = [
    ...(counts.settled === 0 ? [] : [`settled before ${formatCount(counts.settled)}`]),
    ...(counts.in_doubt === 0 ? [] : [`in doubt ${formatCount(counts.in_doubt)}`]),
    ...removalReasons.flatMap(({ reason, head }) => {
      const count = countOfReason(counts.removed, reason);
      return count === 0 ? [] : [`${head} ${formatCount(count)}`];
    }),
  ];
  return reasons.length === 0
    ? []
    : [markup`<p>Left out of ${countOf(counts.rows, 'row')}: ${reasons.join(', ')}.</p>\n`];
}

function showChanges({ changes }: CampaignPlan): Markup[] {
  if (changes.length === 0) return [];
  return [
    markup`<details open="open"><summary>What changes: ${countOf(changes.length, 'change')}</summary><div class="scroll"><table><tr><th>where</th><th>before</th><th>after</th><th class="number">recipients</th></tr>\n${changes.map(showChange)}</table></div></details>\n`,
  ];
}

function showChange({ path, before, after, recipients, cause }: Change): Markup {
  const [was, is] = shortenPair(textOf(before), textOf(after), longestValue);
  const reach = recipients === null ? '' : formatCount(recipients);
  return markup`<tr><td><code>${path}</code><br/><span class="dim">${describeCause(cause, (name) => name)}</span></td><td dir="auto">${was}</td><td dir="auto">${is}</td><td class="number">${reach}</td></tr>\n`;
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
    markup`<details${open}><summary>Guards: ${verdict}</summary><div class="scroll"><table><tr><th>guard</th><th>measured, limit</th><th>set at</th></tr>\n${rows}</table></div></details>\n`,
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
