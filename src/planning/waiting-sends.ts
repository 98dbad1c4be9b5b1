// Describes in a plan what waits in runs: what an apply of the plan replaces, cancels and keeps.
import type { Campaign } from '../campaign/campaign.ts';
import type { Replacing } from '../delivery/ledger.ts';
import { fateOf } from '../delivery/replacing.ts';
import type { Plan } from '../generated/plan.ts';
import type { Owner } from '../plan/guards/guard-measure.ts';
import type { WaitingSends } from '../plan/history.ts';
import { showMoment } from '../plan/schedule/plan-timetable.ts';

/**
 * Drafts are not planned. If the whole workspace is planned, what waits of its other campaigns is cancelled. On a ledger that others may use, this
 * requires a workspace_id, because only that distinguishes their campaigns from ours. `ids` are the ids of all campaigns of the workspace, and the
 * paths of files that cannot be read.
 */
export function replacedBy(
  campaigns: readonly Pick<Campaign, 'id' | 'isDraft'>[],
  ids: ReadonlySet<string>,
  { id: workspaceId, isShared }: Pick<Owner, 'id' | 'isShared'>,
): Replacing {
  const planned = campaigns.filter(({ isDraft }) => isDraft !== true).map(({ id }) => id);
  const isWhole = ids.isSubsetOf(new Set(campaigns.map(({ id }) => id)));
  const isKnown = workspaceId !== undefined || !isShared;
  return { campaigns: planned, ...(isWhole && isKnown && { whole: { workspaceId } }) };
}

/** What waits from this workspace, and what its campaigns replace. */
export function publishWaiting(
  waiting: readonly WaitingSends[],
  replacing: Replacing,
  { id: workspaceId }: Pick<Owner, 'id'>,
): Plan['waiting'] {
  return waiting.flatMap((one) => {
    const { run, campaign, times, held } = one;
    const [first] = times;
    const fate = fateOf(replacing, { id: campaign, workspaceId: one.workspaceId });
    if (fate === undefined && one.workspaceId !== workspaceId) return [];
    return [
      {
        run,
        campaign,
        count: times.reduce((sum, { count }) => sum + count, held),
        next_due: first === undefined ? null : showMoment(first.due),
        times: times.map(({ due, count }) => ({ due: showMoment(due), count })),
        becomes: becomesOf(fate, one),
      },
    ];
  });
}

/** Sends that workers are sending, or that are at a pause, are neither replaced nor cancelled. */
function becomesOf(
  fate: ReturnType<typeof fateOf>,
  { isBusy }: Pick<WaitingSends, 'isBusy'>,
): NonNullable<Plan['waiting']>[number]['becomes'] {
  if (!isBusy) return fate ?? 'kept';
  return fate === 'replaced' ? 'blocks' : 'kept';
}
