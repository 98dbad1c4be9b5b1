// Decides what happens to notifications that wait in other runs when a run begins: for the ledger, which does it, and the plan, which announces it.
import type { Replacing } from './ledger.ts';

/** Returns undefined if they stay as they are. */
export function fateOf(
  { campaigns, whole }: Replacing,
  { id, workspaceId }: { readonly id: string; readonly workspaceId?: string | undefined },
): 'replaced' | 'cancelled' | undefined {
  if (campaigns.includes(id)) return 'replaced';
  return whole !== undefined && whole.workspaceId === workspaceId ? 'cancelled' : undefined;
}
