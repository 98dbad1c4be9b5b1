// What the ledger says of the files of campaigns: an id that was changed would be sent to everybody again, and nobody can be excluded by a campaign that never was.
import type { Campaign } from '../campaign/campaign.ts';
import { checkRenames } from '../campaign/rules/check-campaigns.ts';
import { checkExcludedCampaigns } from '../campaign/rules/check-often.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { History } from '../plan/history.ts';

/** `ids` are those of all campaigns of the workspace, and `workspaceId` is its own: another one may send from files of the same names. */
export async function checkSentBefore(
  history: Pick<History, 'campaigns' | 'remembered'>,
  campaigns: readonly Campaign[],
  { ids, workspaceId }: { readonly ids: ReadonlySet<string>; readonly workspaceId: string | undefined },
): Promise<readonly Diagnostic[]> {
  const sent = await history.campaigns();
  const files = new Set(campaigns.map(({ file }) => file));
  const others = new Set<string>();
  for (const { id, file } of sent) {
    if (ids.has(id) || !files.has(file)) continue;
    const { workspaceId: owner } = await history.remembered(id);
    if (owner !== undefined && owner !== workspaceId) others.add(id);
  }
  const own = sent.filter(({ id }) => !others.has(id));
  const known = [...ids, ...sent.map(({ id }) => id)];
  return [...checkRenames(campaigns, own, ids), ...checkExcludedCampaigns(campaigns, known)];
}
