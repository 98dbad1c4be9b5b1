// Counts the outcomes of each arm and each language of a run, which the ledger keeps with the claims.
import type { CampaignTotals, GroupTotals, RunCampaign, RunRecord } from '../../delivery/ledger.ts';
import type { ArmRun, CampaignRun, LocaleRun } from '../../generated/run.ts';

/** In an unfinished run, claims without an outcome are under way; in a run that has ended, they may have been received. */
export function presentGroups(
  { arms, armIds = [], locales }: RunCampaign,
  { groups = [] }: Partial<Pick<CampaignTotals, 'groups'>>,
  state: RunRecord['state'],
): Pick<CampaignRun, 'arms' | 'locales'> {
  const isGoingOn = state === 'running' || state === 'paused' || state === 'loading';
  const countOf = (names: readonly string[], name: string): Omit<LocaleRun, 'locale'> =>
    addGroups(
      groups.filter(({ number }) => names[number] === name),
      isGoingOn,
    );
  return {
    ...(arms && {
      arms: [...new Set(arms)].map((name): ArmRun => {
        return { name, camp_id: armIds[arms.indexOf(name)] ?? null, ...countOf(arms, name) };
      }),
    }),
    ...(locales && {
      locales: [...new Set(locales)].map((locale): LocaleRun => ({ locale, ...countOf(locales, locale) })),
    }),
  };
}

function addGroups(groups: readonly GroupTotals[], isGoingOn: boolean): Omit<LocaleRun, 'locale'> {
  const counts = { accepted: 0, refused: 0, rejected: 0, in_doubt: 0 };
  for (const { buckets, open } of groups) {
    counts.accepted += buckets.accepted;
    counts.refused += buckets.refused;
    counts.rejected += buckets.rejected;
    counts.in_doubt += buckets.in_doubt + (isGoingOn ? 0 : open);
  }
  return counts;
}
