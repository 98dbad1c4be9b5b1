// Formats a plan as a comment on a pull request: the decision first, the seal last, and between them as much as there is room for.
import type { Plan } from '../../generated/plan.ts';
import { fitPage } from './markdown-page.ts';
import { longestReport } from './summary-markdown.ts';
import { longestTests } from './test-markdown.ts';
import { armsSection } from './plan-markdown-arms.ts';
import { auditSection } from './plan-markdown-audit.ts';
import { backtestSection } from './plan-markdown-backtest.ts';
import { campaignsSection } from './plan-markdown-campaigns.ts';
import { changesSection } from './plan-markdown-changes.ts';
import { formatDecision } from './plan-markdown-decision.ts';
import { blockersSection, warningsSection } from './plan-markdown-findings.ts';
import { leftOutSection } from './plan-markdown-left-out.ts';
import { listsSection } from './plan-markdown-lists.ts';
import { formatSeal, limitsSection } from './plan-markdown-limits.ts';
import { oftenSection } from './plan-markdown-often.ts';
import { linksSection } from './plan-markdown-links.ts';
import { tablesSection } from './plan-markdown-tables.ts';
import { localesSection } from './plan-markdown-locales.ts';
import { timetableSection } from './plan-markdown-timetable.ts';
import { waitingSection } from './plan-markdown-waiting.ts';
import { locksSection } from './plan-markdown-locks.ts';
import { picturesSection, type ShownPicture } from './plan-markdown-pictures.ts';
import { rolloutSection } from './plan-markdown-rollout.ts';
import { samplesSection, unchangedSamplesSection } from './plan-markdown-samples.ts';

/** GitHub accepts 65,536 characters in a comment. The rest is room for tests, for the report of a merge, and for the lines between them. */
export const longestComment = 65_536 - 512 - longestTests - longestReport;

/**
 * `limit` counts bytes, which are never fewer than characters, in whatever way a platform counts those. It must be at least 8,000: the parts that are
 * never left out take that much if every name is long and has to be escaped.
 */
export function formatPlanMarkdown(
  plan: Plan,
  {
    limit = longestComment,
    pictures = [],
  }: { readonly limit?: number; readonly pictures?: readonly ShownPicture[] } = {},
): string {
  const page = {
    top: formatDecision(plan),
    sections: [
      campaignsSection(plan),
      locksSection(plan),
      blockersSection(plan),
      warningsSection(plan),
      rolloutSection(plan),
      armsSection(plan),
      localesSection(plan),
      linksSection(plan),
      tablesSection(plan),
      picturesSection(pictures),
      samplesSection(plan),
      changesSection(plan),
      unchangedSamplesSection(plan),
      auditSection(plan),
      timetableSection(plan),
      waitingSection(plan),
      leftOutSection(plan),
      listsSection(plan),
      oftenSection(plan),
      backtestSection(plan),
      limitsSection(plan),
    ],
    bottom: formatSeal(plan),
  };
  return fitPage(page, limit);
}
