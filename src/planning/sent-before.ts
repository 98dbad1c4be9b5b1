// Checks campaign files against the ledger: a campaign with a new id would be sent to everybody again, and a campaign that never existed cannot be
// used to exclude people.
import type { Campaign } from '../campaign/campaign.ts';
import { checkRenames } from '../campaign/rules/check-campaigns.ts';
import { checkExcludedCampaigns } from '../campaign/rules/check-often.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { History } from '../plan/history.ts';

/**
 * `ids` are the ids of all campaigns of the workspace. `workspaceId` is its own id, because another workspace may send from files with the same
 * names.
 */
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
