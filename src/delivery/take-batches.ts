// Takes the next batches: as many as may be under way and be sent, with one notification each while a single request tests the API.
import type { Batch } from './backlog.ts';
import type { CampaignState } from './campaign-state.ts';

interface Taken {
  readonly batches: readonly Batch[];
  /** True if there are more batches, but no more may be sent. */
  readonly isSpent: boolean;
}

/** Takes batches and their allowance. The caller returns the allowance of what it does not claim. */
export async function takeBatches(campaignState: CampaignState, room: number): Promise<Taken> {
  const { sendState, backlog, tries } = campaignState;
  const { ramp, breaker, allowance } = sendState;
  const isSingle = ramp.isCanary || breaker.isOpen;
  const batches: Batch[] = [];
  while (batches.length < room) {
    // In single mode, batches that came back go first; otherwise one batch after another would be cut up.
    const batch = await backlog.take(!isSingle && tries.isProbation && !allowance.isSpent);
    if (batch === undefined) return { batches, isSpent: false };
    const most = allowance.takeFor(batch, isSingle ? 1 : Number.POSITIVE_INFINITY);
    const rest = batch.notifications.slice(most);
    if (rest.length > 0) backlog.untake({ ...batch, notifications: rest });
    if (most === 0) return { batches, isSpent: true };
    batches.push({ ...batch, notifications: batch.notifications.slice(0, most) });
  }
  return { batches, isSpent: false };
}
