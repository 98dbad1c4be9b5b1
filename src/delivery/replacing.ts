// What becomes of what waits in other runs when a run begins: the rule, for the ledger that does it and for the plan that says so.
import type { Replacing } from './ledger.ts';

/** Undefined for what stays as it is. */
export function fateOf(
  { campaigns, whole }: Replacing,
  { id, workspaceId }: { readonly id: string; readonly workspaceId?: string | undefined },
): 'replaced' | 'cancelled' | undefined {
  if (campaigns.includes(id)) return 'replaced';
  return whole !== undefined && whole.workspaceId === workspaceId ? 'cancelled' : undefined;
}
