// Checks the rows of the audiences with the findings of plan, but without a ledger, a base and the guards that count recipients.
import type { Campaign } from '../campaign/campaign.ts';
import { hasErrors } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import { hasMaxAge, measureAge } from '../plan/guards/guard-age.ts';
import { measureInvalid } from '../plan/guards/guard-counts.ts';
import { measureForbidden } from '../plan/guards/guard-forbidden.ts';
import { findingOfMeasure } from '../plan/guards/guard-measure.ts';
import { noHistory } from '../plan/history.ts';
import type { SeenRow } from '../plan/plan-block.ts';
import type { HeldList } from '../plan/selection/leave-out-listed.ts';
import { dateOfData } from '../sources/open-data.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import type { CompiledCampaign } from './compile-campaigns.ts';
import { joinCheckedRows, type CheckedRows } from './checked-rows.ts';
import { notLookedAt } from './gather-facts.ts';
import type { OpenLists } from './lists/open-lists.ts';
import { walkAudience, type AudienceWalk, type WalkOptions } from './walk-audience.ts';

export interface CheckOptions extends WalkOptions {
  /** Receives every row that no selector leaves out. */
  readonly seen?: ((campaign: Campaign, row: SeenRow) => void) | undefined;
}

/**
 * Reads every audience to its end. `holdingFor` returns the lists that apply to a campaign. Returns warnings about rows, and errors if plan would
 * refuse the campaign because of its rows. `now` is in milliseconds since 1970.
 */
export async function checkRows(
  { files, policy, locate }: Workspace,
  compiled: readonly CompiledCampaign[],
  now: number,
  holdingFor: OpenLists['holdingFor'],
  { seen, ...options }: CheckOptions = {},
): Promise<CheckedRows> {
  const found: CheckedRows[] = [];
  for (const one of compiled) {
    try {
      const walk = { ...options, files, history: noHistory, policy: { ...policy, locate }, now };
      found.push(await checkRowsOf(walk, one, holdingFor(one.campaign), seen));
    } catch (error) {
      // The file is broken further down.
      if (!(error instanceof Refusal)) throw error;
      found.push({ diagnostics: error.diagnostics, blockers: [], faults: [] });
    }
  }
  return joinCheckedRows(found);
}

async function checkRowsOf(
  walk: AudienceWalk,
  compiled: CompiledCampaign,
  lists: readonly HeldList[],
  seen: CheckOptions['seen'],
): Promise<CheckedRows> {
  const { campaign } = compiled;
  const { files, policy, now } = walk;
  // The age of invented rows is not checked.
  const isAged = campaign.audience.isSample !== true && hasMaxAge(campaign, policy);
  const { result, warnings } = await walkAudience(walk, compiled, {
    keeps: 'nothing',
    lists,
    take: async () => {},
    ...(seen && {
      watch: (row) => {
        seen(campaign, row);
      },
    }),
  });
  const { counts, diagnostics, faults } = result;
  const modifiedAt = isAged ? await dateOfData(files, campaign) : notLookedAt;
  const facts = { counts, modifiedAt, now };
  const guards = [
    ...measureInvalid(campaign, facts, policy),
    ...(isAged ? measureAge(campaign, facts, policy) : []),
    ...measureForbidden(campaign, facts, policy),
  ];
  const guarded = guards.filter(({ passed }) => !passed).map(findingOfMeasure);
  const audited = diagnostics.filter((finding) => hasErrors([finding]) && !faults.includes(finding));
  return {
    diagnostics: [...warnings, ...diagnostics, ...guarded],
    blockers: [...audited, ...guarded],
    faults,
  };
}
