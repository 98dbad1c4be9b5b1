// What the rows of the audiences show, as plan says it: without a ledger, a base and the guards that count who gets a notification.
import type { Diagnostic } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import type { CopyPolicy } from '../plan/copy/copy-audit.ts';
import { measureInvalid } from '../plan/guards/guard-counts.ts';
import { findingOfMeasure } from '../plan/guards/guard-measure.ts';
import { noHistory } from '../plan/history.ts';
import { planCampaign } from '../plan/plan-campaign.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import { openAudienceOf, type CompiledCampaign } from './compile-campaigns.ts';

/** Reads every audience to its end. Warnings about rows, and errors where plan would refuse the campaign for them. */
export async function checkRows(
  { files, policy, locate }: Workspace,
  compiled: readonly CompiledCampaign[],
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const one of compiled) {
    try {
      found.push(...(await checkRowsOf(files, one, { ...policy, locate })));
    } catch (error) {
      // The file is broken further down.
      if (!(error instanceof Refusal)) throw error;
      found.push(...error.diagnostics);
    }
  }
  return found;
}

async function checkRowsOf(
  files: Workspace['files'],
  { campaign, renderer }: CompiledCampaign,
  policy: CopyPolicy,
): Promise<readonly Diagnostic[]> {
  await using audience = await openAudienceOf(files, campaign);
  const { blocks } = audience;
  const { counts, diagnostics } = await planCampaign({
    campaign,
    renderer,
    blocks,
    history: noHistory,
    policy,
    keep: keepNone,
  });
  const tooManyInvalid = measureInvalid(campaign, { counts }, policy).filter(({ passed }) => !passed);
  return [...audience.warnings(), ...diagnostics, ...tooManyInvalid.map(findingOfMeasure)];
}

async function keepNone(): Promise<void> {}
