// Shows errors and warnings on a page: what is wrong, where, and what to do about it.
import { publishDiagnostic, type Diagnostic } from '../../diagnostic.ts';
import { markup, type Markup } from '../markup.ts';
import { countOf } from '../../numbers.ts';
import { listFindings, type PlanFinding, type PlanFindings } from '../plan/plan-findings.ts';
import { formatHtmlPage } from './html-page.ts';

/** Errors come first. */
export function showFindings(plan: PlanFindings): Markup[] {
  return (['error', 'warning'] as const).flatMap((severity) => listFindings(plan, severity).map(showFinding));
}

/** The page that replaces a plan if there is none. */
export function formatRefusalHtml(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const findings = showFindings({ diagnostics: diagnostics.map(publishDiagnostic), campaigns: [] });
  const body = markup`<main>
<h1>Blocked</h1>
<p>There is no plan until ${countOf(errors, 'error is', 'errors are')} fixed.</p>
${findings}</main>
`;
  return formatHtmlPage({ title: 'Blocked', body });
}

function showFinding({ campaign, finding }: PlanFinding): Markup {
  const { severity, code, message, file, line, help } = finding;
  const place = file === null ? undefined : markup` <code>${line === null ? file : `${file}:${line}`}</code>`;
  const about =
    campaign === undefined || message.startsWith(`${campaign} `) ? undefined : markup` <code>${campaign}</code>`;
  const remedy = help === null || help === '' ? undefined : markup`<br/>${help}`;
  return markup`<div class="note ${severity}"><b>${message}</b> <span class="dim">${code}</span>${about}${place}${remedy}</div>\n`;
}
