// Formats findings that prevent a plan, as the comment on a pull request instead of the plan.
import { publishDiagnostic, type Diagnostic } from '../../diagnostic.ts';
import { fitPage } from './markdown-page.ts';
import { countOf } from '../../numbers.ts';
import { blockersSection, warningsSection } from './plan-markdown-findings.ts';
import { longestComment } from './plan-markdown.ts';

export function formatRefusalMarkdown(diagnostics: readonly Diagnostic[]): string {
  const findings = { diagnostics: diagnostics.map(publishDiagnostic), campaigns: [] };
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const page = {
    top: `### Blocked: there is no plan until **${countOf(errors, 'error')}** ${errors === 1 ? 'is' : 'are'} fixed.`,
    sections: [blockersSection(findings), warningsSection(findings)],
    bottom: 'Nothing was planned, and there is no seal.',
  };
  return fitPage(page, longestComment);
}
