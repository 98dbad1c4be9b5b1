// Runs the copy audit over rows, each an object of its columns, for a campaign made of the given parts.
import type { Diagnostic } from '../../src/diagnostic.ts';
import type { AuditFinding } from '../../src/generated/plan.ts';
import { CopyAudit, type CopyPolicy } from '../../src/plan/copy/copy-audit.ts';
import { aCampaign, aRecipient, rendererOf, type CampaignParts } from './a-campaign.ts';
import { copyPolicy } from './copy-policy.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Rows are numbered from 1. As in a plan, a row that cannot be rendered is skipped. */
export function audit(
  notification: CampaignParts['notification'],
  rows: readonly Row[],
  policy: CopyPolicy = copyPolicy(),
): { readonly findings: readonly AuditFinding[]; readonly diagnostics: readonly Diagnostic[] } {
  const parts = { ...(notification && { notification }) };
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const renderer = rendererOf(parts, columns);
  const copyAudit = new CopyAudit(aCampaign(parts), policy);
  for (const [index, row] of rows.entries()) {
    const result = renderer.render(aRecipient(row));
    if (result.kind === 'notification') copyAudit.look(index + 1, result);
  }
  return { findings: copyAudit.findings(), diagnostics: copyAudit.diagnostics() };
}
