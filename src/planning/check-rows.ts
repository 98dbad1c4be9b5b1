// What the rows of the audiences show, as plan says it: without a ledger, a base and the guards that count who gets a notification.
import type { Diagnostic } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import { measureInvalid } from '../plan/guards/guard-counts.ts';
import { findingOfMeasure } from '../plan/guards/guard-measure.ts';
import { noHistory } from '../plan/history.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import type { CompiledCampaign } from './compile-campaigns.ts';
import { walkAudience, type AudienceWalk, type WalkOptions } from './walk-audience.ts';

/** Reads every audience to its end. Warnings about rows, and errors where plan would refuse the campaign for them. */
export async function checkRows(
  { files, policy, locate }: Workspace,
  compiled: readonly CompiledCampaign[],
  options: WalkOptions = {},
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const one of compiled) {
    try {
      found.push(...(await checkRowsOf({ ...options, files, history: noHistory, policy: { ...policy, locate } }, one)));
    } catch (error) {
      // The file is broken further down.
      if (!(error instanceof Refusal)) throw error;
      found.push(...error.diagnostics);
    }
  }
  return found;
}

async function checkRowsOf(walk: AudienceWalk, compiled: CompiledCampaign): Promise<readonly Diagnostic[]> {
  const { result, warnings } = await walkAudience(walk, compiled, { keeps: false, take: async () => {} });
  const { counts, diagnostics } = result;
  const tooManyInvalid = measureInvalid(compiled.campaign, { counts }, walk.policy).filter(({ passed }) => !passed);
  return [...warnings, ...diagnostics, ...tooManyInvalid.map(findingOfMeasure)];
}
